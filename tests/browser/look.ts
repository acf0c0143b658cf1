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

/** Opens what the first button of this name opens. */
export const press = (name: string) => async (page: Page) => page.getByRole('button', { name }).first().click()

/** Presses a single key, wherever the focus is. */
export const pressKey = (key: string) => async (page: Page) => page.keyboard.press(key)
