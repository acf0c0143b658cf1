import type { Page } from 'playwright-core'
import type { System } from './system.ts'

/** One page as one person sees it. */
export interface Look {
  /** The name of the screenshots. */
  name: string
  /** The file of the page in `web/src/routes`. */
  route: string
  /** The e-mail address of the person; undefined: nobody is signed in. */
  who: string | undefined
  at(system: System): string | Promise<string>
  /** Opens a dialog or menu on the page. */
  opens?(page: Page): Promise<void>
  /** Whether screenshots are stored for the README. */
  pictured?: boolean
}

export const press = (name: string) => async (page: Page) => page.getByRole('button', { name }).first().click()

/** Presses the first button of this name, and waits for the dialog or menu that it opens. */
export const unfold = (name: string) => async (page: Page) => {
  await press(name)(page)
  await isOpen(page)
}

/** Presses a key, wherever the focus is, and waits for the dialog or menu that it opens. */
export const pressKey = (key: string) => async (page: Page) => {
  await page.keyboard.press(key)
  await isOpen(page)
}

/** The code of a dialog can load late, and until then the page is unchanged. */
const isOpen = (page: Page) => page.getByRole('dialog').or(page.getByRole('menu')).first().waitFor()
