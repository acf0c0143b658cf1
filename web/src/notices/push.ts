import { PushDevice, PushState } from '@palermo/shared/notices/push.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const pushQuery = queryOptions({
  queryKey: ['push'],
  queryFn: ({ signal }) => api(PushState, '/push', { signal }),
})

/** Which of one's browsers this one is. Signing out clears it, together with the subscription itself. */
const kept = 'push'

/** Whether this browser can be told while no page is open. On an iPhone only once the app stands on the home screen. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** The id under which this browser is signed up; undefined where it is not, or not any more. */
export const readThisDevice = async (): Promise<string | undefined> => {
  if (!canPush() || Notification.permission !== 'granted') return undefined
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? (localStorage.getItem(kept) ?? undefined) : undefined
}

/** The reader said no, now or once before: only the browser's own settings change that. */
export class NotPermitted extends Error {}

/** Asks the browser, signs it up with its push service, and tells the server where that is. */
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

/** Ends it here as well, where it is this browser. */
export const unsubscribe = async (id: string): Promise<void> => {
  await api(z.void(), `/push/${id}`, { method: 'DELETE' })
  if (id !== localStorage.getItem(kept)) return
  localStorage.removeItem(kept)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
