import type { Page } from 'playwright-core'

/** The server cannot be reached any more, but to prove who is here. Returns what was asked for in vain. */
export const cut = async (page: Page): Promise<string[]> => {
  const asked: string[] = []
  await page.route('**/api/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/api/sign-in/refresh') return route.continue()
    // The short form comes with the page.
    if (!/\/(health|forms|forms\/intake-short|stream|stream\/pages\/.*)$/.test(pathname)) asked.push(pathname)
    return route.abort('internetdisconnected')
  })
  return asked
}

/** What a browser and the page say of it. */
export const cutOffFaults = ['net::ERR', 'offline', 'Unreachable']
