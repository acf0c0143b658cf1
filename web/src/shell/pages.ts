import type { AnyRouter } from '@tanstack/react-router'
import { loadKeptBars } from './OfflineBar.tsx'

/** Milliseconds after which the opened page counts as loaded (`standsAfter`), and as being read (`quietAfter`). */
const standsAfter = 2000
const quietAfter = 10_000

/** Calls `keepShell` once the opened page has loaded; the returned function cancels the call. */
export const keepShellOnceQuiet = (): (() => void) => {
  const timer = setTimeout(
    () => void import('../keep-shell.ts').then(({ keepShell }) => keepShell()).catch(() => undefined),
    standsAfter,
  )
  return () => clearTimeout(timer)
}

/**
 * Loads the code of the other pages in advance once this one has been idle, so that opening a page later needs only its
 * data; does nothing if the browser is set to save data. The returned function cancels the loading.
 */
export const fetchOtherPages = (router: AnyRouter): (() => void) => {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (connection?.saveData) return () => undefined
  const timer = setTimeout(() => {
    // Cast: the type `AnyRouter` does not list the routes.
    for (const route of Object.values(router.routesById))
      void router.loadRouteChunk(route as never)?.catch(() => undefined)
    void loadKeptBars().catch(() => undefined)
  }, quietAfter)
  return () => clearTimeout(timer)
}

/**
 * If code fails to load without a connection, the router must not reload the page: the browser's offline page would
 * replace the page, and typed input would be lost.
 */
export const keepPageOffline = (): void =>
  addEventListener('vite:preloadError', (event) => {
    if (!navigator.onLine) event.preventDefault()
  })
