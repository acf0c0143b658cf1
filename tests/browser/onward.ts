import type { TonightAlert } from '@palermo/shared/notices/contract.ts'
import { describe, expect, test, vi } from 'vitest'
import { fingers } from './hands.ts'
import { type House, heading, patience } from './house.ts'
import { act, aSentReferral, callName } from './sent.ts'

const officer = 'officer@police.demo'
const caseworker = 'caseworker@ngo.demo'
const doctor = 'caseworker@health.demo'
const clinic = 'Three Bridges Clinic'
const us = 'Blue Kite Support'

/** The most taps that an onward referral may take, from the open page of its case to "sent". */
const mostTaps = 6

export const aCaseGoesOnward = (house: () => House) =>
  describe('a case goes onward', { timeout: 180_000 }, () => {
    test('on one page, filled in with what the case says, in six taps; the receiver sees what was shared', async () => {
      const sent = await aSentReferral(house(), officer, us)
      const { caseId } = await act(house(), caseworker, sent, 'accept')
      const { page, settled } = await house().enter(caseworker, `/cases/${caseId}`, 'phone')
      await heading(page, sent.caseReference ?? '').waitFor()
      await settled()
      const hands = fingers(page)
      await hands.press(page.getByRole('button', { name: 'More', exact: true }))
      await hands.press(page.getByRole('button', { name: 'Refer to another agency' }))
      await heading(page, 'Refer from this case').waitFor()
      // Before sending, the page shows what will be shared, including
      // the name, which the receiver reads only after acceptance.
      await page.getByText(callName).waitFor()
      expect(await page.getByRole('checkbox', { name: /Name, or any name/ }).isChecked()).toBe(true)
      await hands.tick(page.getByRole('checkbox', { name: 'A doctor' }))
      await hands.press(page.getByRole('button', { name: `Choose ${clinic}` }).first())
      await hands.choose(page.getByRole('radio', { name: 'Yes', exact: true }))
      expect(
        await page
          .getByRole('checkbox', { name: /doctor/i })
          .last()
          .isChecked(),
      ).toBe(true)
      await hands.press(page.getByRole('button', { name: `Send to ${clinic}` }))
      await page.waitForURL(/\/referrals\/[0-9a-f-]{36}$/)
      console.log(`onward referral from a case: ${hands.presses()} taps`)
      expect(hands.presses()).toBeLessThanOrEqual(mostTaps)
      const { pathname } = new URL(page.url())
      const theirs = await house().enter(doctor, pathname)
      await theirs.page.getByText('21 to 29').first().waitFor()
      expect(await theirs.page.getByText(callName).count()).toBe(0)
      // Sender and receiver can now call and write to each other.
      await theirs.page.getByRole('region', { name: 'Who to call' }).waitFor()
      await theirs.page.getByLabel(`Message to ${us}`).fill('Can the person come at nine?')
      await theirs.page.getByRole('button', { name: 'Send message' }).click()
      await page.getByText('Can the person come at nine?').waitFor()
    })

    test('a referral for tonight stands over every page until it is answered', async () => {
      const { page } = await house().enter(caseworker, '/directory')
      const asks = await house().elsewhere(caseworker)
      const inTitle = async () => Number(/^\((\d+)\) Tonight · /.exec(await page.title())?.[1] ?? 0)
      /**
       * Waits until the title shows the number of alerts for tonight that
       * the server counts; returns whether this referral has an alert.
       */
      const waits = async (id: string) => {
        const { items } = await asks<{ items: TonightAlert[] }>('GET', '/notices/tonight')
        await vi.waitFor(async () => expect(await inTitle()).toBe(items.length), { timeout: patience })
        return items.some(({ referralId }) => referralId === id)
      }
      const sent = await aSentReferral(house(), officer, us)
      expect(await waits(sent.id)).toBe(true)
      await page.getByRole('region', { name: 'Tonight:', exact: true }).waitFor()
      await act(house(), caseworker, sent, 'decline', { reason: 'no-capacity' })
      expect(await waits(sent.id)).toBe(false)
    })
  })
