import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readSession } from '../session/session.ts'
import { keepNumbers } from './kept-numbers.ts'
import { loadKeptNumbers } from './load-kept-numbers.ts'

/** Milliseconds after which the page that somebody came for stands, and between two looks at how old the lists are. */
const standsAfter = 3_000
const lookAgainAfter = 5 * 60_000

/** Keeps who answers the telephone on this device for as long as somebody is signed in here. */
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
