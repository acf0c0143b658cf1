import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoPassword } from '@palermo/server/demo/cast.ts'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core'
import { expect, vi } from 'vitest'
import { callName } from './sent.ts'
import { aSystem, type System } from './system.ts'

/** The window sizes that every page must fit: a small phone, a desktop screen and a screen on a wall. */
export const sizes = {
  phone: { width: 360, height: 740 },
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
} as const
export type Size = keyof typeof sizes

/** The longest wait in milliseconds for an element; generous, because the machine may be busy with other tests. */
export const patience = 40_000

/** The language and time zone of the browser, where a test needs other ones than the default. */
export type Machine = Pick<BrowserContextOptions, 'locale' | 'timezoneId'>

/** One browser page of one person. */
export interface Visitor {
  page: Page
  /** Registers an error that this test provokes: "404 GET /api/cases", or a part of a console message. */
  expects(fault: string): void
  /** Waits until all requests of the page have ended and its content is drawn. */
  settled(): Promise<void>
  /** Returns the text of all JSON answers that the server gave to this page. */
  told(): Promise<string>
}

/** Returns the main heading of a page. */
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name })

/**
 * The running system with a browser. Each person has one browser
 * context per window size, so a new page is signed in already.
 */
export interface House extends System {
  /** Opens a page in a new browser context in which nobody is signed in. */
  stranger(size?: Size, machine?: Machine): Promise<Visitor>
  /** Opens a page signed in as a person of the demo. */
  enter(email: string, at: string, size?: Size): Promise<Visitor>
  /**
   * Opens a page that stays open between tests; later calls follow a link from its present address, or load the address
   * anew. Without an e-mail address nobody is signed in on the page.
   */
  visitAgain(email: string | undefined, at: string, size: Size, isAnew: boolean): Promise<Visitor>
  /** Leaves this page open between tests. */
  stays(visitor: Visitor): void
  /** Discards the contexts of a person who signed out, so that the next page signs in again. */
  forget(email: string): void
  /** Closes all pages, and fails if one had an error that no test registered. For a failed test, saves screenshots. */
  leave(failed?: string): Promise<void>
}

/**
 * Starts the system and a browser. `savesData`: the browser asks
 * to save data, so that code is fetched on navigation only.
 */
export const openHouse = async (
  threads: number,
  { profile, savesData = false }: { profile?: string; savesData?: boolean } = {},
): Promise<House> => {
  const system = await aSystem(threads, profile)
  const browser = await openBrowser()
  const contexts = new Map<string, Promise<BrowserContext>>()
  const visitors: Watched[] = []
  const staying: Watched[] = []
  const goingOn = new Map<string, Visitor>()

  const contextOf = async (size: Size, machine?: Machine) => {
    const context = await openContext(browser, size, machine)
    if (savesData) await context.addInitScript(askToSaveData)
    return context
  }
  const visit = async (context: BrowserContext) => {
    const visitor = watch(await context.newPage())
    visitors.push(visitor)
    return visitor
  }
  const signedIn = async (email: string, size: Size) => {
    const context = await contextOf(size)
    const cookies = await system.cookies(email, agentOf(browser, size))
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: system.address, sameSite: 'Strict' as const })))
    return context
  }
  const enter = async (email: string, at: string, size: Size = 'desk') => {
    const key = `${email} ${size}`
    const context = contexts.get(key) ?? signedIn(email, size)
    contexts.set(key, context)
    const visitor = await visit(await context)
    await visitor.page.goto(system.address + at)
    await visitor.page.locator('main h1').first().waitFor()
    return visitor
  }
  const stranger = async (size: Size = 'desk', machine: Machine = {}) => visit(await contextOf(size, machine))
  const stays = (visitor: Visitor) => {
    const at = visitors.findIndex(({ page }) => page === visitor.page)
    staying.push(...visitors.splice(at, 1))
  }
  return {
    ...system,
    enter,
    stranger,
    stays,
    async visitAgain(email, at, size, isAnew) {
      const key = `${email} ${size}`
      const known = goingOn.get(key)
      const visitor = known ?? (await (email === undefined ? stranger(size) : enter(email, at, size)))
      const { page } = visitor
      if (!known) {
        goingOn.set(key, visitor)
        stays(visitor)
        if (email !== undefined) return visitor
      }
      await page.setViewportSize(sizes[size])
      // Moves the mouse off all elements, as on a new page.
      await page.mouse.move(0, 0)
      await (isAnew || email === undefined ? page.goto(system.address + at) : follow(page, at))
      return visitor
    },
    forget(email) {
      for (const size of Object.keys(sizes)) contexts.delete(`${email} ${size}`)
    },
    async leave(failed) {
      const faults = [...visitors, ...staying].flatMap((visitor) => visitor.faults())
      const pages = visitors.splice(0).map(({ page }) => page)
      if (failed !== undefined) await Promise.all(pages.map((page, at) => keep(page, `${failed} ${at + 1}`)))
      await Promise.all(pages.map((page) => page.close()))
      expect(faults).toEqual([])
    },
    async end() {
      await browser.close()
      await system.end()
    },
  }
}

