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

/** The sizes at which the pages must hold: a small phone under a thumb, a desk, a wall. */
export const sizes = {
  phone: { width: 360, height: 740 },
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
} as const
export type Size = keyof typeof sizes

/** Milliseconds for whatever must be seen: far more than anybody waits, as a machine may be busy with other tests. */
export const patience = 40_000

/** What the browser's machine is set to, where it is not what people have at home. */
export type Machine = Pick<BrowserContextOptions, 'locale' | 'timezoneId'>

/** One page in front of one person. */
export interface Visitor {
  page: Page
  /** A refusal that this test provokes: "404 GET /api/cases", or a part of what the console says of it. */
  expects(fault: string): void
  /** Everything that the page asked for has come, and it stands still. */
  settled(): Promise<void>
  /** All that the server told this page so far, word for word. */
  told(): Promise<string>
}

/** Where a page says what it is. */
export const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name })

/** The running system with a browser in front of it. Every person has one context: a new page finds them signed in. */
export interface House extends System {
  /** A page for somebody who is not signed in, in a browser that nobody else uses. */
  stranger(size?: Size, machine?: Machine): Promise<Visitor>
  /** A page for somebody of the cast, signed in. */
  enter(email: string, at: string, size?: Size): Promise<Visitor>
  /**
   * The same, on a page that stays open from one test to the next and goes on from where it is, or is loaded anew. Without
   * an address for e-mail: a page for people who are not signed in.
   */
  visitAgain(email: string | undefined, at: string, size: Size, isAnew: boolean): Promise<Visitor>
  /** Leaves this page open from one test to the next. */
  stays(visitor: Visitor): void
  /** Whoever signed out types the password again next time. */
  forget(email: string): void
  /** Closes all pages; fails where one of them had a fault that no test expected. Of a failed test, keeps what was seen. */
  leave(failed?: string): Promise<void>
}

/** `savesData`: browsers that ask to save data, which fetch the code of other pages only when they go there. */
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
      // Nothing is pointed at, as on a page that is new.
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

/** Signing in as everybody does, by typing. */
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

/** What the browser says it is, as the list of one's own sessions reads it. */
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

/** Runs in the page. */
const askToSaveData = () => Object.defineProperty(navigator, 'connection', { value: { saveData: true } })

const waiting = { timeout: patience, interval: 20 }

/** The people of these tests and of the demo's story, and the beginning of a note on one: in no address, ever. */
const named = new RegExp(`${callName}|Invented|Sleeps badly`, 'i')

/** A page, and what went wrong on it since that was last asked. */
type Watched = Visitor & { faults(): string[] }

const watch = (page: Page): Watched => {
  const seen: string[] = []
  const expected: string[] = []
  const open = new Set<Request>()
  const told: Promise<string>[] = []
  page.on('pageerror', ({ message }) => seen.push(message))
  page.on('console', (message) => {
    // What the server refused is known by its address, below.
    const refusal = message.text().startsWith('Failed to load resource: the server responded')
    // A part that was still coming when its page was left; a page that stays without one says so by an error of its own.
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
    // A page that is loaded anew has been told nothing yet, and waits for nothing that the one before asked for.
    if (request.isNavigationRequest()) {
      told.length = 0
      open.clear()
    }
    if (named.test(decodeURIComponent(address))) seen.push(`somebody is named in ${address}`)
    if (!request.url().endsWith('/api/stream')) open.add(request)
  })
  // Where it goes without loading anything anew.
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

/** Runs in the page: the fonts are there, and what has come has been drawn. */
const drawn = async () => {
  await document.fonts.ready
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** Goes to another address as a link does, without loading the page anew, and waits until it is there. */
const follow = (page: Page, to: string): Promise<void> => page.evaluate(followInPage, to)

/** Runs in the page. */
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
