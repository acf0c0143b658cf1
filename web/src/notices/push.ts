import { PushDevice, PushState } from '@palermo/shared/notices/push.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => api(PushState, '/push', { signal }),
})

/** The id of this browser's subscription. Signing out clears it, together with the subscription itself. */
const kept = 'push'

/** Whether this browser supports push. On an iPhone only if the app is on the home screen. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** The id of this browser's subscription; undefined if there is none or it has ended. */
export const readThisDevice = async (): Promise<string | undefined> => {
  if (!canPush() || Notification.permission !== 'granted') return undefined
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? (localStorage.getItem(kept) ?? undefined) : undefined
}

/** The reader refused permission, now or earlier: only the browser's own settings can change that. */
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

/** Ends the subscription, in this browser too if it is its own. */
export const unsubscribe = async (id: string): Promise<void> => {
  await api(z.void(), `/push/${id}`, { method: 'DELETE' })
  if (id !== localStorage.getItem(kept)) return
  localStorage.removeItem(kept)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
