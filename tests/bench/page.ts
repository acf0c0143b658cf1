import { existsSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { demoPassword } from '@palermo/server/demo/cast.ts'
import { type Browser, chromium, type Page } from 'playwright-core'
import { atEnd } from './ends.ts'
import { median } from './measure.ts'

export interface PageFigures {
  /** Median milliseconds from the start of the navigation. */
  firstPaint: number
  firstRow: number
  /** The longest milliseconds of all loads. */
  worstPaint: number
  worstRow: number
  /** The scripts fetched between sign-in and first row; `gzipped` is the sum of the files compressed one by one. */
  scripts: { files: number; bytes: number; gzipped: number }
}

const reader = 'caseworker@ngo.demo'
const loads = 5

/** Opens the Chromium that is installed on this machine, or else Playwright's. */
export const openBrowser = async (): Promise<Browser> => {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync)
  const browser = await chromium.launch({
    executablePath: process.env.PALERMO_CHROMIUM ?? found ?? chromium.executablePath(),
  })
  atEnd(() => browser.close())
  return browser
}

/** Opens a page in a new browser context without cache, signed in as this person of the demo. */
export const signedInPage = async (browser: Browser, address: string, email: string): Promise<Page> => {
  const context = await browser.newContext({ baseURL: address })
  const reply = await context.request.post('/api/sign-in', { data: { email, password: demoPassword } })
  if (!reply.ok()) throw new Error(`${email} could not sign in: ${reply.status()}`)
  return context.newPage()
}

/** Measures how long the page of work items takes to load, and how much script it fetches. */
export const measurePage = async (browser: Browser, address: string): Promise<PageFigures> => {
  // The first load warms the server and is not counted.
  const times: { paint: number; row: number }[] = []
  for (let load = 0; load <= loads; load++) times.push(await oneLoad(browser, address))
  const counted = times.slice(1)
  const paints = counted.map(({ paint }) => paint)
  const rows = counted.map(({ row }) => row)
  return {
    firstPaint: median(paints),
    firstRow: median(rows),
    worstPaint: Math.max(...paints),
    worstRow: Math.max(...rows),
    scripts: await scriptsOf(browser, address),
  }
}

const oneLoad = async (browser: Browser, address: string) => {
  const page = await signedInPage(browser, address, reader)
  await page.addInitScript(markFirstRow)
  await page.goto('/work')
  await untilFirstRow(page)
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    row: performance.getEntriesByName('first-row')[0]?.startTime ?? Number.NaN,
  }))
  await page.context().close()
  return times
}

const scriptsOf = async (browser: Browser, address: string) => {
  const page = await (await browser.newContext({ baseURL: address })).newPage()
  await page.addInitScript(markFirstRow)
  await page.goto('/sign-in')
  await page.locator('input[type=email]').fill(reader)
  await page.locator('input[type=password]').fill(demoPassword)
  await page.locator('input[type=password]').press('Enter')
  await page.waitForURL('**/work')
  await untilFirstRow(page)
  const urls = await page.evaluate(() => {
    const row = performance.getEntriesByName('first-row')[0]?.startTime ?? 0
    return performance
      .getEntriesByType('resource')
      .filter(({ name, startTime }) => startTime < row && new URL(name).pathname.endsWith('.js'))
      .map(({ name }) => name)
  })
  await page.context().close()
  const bodies = await Promise.all(
    [...new Set(urls)].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
  )
  return {
    files: bodies.length,
    bytes: bodies.reduce((sum, body) => sum + body.length, 0),
    gzipped: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
  }
}

/** Runs in the page before its scripts: marks the time at which the first row of a list is on the screen. */
const markFirstRow = () => {
  new MutationObserver((_, observer) => {
    if (document.querySelector('tr[data-row]') === null) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => performance.mark('first-row')))
  }).observe(document, { childList: true, subtree: true })
}

const untilFirstRow = (page: Page) =>
  page.waitForFunction(
    () =>
      performance.getEntriesByName('first-row').length > 0 &&
      performance.getEntriesByName('first-contentful-paint').length > 0,
  )