const keptFolder = fileURLToPath(new URL('../../.cache/browser', import.meta.url))

const keep = async (page: Page, name: string): Promise<void> => {
  const file = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.png`
  await page.screenshot({ path: path.join(keptFolder, file) }).catch(() => undefined)
}

/** Signs in by filling in the sign-in form. */
export const signIn = async (page: Page, address: string, email: string, password = demoPassword): Promise<void> => {
  await page.goto(address)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('navigation').waitFor()
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const openBrowser = (): Promise<Browser> => {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync)
  const executablePath = process.env.PALERMO_CHROMIUM ?? found
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=en-GB'],
  })
}

/** Returns a user agent string from which the list of sessions can tell a phone from a computer. */
const agentOf = (browser: Browser, size: Size) => {
  const machine = size === 'phone' ? 'Linux; Android 15' : 'X11; Linux x86_64'
  return `Mozilla/5.0 (${machine}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`
}

const openContext = async (browser: Browser, size: Size, machine: Machine = {}): Promise<BrowserContext> => {
  const context = await browser.newContext({
    viewport: sizes[size],
    userAgent: agentOf(browser, size),
    ...(size === 'phone' ? { isMobile: true, hasTouch: true } : {}),
    locale: 'en-GB',
    timezoneId: 'Asia/Manila',
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...machine,
  })
  context.setDefaultTimeout(patience)
  return context
}

/** Runs in the page: turns on the data saver. */
const askToSaveData = () => Object.defineProperty(navigator, 'connection', { value: { saveData: true } })

const waiting = { timeout: patience, interval: 20 }

/** Names from these tests and from the demo, and the beginning of a note, none of which may be in an address. */
const named = new RegExp(`${callName}|Invented|Sleeps badly`, 'i')

/** A page, and the errors on it since `faults` was last called. */
type Watched = Visitor & { faults(): string[] }

const watch = (page: Page): Watched => {
  const seen: string[] = []
  const expected: string[] = []
  const open = new Set<Request>()
  const told: Promise<string>[] = []
  page.on('pageerror', ({ message }) => seen.push(message))
  page.on('console', (message) => {
    // The handler of responses records refused requests with their address.
    const refusal = message.text().startsWith('Failed to load resource: the server responded')
    // Ignores a script that was still loading when its page was left. A page that lacks a script reports another error.
    const isLeft =
      message.text() === 'Failed to load resource: net::ERR_FAILED' && message.location().url.includes('/assets/')
    if (message.type() === 'error' && !refusal && !isLeft) seen.push(message.text())
  })
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.status() >= 400) seen.push(`${response.status()} ${response.request().method()} ${pathname}`)
    else if (response.headers()['content-type']?.includes('json')) told.push(response.text().catch(() => ''))
  })
  page.on('request', (request) => {
    const address = request.url()
    // A page that is loaded anew starts with no answers, and does not wait for requests of the earlier page.
    if (request.isNavigationRequest()) {
      told.length = 0
      open.clear()
    }
    if (named.test(decodeURIComponent(address))) seen.push(`somebody is named in ${address}`)
    if (!request.url().endsWith('/api/stream')) open.add(request)
  })
  // Checks the addresses that a page reaches without loading as well.
  page.on('framenavigated', (frame) => {
    if (named.test(decodeURIComponent(frame.url()))) seen.push(`somebody is named in ${frame.url()}`)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  const isStill = () =>
    vi.waitFor(() => expect([...open].map((request) => new URL(request.url()).pathname)).toEqual([]), waiting)
  return {
    page,
    expects: (fault) => void expected.push(fault),
    faults: () => seen.splice(0).filter((fault) => !expected.some((one) => fault.includes(one))),
    told: async () => (await Promise.all(told)).join('\n'),
    async settled() {
      await page.locator('main h1').first().waitFor()
      await isStill()
      await vi.waitFor(async () => expect(await page.getByText('Loading', { exact: true }).count()).toBe(0), waiting)
      await page.evaluate(drawn)
      await isStill()
    },
  }
}

/** Runs in the page: waits until the fonts are loaded and the content is drawn. */
const drawn = async () => {
  await document.fonts.ready
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** Navigates as a link does, without loading the page anew, and waits until the new page is shown. */
const follow = (page: Page, to: string): Promise<void> => page.evaluate(followInPage, to)

/** Runs in the page: navigates with the router and waits until the new page is shown. */
const followInPage = async (to: string) => {
  const { __TSR_ROUTER__: router } = window as unknown as {
    __TSR_ROUTER__: { state: { status: string; location: object; resolvedLocation: object } }
  }
  const before = router.state.location
  history.pushState({}, '', to)
  const isThere = () => {
    const { status, location, resolvedLocation } = router.state
    return location !== before && status === 'idle' && resolvedLocation === location
  }
  for (let turns = 0; !isThere(); turns += 1) {
    if (turns > 1200) throw new Error(`${to} does not come`)
    await new Promise(requestAnimationFrame)
  }
}
