import { cast } from '@palermo/server/demo/cast.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { keys } from './hands.ts'
import { type House, heading } from './house.ts'
import { aSentReferral, callName, codeOf } from './sent.ts'

const lead = 'lead@taskforce.demo'

/** All names that must not appear: staff other than the lead, and the clients of the demo and of these tests. */
const names = [...cast.filter(({ email }) => email !== lead).map(({ name }) => name), 'Invented', callName]

const expectNobodyNamed = async (page: Page) => {
  const words = (await page.locator('body').textContent()) ?? ''
  expect(names.filter((name) => words.includes(name))).toEqual([])
}

/** Returns the number with this label, which is a link to a list. */
const numberOf = (page: Page, panel: string, called: string) =>
  page
    .getByRole('region', { name: panel })
    .locator('div', { has: page.getByText(called, { exact: true }) })
    .last()
    .getByRole('link')

export const aLeadReviews = (house: () => House) =>
  describe('a lead reviews', { timeout: 180_000 }, () => {
    test('with the keys alone: finds the referral in the numbers and its code behind the number, and nobody’s name', async () => {
      const { page } = await house().enter(lead, '/')
      await heading(page, 'Dashboard').waitFor()
      const sent = numberOf(page, 'Progress of referrals', 'Sent')
      const before = Number.parseInt((await sent.textContent()) ?? '', 10)
      const referral = await aSentReferral(house(), 'officer@police.demo', 'Blue Kite Support')
      await page.reload()
      await sent.filter({ hasText: new RegExp(`^${before + 1} Sent$`) }).waitFor()
      await expectNobodyNamed(page)
      expect(await page.getByRole('main').getByRole('link').evaluateAll(withoutWords)).toEqual([])

      const hands = keys(page)
      await hands.press(sent)
      await heading(page, 'Sent').waitFor()
      await page
        .getByRole('row')
        .filter({ hasText: codeOf(referral) })
        .waitFor()
      expect(
        await page
          .getByRole('row')
          .filter({ hasText: codeOf(referral) })
          .getByRole('link')
          .count(),
      ).toBe(0)
      await expectNobodyNamed(page)
      await hands.press(page.getByRole('link', { name: 'Back to the dashboard' }))
      await heading(page, 'Dashboard').waitFor()
    })

    test('turns charts into tables with one key and back', async () => {
      const { page } = await house().enter(lead, '/dashboard')
      const panel = page.getByRole('region', { name: 'Twelve weeks' })
      await panel.locator('svg').first().waitFor()
      expect(await panel.getByRole('table').count()).toBe(0)
      await page.keyboard.press('t')
      await panel.getByRole('columnheader', { name: 'Completed' }).waitFor()
      await page.keyboard.press('t')
      await panel.getByRole('table').waitFor({ state: 'detached' })
    })

    test('and is shown no case; a caseworker is shown no numbers of the task force', async () => {
      const referral = await aSentReferral(house(), 'officer@police.demo', 'Blue Kite Support')
      const { page, expects } = await house().enter(lead, '/dashboard')
      expect(await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).count()).toBe(0)
      expects(`404 GET /api/cases/${referral.caseId}`)
      expects('Refused: There is nothing here')
      await page.goto(`${house().address}/cases/${referral.caseId}`)
      await heading(page, 'Nothing found here').waitFor()
      await expectNobodyNamed(page)

      const caseworker = await house().enter('caseworker@ngo.demo', '/work')
      expect(await caseworker.page.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).count()).toBe(0)
      caseworker.expects('403 GET /api/dashboards/work')
      caseworker.expects('Refused')
      await caseworker.page.goto(`${house().address}/dashboard`)
      await heading(caseworker.page, 'You cannot do this').waitFor()
    })
  })

/** Runs in the page: returns the accessible names of links that consist of a number alone. */
const withoutWords = (links: Element[]) =>
  links
    .map((link) => link.getAttribute('aria-label') ?? link.textContent ?? '')
    .filter((name) => !/[a-z]{3,}/i.test(name))
