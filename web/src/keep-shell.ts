/**
 * Lets this browser open the pages themselves without a connection, and a part of them that is asked for in the moment in
 * which the line dies come late instead of never. The files are the same for everybody and hold no data; signing out takes
 * them away with the rest.
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
  // The name of the first script tells one build from another.
  const [build] = run
  active?.postMessage({ kind: 'keep-shell', build, files: [...new Set(files)] })
}
