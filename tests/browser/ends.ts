import type { Handover } from '@palermo/shared/handovers/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { type House, heading } from './house.ts'
import { act, aSentReferral, codeOf } from './sent.ts'

const us = 'Blue Kite Support'
const who = 'caseworker@ngo.demo'
const whyLate = (page: Page) => page.getByRole('dialog', { name: 'Why was it late?' })

/** Creates a referral with an overdue acknowledgement and opens it as the caseworker of the receiver. */
const anOverdueReferral = async (house: House) => {
  const referral = await aSentReferral(house, 'officer@police.demo', us)
  await house.runOut(referral.id, 'referral.acknowledge')
  const visitor = await house.enter(who, `/referrals/${referral.id}`)
  const asks = await house.elsewhere(who)
  const reason = async () => {
    const { deadlines } = await asks<Referral>('GET', `/referrals/${referral.id}`)
    return deadlines.find(({ key }) => key === 'referral.acknowledge')?.breachReason
  }
  return { ...visitor, referral, reason }
}

const acknowledge = async (page: Page) => {
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
}

export const somethingEnds = (house: () => House) => {
  describe('a case is closed', { timeout: 180_000 }, () => {
    test('while it is offered to a colleague: the offer ends, its banner goes, and what runs on stands there', async () => {
      const referral = await aSentReferral(house(), 'officer@police.demo', us)
      const { caseId } = await act(house(), who, referral, 'accept')
      const asks = await house().elsewhere(who)
      const { version } = await asks<{ version: number }>('GET', `/cases/${caseId}`)
      const { items: colleagues } = await asks<{ items: { id: string; name: string }[] }>(
        'GET',
        `/agencies/${referral.to?.id}/colleagues`,
      )
      const toPersonId = colleagues.find(({ name }) => name === 'Caseworker Two')?.id
      const summary = [{ compartment: 'C1', text: 'A visit on Friday.' }]
      await asks('POST', `/cases/${caseId}/actions`, {
        action: 'hand-over',
        version,
        toPersonId,
        asked: 'yes',
        summary,
      })

      const { page } = await house().enter(who, `/cases/${caseId}`)
      const offered = page.getByText('Offered to Caseworker Two. Caseworker One leads until it is taken over.')
      await offered.waitFor()
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('button', { name: 'Close case' }).click()
      const dialog = page.getByRole('dialog', { name: 'Close case' })
      await dialog.getByText('This ends with it').waitFor()
      await dialog.getByText('Offer to hand the case over').waitFor()
      await dialog.getByText('This continues, with its own due time').waitFor()
      await dialog.getByText('Help completed').click()
      await dialog.getByRole('button', { name: 'Close case' }).click()
      await page.getByText('This case is closed: Help completed.').waitFor()
      await offered.waitFor({ state: 'detached' })
      const next = page.getByRole('region', { name: 'What happens next' })
      await next.getByText('Make first contact').first().waitFor()

      const { items } = await asks<{ items: Handover[] }>('GET', `/handovers?caseId=${caseId}`)
      expect(items.filter(({ status }) => status === 'offered')).toEqual([])
      const two = await house().enter('caseworker.two@ngo.demo', '/work')
      await two.settled()
      expect(await two.page.getByText(codeOf(referral)).count()).toBe(0)
    })
  })

  describe('an overdue step is done', { timeout: 180_000 }, () => {
    test('the person who did it is asked why it was late, and one press records it', async () => {
      const { page, reason } = await anOverdueReferral(house())
      await acknowledge(page)
      await whyLate(page).getByRole('button', { name: 'No capacity' }).click()
      await page.getByText('Reason recorded.').waitFor()
      await whyLate(page).waitFor({ state: 'detached' })
      expect(await reason()).toBe('no-capacity')
      await page.reload()
      await heading(page, /./).waitFor()
      expect(await whyLate(page).count()).toBe(0)
    })

    test('it may be answered later, and stays asked for on the page', async () => {
      const { page, reason } = await anOverdueReferral(house())
      await acknowledge(page)
      await whyLate(page).getByRole('button', { name: 'Answer later' }).click()
      await whyLate(page).waitFor({ state: 'detached' })
      expect(await reason()).toBeNull()
      await page.getByRole('button', { name: 'Give reason' }).first().waitFor()
    })

    test('a colleague’s act asks nobody else', async () => {
      const { page, referral, reason } = await anOverdueReferral(house())
      await act(house(), 'caseworker.two@ngo.demo', referral, 'acknowledge')
      await page.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor({ state: 'detached' })
      expect(await whyLate(page).count()).toBe(0)
      expect(await reason()).toBeNull()
    })
  })
}
