import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { cut, cutOffFaults } from './cut.ts'
import { type House, heading, openHouse, patience } from './house.ts'
import { aPhoneRefersShortly } from './short.ts'
import { aReferralWaits } from './waits.ts'

let opened: House | undefined
const house = (): House => {
  if (!opened) throw new Error('the system did not start')
  return opened
}
beforeAll(async () => {
  opened = await openHouse(6)
}, 300_000)
afterEach(({ task }) => opened?.leave(task.result?.state === 'fail' ? task.name : undefined), 60_000)
afterAll(() => opened?.end(), 60_000)

const seen = { timeout: patience, interval: 50 }
const keptNumbers = (page: Page) => page.evaluate(() => localStorage.getItem('numbers'))

describe('without a connection', { timeout: 120_000 }, () => {
  test('whoever asks for help is shown whom to call, as of when, and no list says that nobody answers', async () => {
    const { page, expects } = await house().enter('officer@police.demo', '/work', 'phone')
    for (const fault of cutOffFaults) expects(fault)
    await vi.waitFor(async () => expect(await keptNumbers(page)).not.toBeNull(), seen)
    const kept = JSON.parse((await keptNumbers(page)) ?? '{}') as { agencies: { protected: boolean }[] }
    expect(kept.agencies.length).toBeGreaterThan(3)
    expect(kept.agencies.filter((agency) => agency.protected)).toEqual([])
    await cut(page)
    await page.goto(`${house().address}/referrals/new?step=ask`)
    await heading(page, 'Who do you ask, and for what?').waitFor()
    const tonight = page.getByRole('region', { name: 'Tonight: who is on call' })
    await tonight.getByText('This is the list as of').waitFor()
    expect(await tonight.getByRole('link', { name: /^Call / }).count()).toBeGreaterThan(0)
    const others = page.getByRole('region', { name: 'Other agencies' })
    await others.getByText('This is the list as of').waitFor()
    expect(await page.getByText('No one is on call').count()).toBe(0)
    expect(await page.getByText('No agency found').count()).toBe(0)

    // The stored data contains nothing that was typed: neither needs nor whether the person is a child.
    expect(Object.keys(kept).sort()).toEqual(['agencies', 'at', 'tonight'])

    // When the server answers again, the page updates without a button.
    await page.unroute('**/api/**')
    await tonight.getByText('This is the list as of').waitFor({ state: 'detached' })
    await others
      .getByRole('button', { name: /^Choose / })
      .first()
      .waitFor()
  })

  test('a page that is loaded anew without a line shows the numbers, and signing out takes them away', async () => {
    const who = 'officer.two@police.demo'
    const { page, expects } = await house().enter(who, '/work')
    for (const fault of cutOffFaults) expects(fault)
    await vi.waitFor(async () => expect(await keptNumbers(page)).not.toBeNull(), seen)
    await vi.waitFor(async () => expect(await page.evaluate(() => caches.match('/').then(Boolean))).toBe(true), seen)
    await page.context().setOffline(true)
    await page.reload()
    await heading(page, 'No connection').waitFor()
    const numbers = page.getByRole('region', { name: 'Numbers to call' })
    await numbers.getByText('This is the list as of').waitFor()
    expect(await numbers.getByRole('link', { name: /^Call / }).count()).toBeGreaterThan(0)
    await page.context().setOffline(false)
    await heading(page, 'Work').waitFor()
    await page.getByRole('button', { name: /^You: / }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await heading(page, 'Sign in').waitFor()
    expect(await keptNumbers(page)).toBeNull()
    house().forget(who)
  })

  test('a page that stays open says of when it is', async () => {
    const { page, expects } = await house().enter('caseworker@ngo.demo', '/work')
    for (const fault of cutOffFaults) expects(fault)
    await page.getByRole('row').first().waitFor()
    await page.context().setOffline(true)
    await page.getByRole('status').getByText('This page is as of').waitFor()
    expect(await page.getByRole('row').count()).toBeGreaterThan(1)
    await page.context().setOffline(false)
    await page.getByRole('status').getByText('This page is as of').waitFor({ state: 'detached' })
  })
})

aReferralWaits(house)
aPhoneRefersShortly(house)
