import type { TonightAlert } from '@palermo/shared/notices/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { type House, heading, patience } from './house.ts'
import { act, aSentReferral, codeOf } from './sent.ts'

const us = 'Three Bridges Clinic'
const who = 'supervisor@health.demo'
const colleague = 'caseworker@health.demo'
const sender = 'officer@police.demo'
const seen = { timeout: patience, interval: 50 }
const banner = (page: Page) => page.getByRole('region', { name: 'Tonight:' })

type Counting = typeof window & { tones: number }

/** Runs in the page before its scripts: counts the tones that the page starts, without muting them. */
const countTones = () => {
  const counted = window as Counting
  counted.tones = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (this: OscillatorNode, ...at) {
    counted.tones += 1
    return start.apply(this, at)
  }
}
const tonesOf = (page: Page) => page.evaluate(() => (window as Counting).tones)

/** Declines every referral of the demo that asks this agency for help tonight. */
const answerAll = async (house: House) => {
  const asks = await house.elsewhere(who)
  const { items } = await asks<{ items: TonightAlert[] }>('GET', '/notices/tonight')
  for (const { referralId } of items) {
    const referral = await asks<Referral>('GET', `/referrals/${referralId}`)
    await act(house, who, referral, 'decline', { reason: 'no-capacity' })
  }
}

export const anAlertSounds = (house: () => House) =>
  describe('a referral for tonight', { timeout: 180_000 }, () => {
    test('makes a sound only where it was turned on, once a minute, until it is acknowledged; the banner ends with the answer', async () => {
      await answerAll(house())
      const { page } = await house().enter(who, '/notices/settings')
      await page.clock.install()
      await page.addInitScript(countTones)
      await page.reload()
      await heading(page, 'Notice settings').waitFor()
      const turnedOn = page.getByLabel('Make a sound on this device')
      expect(await turnedOn.isChecked()).toBe(false)
      await page.getByRole('button', { name: 'Play the sound' }).click()
      await vi.waitFor(async () => expect(await tonesOf(page)).toBe(3), seen)

      const silent = await aSentReferral(house(), sender, us)
      await banner(page).getByText('asks for help and waits for your answer.').waitFor()
      await page.clock.fastForward('02:00')
      expect(await tonesOf(page)).toBe(3)
      await act(house(), colleague, silent, 'accept')
      await page.reload()
      await heading(page, 'Notice settings').waitFor()
      await page.getByRole('button', { name: 'Play the sound' }).click()
      await vi.waitFor(async () => expect(await tonesOf(page)).toBe(3), seen)
      expect(await banner(page).count()).toBe(0)

      await turnedOn.click()
      const loud = await aSentReferral(house(), sender, us)
      await vi.waitFor(async () => expect(await tonesOf(page)).toBe(6), seen)
      expect(await page.title()).toMatch(/^\(1\) Tonight/)
      await page.clock.fastForward('01:00')
      await vi.waitFor(async () => expect(await tonesOf(page)).toBe(9), seen)

      const dialog = page.getByRole('dialog')
      await banner(page)
        .getByRole('link', { name: codeOf(loud) })
        .click()
      await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
      await dialog.getByRole('button', { name: 'Acknowledge' }).click()
      await banner(page).getByText('You acknowledged it; it still needs an answer.').waitFor()
      await page.clock.fastForward('02:00')
      expect(await tonesOf(page)).toBe(9)
      await page.getByRole('button', { name: 'Accept referral' }).click()
      await dialog.getByRole('button', { name: 'Accept referral' }).click()
      await banner(page).waitFor({ state: 'detached' })
      expect(await page.title()).not.toContain('Tonight')
    })

    test('is shown to nobody whose agency was not asked', async () => {
      const referral = await aSentReferral(house(), sender, us)
      const asked = await house().enter(who, '/work')
      await banner(asked.page).waitFor()
      const other = await house().enter('caseworker@welfare.demo', '/work')
      await other.settled()
      expect(await other.page.getByText(codeOf(referral)).count()).toBe(0)
      await act(house(), colleague, referral, 'accept')
    })
  })
