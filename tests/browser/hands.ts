import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { patience } from './house.ts'

/** How somebody works the page: with fingers on glass, or with the keys alone. Both find things by what they are called. */
export interface Hands {
  /** Presses a button or follows a link. */
  press(what: Locator): Promise<void>
  /** Chooses one of several radio buttons. */
  choose(what: Locator): Promise<void>
  /** Ticks a box that is not ticked. */
  tick(what: Locator): Promise<void>
  write(what: Locator, words: string): Promise<void>
  /** Chooses from a list that unfolds. */
  pick(what: Locator, option: string): Promise<void>
  /** Finds one of many by typing part of its name. */
  find(what: Locator, typed: string, option: string): Promise<void>
  /** Shows one of several tabs. */
  turnTo(what: Locator): Promise<void>
  /** Presses of a finger or a key so far, letters included. */
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

/** The one that is left when all that was typed has been looked for. */
const onlyOption = async (page: Page, option: string): Promise<Locator> => {
  // Not those of the selects beside it.
  const options = page.getByRole('listbox').getByRole('option')
  await vi.waitFor(async () => expect(await options.allTextContents()).toHaveLength(1), { timeout: patience })
  const found = options.filter({ hasText: option })
  await found.evaluate(standsStill)
  return found
}

/** Runs in the page: a list that grew shorter may turn from above its box to below, and is not drawn meanwhile. */
const standsStill = async (found: Element) => {
  for (let still = 0, last = 0; still < 5; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const { x, y, width, height } = found.getBoundingClientRect()
    const isOnTop = found.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    still = y === last && isOnTop ? still + 1 : 0
    last = y
  }
}

/** More stops than any page has; whoever needs them all has found a trap. */
const mostStops = 250

/** No mouse and no touch: Tab, arrows, space and Enter. What cannot be reached so, or is hidden when reached, fails. */
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
      // A group of radio buttons is one stop: Tab comes to one of them, the arrows go on.
      for (let turns = 0; !(await what.isChecked()); turns += 1) {
        if (turns > mostStops) throw new Error(`${what} cannot be chosen with the keys`)
        await key((await what.evaluate(focus)) === 'here' ? 'Space' : 'ArrowDown')
      }
    },
    async turnTo(what) {
      // The tabs are one stop: Tab comes to the chosen one, the arrows go on.
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

/** A message that covers it goes away by itself. */
const isUncovered = async (what: Locator) =>
  expect(await what.evaluate(focus), `the focus on ${what} is hidden behind something`).toBe('here')

/** Runs in the page: whether the focus is on this, on another radio button of its group, or under something (WCAG 2.2, 2.4.11). */
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

/** Runs in the page: what can be pressed or typed into and lies behind this, as its words. */
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
