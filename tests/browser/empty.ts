import { readdirSync, readFileSync } from 'node:fs'
import { expect, vi } from 'vitest'
import { cut, cutOffFaults } from './cut.ts'
import { type House, patience } from './house.ts'

const webRoot = new URL('../../web/src/', import.meta.url)

/** Every message of the catalogue that says that a list is empty, if the message is a whole sentence. */
const saysNothing = readdirSync(webRoot, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('messages.en.json'))
  .flatMap((file) => Object.entries(JSON.parse(readFileSync(new URL(file, webRoot), 'utf8')) as Record<string, string>))
  .filter(([key, words]) => /[.-](none|empty|nothing|nobody)(-[\w-]+)?$/.test(key) && !words.includes('{'))
  // Left out: the text of the pane beside a list before a row is selected.
  .filter(([key]) => key !== 'work-items.pane-empty')
  .map(([, words]) => words)
  // Short texts are left out, because they may occur in another sense.
  .filter((words) => words.split(' ').length > 2)

/**
 * Opens a page without a connection to the API and expects that no text on the page says that a list is empty. Each
 * person has one browser page for this check, which is disconnected after the sign-in and loaded at each address.
 */
export const opensCut = (house: () => House) => {
  const known = new Map<string, Awaited<ReturnType<typeof enter>>>()
  const enter = async (who: string) => {
    // The size `wall` gives the page a window of its own, because
    // a browser redraws a background tab only once a second.
    const visitor = await house().enter(who, '/account', 'wall')
    house().stays(visitor)
    for (const fault of cutOffFaults) visitor.expects(fault)
    return { page: visitor.page, asked: await cut(visitor.page) }
  }
  return async (who: string, at: string): Promise<void> => {
    const { page, asked } = known.get(who) ?? (await enter(who))
    known.set(who, { page, asked })
    // Leaving the earlier page ends its requests.
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
