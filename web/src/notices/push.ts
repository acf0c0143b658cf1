import { PushDevice, PushState } from '@palermo/shared/notices/push.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => api(PushState, '/push', { signal }),
})

/**
 * Name under which the id of this browser's push subscription is stored. Signing out deletes the id and ends the
 * subscription.
 */
const kept = 'push'

/** Whether this browser supports push. An iPhone supports push only for an app on the home screen. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** The id of this browser's subscription; undefined if the browser has none or the subscription has ended. */
export const readThisDevice = async (): Promise<string | undefined> => {
  if (!canPush() || Notification.permission !== 'granted') return undefined
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? (localStorage.getItem(kept) ?? undefined) : undefined
}

/** The reader refused permission, now or earlier. Only the browser's own settings can change that. */
export class NotPermitted extends Error {}

/** Asks for permission, subscribes with the browser's push service, and sends the subscription to the server. */
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

/** Ends a subscription; if it is that of this browser, also in the browser itself. */
export const unsubscribe = async (id: string): Promise<void> => {
  await api(z.void(), `/push/${id}`, { method: 'DELETE' })
  if (id !== localStorage.getItem(kept)) return
  localStorage.removeItem(kept)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
