/**
 * Registers a service worker that stores the code of this page and all code that pages load later, so that pages open
 * without a connection. The stored files are the same for all users and hold no data; signing out deletes them.
 */
export const keepShell = async (): Promise<void> => {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  await navigator.serviceWorker.register('/service-worker.js')
  const { active } = await navigator.serviceWorker.ready
  const linked = [...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(({ href }) => href)
  const run = [...document.scripts].map(({ src }) => src).filter((src) => src !== '')
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name)
  const files = [...linked, ...run, ...fetched]
    .map((one) => new URL(one))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname)
  // The name of the page's first script identifies the build.
  const [build] = run
  active?.postMessage({ kind: 'keep-shell', build, files: [...new Set(files)] })
}
