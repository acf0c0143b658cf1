import type { Page } from 'playwright-core'

/** Blocks all requests to the server but those that renew the session. Returns the paths requested in vain. */
export const cut = async (page: Page): Promise<string[]> => {
  const asked: string[] = []
  await page.route('**/api/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/sign-in/refresh') return route.continue()
    // Every page requests these paths. The short form is part of the web bundle, so its request may fail unnoticed.
    if (!/\/(health|forms|forms\/intake-short|stream|stream\/pages\/.*)$/.test(pathname)) asked.push(pathname)
    return route.abort('internetdisconnected')
  })
  return asked
}

/** Console errors of the browser and the page that are expected while the server is unreachable. */
export const cutOffFaults = ['net::ERR', 'offline', 'Unreachable']
