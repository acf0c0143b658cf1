import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readSession } from '../session/session.ts'
import { keepNumbers } from './kept-numbers.ts'
import { loadKeptNumbers } from './load-kept-numbers.ts'

/** Milliseconds after which the opened page is loaded, and between two checks of the age of the lists. */
const standsAfter = 3_000
const lookAgainAfter = 5 * 60_000

/** Stores on-call numbers on this device while a person is signed in. */
export const useKeepNumbers = (isFirstResponder: boolean): void => {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!isFirstResponder) return
    const keep = () => {
      if (document.visibilityState !== 'visible') return
      const isSignedIn = () => readSession().state === 'in'
      // What could not be loaded now is loaded at the next look. The part that shows it comes along while there is a line.
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
