import { type Looker, type OnScreen, Presence } from '@palermo/shared/presence/contract.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import { api } from '../api.ts'
import { hearPresence, hold, isTyping } from './heard.ts'

/** Milliseconds between two reports to the server that this page is still visible. */
const every = 15_000

/**
 * A change of the record by another person while this page shows the record. `shown` is true once this page has loaded
 * the change.
 */
export interface ChangeSeen {
  by: Looker | null
  at: number
  shown: boolean
}

const listOf = { case: 'cases', referral: 'referrals' } as const

/**
 * Returns the other persons who have the record open, the last change by another person, and functions to load the
 * change (`show`) or to hide the note about it (`dismiss`). A person whose page is hidden counts as having left.
 */
export const usePresence = ({ kind, id }: OnScreen) => {
  const queryClient = useQueryClient()
  const [others, setOthers] = useState<readonly Looker[]>([])
  const [change, setChange] = useState<ChangeSeen>()

  const show = useCallback(() => {
    void queryClient.invalidateQueries({ queryKey: [listOf[kind], 'one', id] })
    void queryClient.invalidateQueries({ queryKey: [listOf[kind], 'timeline', id] })
    setChange((before) => before && { ...before, shown: true })
  }, [queryClient, kind, id])

  useEffect(() => {
    const path = `/stream/pages/${crypto.randomUUID()}`
    let timer: ReturnType<typeof setInterval> | undefined
    const t = () =>
      api(z.union([Presence, z.void()]), path, { method: 'PUT', body: { kind, id } }).then(
        (now) => now && setOthers(now.others),
        // A failure is not shown, because a record that cannot be read already shows an error on the page.
        () => setOthers([]),
      )
    const come = () => {
      clearInterval(timer)
      timer = setInterval(t, every)
      void t()
    }
    const go = () => {
      clearInterval(timer)
      setOthers([])
      void api(z.void(), path, { method: 'DELETE', keepalive: true }).catch(() => undefined)
    }
    const look = () => (document.visibilityState === 'visible' ? come() : go())
    if (document.visibilityState === 'visible') come()
    document.addEventListener('visibilitychange', look)
    addEventListener('pagehide', go)
    const letGo = hold(id)
    const deaf = hearPresence((event) => {
      if (event.on.id !== id || event.on.kind !== kind) return
      if (event.kind === 'looking') setOthers(event.others)
      else if (event.mine) show()
      else {
        const stays = isTyping()
        setChange({ by: event.by, at: Date.now(), shown: false })
        if (!stays) show()
      }
    })
    return () => {
      letGo()
      deaf()
      document.removeEventListener('visibilitychange', look)
      removeEventListener('pagehide', go)
      setChange(undefined)
      go()
    }
  }, [kind, id, show])

  return { others, change, show, dismiss: () => setChange(undefined) }
}
