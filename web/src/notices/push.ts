import { PushDevice, PushState } from '@palermo/shared/notices/push.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => api(PushState, '/push', { signal }),
})

/**
 * The `localStorage` key of the id of this browser's push subscription. Signing out deletes the id and ends the
 * subscription.
 */
const kept = 'push'

/** Whether this browser supports push. An iPhone supports push only for an app on the home screen. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/**
 * Returns the id of this browser's push subscription; undefined if push is not supported or not permitted, or if this
 * browser has no subscription.
 */
export const readThisDevice = async (): Promise<string | undefined> => {
  if (!canPush() || Notification.permission !== 'granted') return undefined
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? (localStorage.getItem(kept) ?? undefined) : undefined
}

/**
 * Thrown if the reader did not give the permission for push; a refusal can only be changed in the browser's own
 * settings.
 */
export class NotPermitted extends Error {}

/**
 * Asks for permission, subscribes with the browser's push service, and sends the subscription to the server. Throws
 * NotPermitted without permission.
 */
export const subscribe = async (publicKey: string): Promise<void> => {
  if ((await Notification.requestPermission()) !== 'granted') throw new NotPermitted()
  await navigator.serviceWorker.register('/service-worker.js')
  const registration = await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { id } = await api(PushDevice, '/push', { method: 'PUT', body: subscription.toJSON() })
  localStorage.setItem(kept, id)
}

/** Ends a push subscription on the server; if the subscription is that of this browser, ends it in the browser too. */
export const unsubscribe = async (id: string): Promise<void> => {
  await api(z.void(), `/push/${id}`, { method: 'DELETE' })
  if (id !== localStorage.getItem(kept)) return
  localStorage.removeItem(kept)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
