import { describe, test } from 'vitest'
import { keys } from './hands.ts'
import type { House } from './house.ts'
import { act, aSentReferral } from './sent.ts'

const us = 'Blue Kite Support'

export const aPeriodIsKept = (house: () => House) =>
  describe('a period is kept', { timeout: 180_000 }, () => {
    test('with the keys alone: begun, explained by rule and calendar, and extended by who answers for it', async () => {
      const referral = await aSentReferral(house(), 'officer@police.demo', us)
      const { caseId } = await act(house(), 'caseworker@ngo.demo', referral, 'accept')
      const { page } = await house().enter('supervisor@ngo.demo', `/cases/${caseId}`)
      const hands = keys(page)
      const dialog = page.getByRole('dialog')
      await hands.press(page.getByRole('button', { name: 'More', exact: true }))
      await hands.press(page.getByRole('button', { name: 'Start reflection period' }))
      await hands.press(dialog.getByRole('button', { name: 'Start reflection period' }))
      await page.getByText('The period has started. The team has been notified.').waitFor()
      await page.getByText('The person may not be removed from the country').waitFor()

      await hands.turnTo(page.getByRole('tab', { name: 'Needs and plan' }))
      await hands.press(page.getByRole('button', { name: 'How is this calculated? Reflection period' }))
      await dialog.getByText('30 days, until').waitFor()
      await dialog.getByText('While this runs, the person is not removed from the country.').waitFor()
      await hands.press(dialog.getByRole('button', { name: 'Extend' }))
      await hands.pick(dialog.getByLabel('Extend by'), '15 days')
      await hands.choose(dialog.getByLabel('The person needs it'))
      await hands.press(dialog.getByRole('button', { name: 'Extend' }))
      await page.getByText('Extended. Both agencies have been notified.').waitFor()
      await dialog.getByText('15 days more, until').waitFor()
      await dialog.getByText(`${us}`).waitFor()
    })
  })
