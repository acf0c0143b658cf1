import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readSession } from '../session/session.ts'
import { keepNumbers } from './kept-numbers.ts'
import { loadKeptNumbers } from './load-kept-numbers.ts'

/**
 * `standsAfter`: milliseconds until the numbers are loaded, so that the opened page loads first; `lookAgainAfter`:
 * milliseconds between two checks of the age of the stored lists.
 */
const standsAfter = 3_000
const lookAgainAfter = 5 * 60_000

/** Stores on-call numbers on this device while a first responder is signed in. */
export const useKeepNumbers = (isFirstResponder: boolean): void => {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!isFirstResponder) return
    const keep = () => {
      if (document.visibilityState !== 'visible') return
      const isSignedIn = () => readSession().state === 'in'
      // A failed load is repeated at the next check. The component that shows the stored lists is loaded too, because
      // it is needed without a connection.
      void Promise.all([keepNumbers(queryClient, isSignedIn), loadKeptNumbers()]).catch(() => undefined)
    }
    const first = setTimeout(keep, standsAfter)
    const again = setInterval(keep, lookAgainAfter)
    addEventListener('online', keep)
    return () => {
      clearTimeout(first)
      clearInterval(again)
      removeEventListener('online', keep)
    }
  }, [queryClient, isFirstResponder])
}
