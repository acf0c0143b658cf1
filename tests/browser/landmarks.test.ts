import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from './house.ts'
import { everyLook } from './looks.ts'

let opened: House | undefined
const house = (): House => {
  if (!opened) throw new Error('the system did not start')
  return opened
}
beforeAll(async () => {
  opened = await openHouse(24)
}, 300_000)
afterEach(({ task }) => opened?.leave(task.result?.state === 'fail' ? task.name : undefined), 60_000)
afterAll(() => opened?.end(), 60_000)

/** What screen readers find their way by, beyond the success criteria: axe's rules on landmarks, tables and names. */
const rules = [
  'empty-heading',
  'empty-table-header',
  'label-content-name-mismatch',
  'landmark-banner-is-top-level',
  'landmark-complementary-is-top-level',
  'landmark-contentinfo-is-top-level',
  'landmark-main-is-top-level',
  'landmark-no-duplicate-banner',
  'landmark-no-duplicate-contentinfo',
  'landmark-no-duplicate-main',
  'landmark-one-main',
  'landmark-unique',
  'scope-attr-valid',
  'table-duplicate-name',
]
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const faultsOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async (values) => {
    const { axe: loaded } = window as unknown as { axe: typeof axe }
    return (await loaded.run({ runOnly: { type: 'rule', values }, resultTypes: ['violations'] })).violations
  }, rules)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

describe('landmarks, tables and names', { timeout: 120_000 }, () => {
  test.each(everyLook())('of $name are each told apart', async ({ who, at, opens }) => {
    const address = await at(house())
    const { page, settled } = await (who === undefined ? house().stranger() : house().enter(who, address))
    if (who === undefined) await page.goto(house().address + address)
    await settled()
    await opens?.(page)
    expect(await faultsOf(page)).toEqual([])
  })

  test('of the bell, where more is unread than it shows', async () => {
    const { page, settled } = await house().enter('caseworker@ngo.demo', '/account')
    await page.route('**/api/stream', (route) =>
      route.fulfill({
        contentType: 'text/event-stream',
        body: `data: ${JSON.stringify({ kind: 'hello', unread: 120 })}\n\n`,
      }),
    )
    await page.reload()
    await page.getByRole('button', { name: 'Notices, 99+ unread' }).waitFor()
    await settled()
    expect(await faultsOf(page)).toEqual([])
  })

  test('a reader turns the pages round on this device, and back', async () => {
    const { page } = await house().enter('caseworker@ngo.demo', '/account')
    const directions = page.getByRole('group', { name: 'Direction of the pages' })
    await directions.getByRole('radio', { name: 'From right to left' }).check()
    await page.waitForFunction(() => document.documentElement.dir === 'rtl')
    await page.reload()
    await page.waitForFunction(() => document.documentElement.dir === 'rtl')
    await page.getByRole('checkbox', { name: /made-up language/ }).check()
    await page.waitForFunction(() => document.documentElement.lang === 'en-x-pseudo')
    await page.getByRole('checkbox').first().uncheck()
    // In the made-up language it is called otherwise.
    await page.locator('input[type=radio]').first().check()
    await page.waitForFunction(() => document.documentElement.dir === 'ltr')
  })
})
