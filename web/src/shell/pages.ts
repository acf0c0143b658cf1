import type { AnyRouter } from '@tanstack/react-router'
import { loadKeptBars } from './OfflineBar.tsx'

/** Milliseconds after which the opened page is loaded, and after which it is being read. */
const standsAfter = 2000
const quietAfter = 10_000

/** See `keepShell`: only after the opened page has loaded. */
export const keepShellOnceQuiet = (): (() => void) => {
  const timer = setTimeout(
    () => void import('../keep-shell.ts').then(({ keepShell }) => keepShell()).catch(() => undefined),
    standsAfter,
  )
  return () => clearTimeout(timer)
}

/**
 * Fetches the code of the other pages once this one has been quiet for a while, so that going there needs no more than
 * its data; not where the reader asks to save data.
 */
export const fetchOtherPages = (router: AnyRouter): (() => void) => {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (connection?.saveData) return () => undefined
  const timer = setTimeout(() => {
    // Cast: `AnyRouter` leaves open which routes there are.
    for (const route of Object.values(router.routesById))
      void router.loadRouteChunk(route as never)?.catch(() => undefined)
    void loadKeptBars().catch(() => undefined)
  }, quietAfter)
  return () => clearTimeout(timer)
}

/**
 * Code that is missing because there is no connection must not make the router reload the page: the browser's own
 * offline page would take its place, and with it what was typed.
 */
export const keepPageOffline = (): void =>
  addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine) event.preventDefault()
  })
