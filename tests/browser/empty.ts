import { readdirSync, readFileSync } from 'node:fs'
import { expect, vi } from 'vitest'
import { cut, cutOffFaults } from './cut.ts'
import { type House, patience } from './house.ts'

const webRoot = new URL('../../web/src/', import.meta.url)

/** Every sentence of the catalogue that says that there is nothing, as far as it stands by itself. */
const saysNothing = readdirSync(webRoot, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('messages.en.json'))
  .flatMap((file) => Object.entries(JSON.parse(readFileSync(new URL(file, webRoot), 'utf8')) as Record<string, string>))
  .filter(([key, words]) => /[.-](none|empty|nothing|nobody)(-[\w-]+)?$/.test(key) && !words.includes('{'))
  // What the pane beside a list says before a row is chosen.
  .filter(([key]) => key !== 'work-items.pane-empty')
  .map(([, words]) => words)
  // A single word may stand for something else.
  .filter((words) => words.split(' ').length > 2)

/**
 * Opens a page without a connection to the interface: nothing on it says that there is nothing. Each person has one page
 * for that, which is cut off once it is signed in and is then loaded anew at each address.
 */
export const opensCut = (house: () => House) => {
  const known = new Map<string, Awaited<ReturnType<typeof enter>>>()
  const enter = async (who: string) => {
    // In a window of its own: a browser draws a tab that stands behind another once a second.
    const visitor = await house().enter(who, '/account', 'wall')
    house().stays(visitor)
    for (const fault of cutOffFaults) visitor.expects(fault)
    return { page: visitor.page, asked: await cut(visitor.page) }
  }
  return async (who: string, at: string): Promise<void> => {
    const { page, asked } = known.get(who) ?? (await enter(who))
    known.set(who, { page, asked })
    // The page before asks for nothing any more.
    await page.goto('about:blank')
    asked.length = 0
    await page.goto(house().address + at)
    await page.locator('main h1').first().waitFor()
    await vi.waitFor(async () => expect(await page.getByText('Loading', { exact: true }).count()).toBe(0), {
      timeout: patience,
      interval: 50,
    })
    expect(await page.locator('[data-empty]').allInnerTexts()).toEqual([])
    const words = await page.locator('main').textContent()
    expect(saysNothing.filter((sentence) => words?.includes(sentence))).toEqual([])
    if (asked.length > 0) expect(await page.locator('body').textContent()).toMatch(/No connection|not loaded/)
  }
}
