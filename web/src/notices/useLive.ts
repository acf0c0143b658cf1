import { StreamEvent } from '@palermo/shared/notices/contract.ts'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isHeld, publishPresence } from '../presence/heard.ts'
import { hearTabs, postToTabs } from '../session/tabs.ts'
import { unreadKey } from './queries.ts'
import { readStream } from './stream.ts'

/**
 * Keeps this page up to date. Browsers allow few connections to one host, so only the tab that holds a lock opens the
 * live stream and forwards the events to the other tabs; when that tab closes, another tab takes over.
 */
export const useLive = (personId: string): void => {
  const queryClient = useQueryClient()
  useEffect(() => {
    const stop = new AbortController()
    const hear = reader(queryClient)
    let leads = false
    const lead = () => {
      leads = true
      return readStream((event) => {
        hear(event)
        postToTabs({ kind: 'live', personId, event })
      }, stop.signal)
    }
    const deaf = hearTabs((message) => {
      if (!('personId' in message) || message.personId !== personId) return
      if (message.kind === 'live') {
        const event = StreamEvent.safeParse(message.event)
        if (event.success) hear(event.data)
      }
      if (message.kind === 'unread') queryClient.setQueryData(unreadKey, message.unread)
      const unread = queryClient.getQueryData<number>(unreadKey)
      if (message.kind === 'asks-unread' && leads && unread !== undefined)
        postToTabs({ kind: 'unread', personId, unread })
    })
    // Asks the tab with the live stream for the number of unread notifications, because the server sent that number
    // before this tab was opened.
    postToTabs({ kind: 'asks-unread', personId })
    if ('locks' in navigator)
      navigator.locks.request(`live-${personId}`, { signal: stop.signal }, lead).catch(() => undefined)
    else void lead()
    return () => {
      stop.abort()
      deaf()
    }
  }, [personId, queryClient])
}

const live = ['work-items', 'referrals', 'cases', 'tasks']
const gather = 150

/**
 * Returns a function that handles an event of the live stream. The displayed data are reloaded once for several events,
 * because an event only says that something changed.
 */
const reader = (queryClient: QueryClient) => {
  let pending: ReturnType<typeof setTimeout> | undefined
  let greeted = false
  return (event: StreamEvent) => {
    if (event.kind === 'looking' || event.kind === 'changed') return publishPresence(event)
    const { kind, unread } = event
    queryClient.setQueryData(unreadKey, unread)
    const first = kind === 'hello' && !greeted
    greeted ||= kind === 'hello'
    // After the first `hello` nothing is reloaded, because the page has just loaded its data. A later `hello` follows
    // an interruption, in which events may have been missed.
    if (first || pending) return
    pending = setTimeout(() => {
      pending = undefined
      for (const key of ['notices', ...live]) {
        void queryClient.invalidateQueries({
          queryKey: [key],
          predicate: ({ queryKey }) => queryKey[1] !== 'unread' && !isHeld(queryKey[2]),
        })
      }
    }, gather)
  }
}
