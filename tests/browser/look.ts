import type { Page } from 'playwright-core'
import type { System } from './system.ts'

/** One page as one person looks at it. */
export interface Look {
  /** What the pictures of it are called. */
  name: string
  /** The file of `web/src/routes` whose page this is. */
  route: string
  /** Undefined: somebody who is not signed in. */
  who: string | undefined
  at(system: System): string | Promise<string>
  /** What is opened on it. */
  opens?(page: Page): Promise<void>
  /** Kept among the pictures that show the product. */
  pictured?: boolean
}

/** Presses the first button of this name. */
export const press = (name: string) => async (page: Page) => page.getByRole('button', { name }).first().click()

/** Presses it, and waits for what it opens over the page. */
export const unfold = (name: string) => async (page: Page) => {
  await press(name)(page)
  await isOpen(page)
}

/** Presses a single key, wherever the focus is, and waits for what it opens over the page. */
export const pressKey = (key: string) => async (page: Page) => {
  await page.keyboard.press(key)
  await isOpen(page)
}

/** Its parts may come late, and until then the page looks as if nothing had been pressed. */
const isOpen = (page: Page) => page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor()
