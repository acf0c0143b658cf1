import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { patience } from './house.ts'

/**
 * How a test operates the page: by touch or by keyboard alone.
 * Either way, elements are found by their accessible names.
 */
export interface Hands {
  /** Presses a button or follows a link. */
  press(what: Locator): Promise<void>
  choose(what: Locator): Promise<void>
  /** Ticks a checkbox that is not ticked yet. */
  tick(what: Locator): Promise<void>
  write(what: Locator, words: string): Promise<void>
  /** Chooses an option of a select. */
  pick(what: Locator, option: string): Promise<void>
  /** Types part of a name into a combobox and chooses an option. */
  find(what: Locator, typed: string, option: string): Promise<void>
  turnTo(what: Locator): Promise<void>
  /** Returns the number of taps and keystrokes so far, including typed letters. */
  presses(): number
}

export const fingers = (page: Page): Hands => {
  let presses = 0
  const tap = async (what: Locator) => {
    await what.tap()
    presses += 1
  }
  const write = async (what: Locator, words: string) => {
    await tap(what)
    await page.keyboard.type(words)
    presses += words.length
  }
  return {
    press: tap,
    turnTo: tap,
    choose: tap,
    tick: tap,
    write,
    async pick(what, option) {
      await what.selectOption({ label: option })
      presses += 2
    },
    async find(what, typed, option) {
      await write(what, typed)
      await tap(await onlyOption(page, option))
    },
    presses: () => presses,
  }
}

/** Waits until the typed text leaves one option, and returns that option. */
const onlyOption = async (page: Page, option: string): Promise<Locator> => {
  // Only options of the listbox, not those of select elements on the page.
  const options = page.getByRole('listbox').getByRole('option')
  await vi.waitFor(async () => expect(await options.allTextContents()).toHaveLength(1), { timeout: patience })
  const found = options.filter({ hasText: option })
  await found.evaluate(standsStill)
  return found
}

/** Runs in the page: waits until a list that became shorter has found its position above or below the text box. */
const standsStill = async (found: Element) => {
  for (let still = 0, last = 0; still < 5; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const { x, y, width, height } = found.getBoundingClientRect()
    const isOnTop = found.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    still = y === last && isOnTop ? still + 1 : 0
    last = y
  }
}

/** More tab stops than any page has; a test that needs more is caught in a focus trap. */
const mostStops = 250

/**
 * Operates the page by Tab, arrow keys, space and Enter only.
 * Fails if an element is unreachable, or covered when focused.
 */
export const keys = (page: Page): Hands => {
  let presses = 0
  const key = async (name: string) => {
    await page.keyboard.press(name)
    presses += 1
  }
  const type = async (words: string) => {
    await page.keyboard.type(words)
    presses += words.length
  }
  const reach = async (what: Locator) => {
    await what.waitFor()
    for (let stops = 0; stops < mostStops; stops += 1) {
      const at = await what.evaluate(focus)
      if (at === 'covered') await vi.waitFor(() => isUncovered(what), { timeout: patience })
      if (at !== 'elsewhere') return
      await key('Tab')
    }
    throw new Error(`${what} cannot be reached with the Tab key`)
  }
  return {
    async press(what) {
      await reach(what)
      await key('Enter')
    },
    async choose(what) {
      await reach(what)
      // A group of radio buttons is one tab stop: Tab focuses one button, the arrow keys move to the others.
      for (let turns = 0; !(await what.isChecked()); turns += 1) {
        if (turns > mostStops) throw new Error(`${what} cannot be chosen with the keys`)
        await key((await what.evaluate(focus)) === 'here' ? 'Space' : 'ArrowDown')
      }
    },
    async turnTo(what) {
      // The tabs are one tab stop: Tab focuses the selected tab, the arrow keys move to the others.
      await reach(what.page().getByRole('tab', { selected: true }))
      for (let turns = 0; (await what.getAttribute('aria-selected')) !== 'true'; turns += 1) {
        if (turns > mostStops) throw new Error(`${what} cannot be shown with the keys`)
        await key('ArrowRight')
      }
    },
    async tick(what) {
      await reach(what)
      await key('Space')
    },
    async write(what, words) {
      await reach(what)
      await type(words)
    },
    async pick(what, option) {
      await reach(what)
      await type(option)
    },
    async find(what, typed, option) {
      await reach(what)
      await type(typed)
      await onlyOption(page, option)
      await key('ArrowDown')
      await key('Enter')
    },
    presses: () => presses,
  }
}

/** Waits, because a message that covers the element disappears after some time. */
const isUncovered = async (what: Locator) =>
  expect(await what.evaluate(focus), `the focus on ${what} is hidden behind something`).toBe('here')

/**
 * Runs in the page: whether the element has the focus, another radio
 * button of its group has it, or the focus is covered (WCAG 2.2, 2.4.11).
 */
const focus = (wanted: Element): 'here' | 'group' | 'covered' | 'elsewhere' => {
  const { activeElement } = document
  if (activeElement === wanted) {
    const { x, y, width, height } = wanted.getBoundingClientRect()
    const corners = [
      [x + 2, y + 2],
      [x + width / 2, y + height / 2],
      [x + width - 2, y + height - 2],
    ]
    const isSeen = corners.some(([left = 0, top = 0]) => {
      const there = document.elementFromPoint(left, top)
      return there !== null && (wanted.contains(there) || there.contains(wanted))
    })
    return isSeen ? 'here' : 'covered'
  }
  const inGroup =
    wanted instanceof HTMLInputElement &&
    activeElement instanceof HTMLInputElement &&
    wanted.type === 'radio' &&
    activeElement.name === wanted.name
  return inGroup ? 'group' : 'elsewhere'
}

/** Runs in the page: returns the labels of the controls that this message covers. */
export const coveredBy = (message: Element): string[] => {
  const { top, bottom, left, right } = message.getBoundingClientRect()
  return [...document.querySelectorAll('a, button, input, select, textarea')]
    .filter((one) => !message.contains(one))
    .filter((one) => {
      const box = one.getBoundingClientRect()
      return box.width > 1 && box.top < bottom && box.bottom > top && box.left < right && box.right > left
    })
    .map((one) => one.textContent ?? one.outerHTML)
}
