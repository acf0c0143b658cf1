import type { CaseSummary } from '@palermo/shared/cases/contract.ts'
import { describe, expect, test } from 'vitest'
import { fingers, keys } from './hands.ts'
import { type House, heading } from './house.ts'

const officer = 'officer@police.demo'

/** Returns the newest case on which this person works. */
const aCaseOf = async (house: House, who: string): Promise<CaseSummary> => {
  const asks = await house.elsewhere(who)
  const { items } = await asks<{ items: CaseSummary[] }>('GET', '/cases?mine=true&open=true&sort=changed')
  if (!items[0]) throw new Error(`${who} has no case`)
  return items[0]
}

export const somebodyAsks = (house: () => House) =>
  describe('somebody looks for a thing, and asks for what is closed to them', { timeout: 120_000 }, () => {
    test('finds a case from any page by a part of its code, with the keys alone', async () => {
      const { reference } = await aCaseOf(house(), officer)
      const { page } = await house().enter(officer, '/directory')
      await page.keyboard.press('Control+K')
      const dialog = page.getByRole('dialog', { name: 'Find or do' })
      await dialog.locator('[role="combobox"]:focus').waitFor()
      await page.keyboard.type(reference.slice(4).toLowerCase())
      await dialog.getByRole('group', { name: 'Cases' }).getByRole('option', { name: reference }).waitFor()
      await page.keyboard.press('Enter')
      await heading(page, reference).waitFor()
      await dialog.waitFor({ state: 'detached' })
      // The typed text must not be in the address.
      expect(page.url()).not.toContain(reference.slice(4).toLowerCase())
    })

    test('refers to an agency from its own page, which is then the one that is asked', async () => {
      const { page } = await house().enter(officer, '/directory', 'phone')
      const hands = fingers(page)
      await hands.press(page.getByRole('link', { name: 'Even Tide Workers Aid', exact: true }).first())
      await heading(page, 'Even Tide Workers Aid').waitFor()
      await hands.press(page.getByRole('link', { name: 'Refer to this agency' }))
      await heading(page, 'Is the person safe right now?').waitFor()
      await hands.choose(page.getByRole('group', { name: 'Safe right now' }).getByRole('radio', { name: 'Yes' }))
      await hands.press(page.getByRole('button', { name: 'Next', exact: true }))
      await page.getByText(/^Saved/).waitFor()
      await page.goto(`${page.url().replace(/([?&])step=[^&]*/, '$1')}&step=ask`)
      await heading(page, 'Who do you ask, and for what?').waitFor()
      await page.getByRole('region', { name: 'Receiving agency' }).getByText('Even Tide Workers Aid').waitFor()
      await page.getByRole('button', { name: 'Choose another' }).waitFor()
    })

    test('asks to be let in in a compartment; who answers for it sees what for, lets in, and the card opens', async () => {
      const { id, reference } = await aCaseOf(house(), officer)
      await house().endLook(officer, id, ['C1', 'C5'])
      const { page } = await house().enter(officer, `/cases/${id}`)
      const hands = keys(page)
      const person = page.getByRole('region', { name: 'Who the person is' })
      await person.getByText('Only the people assigned to it can read this, or see whether anything is here.').waitFor()
      await hands.press(page.getByRole('button', { name: 'Request access: Who the person is' }))
      const dialog = page.getByRole('dialog')
      await hands.press(dialog.getByRole('button', { name: 'Request access' }))
      await dialog.getByText('2 answers need your attention').waitFor()
      await dialog.getByRole('group').getByText('Choose one of the answers.').waitFor()
      await hands.pick(dialog.getByLabel('Purpose'), 'Protection at once')
      await hands.choose(dialog.getByRole('radio', { name: 'The person’s consent' }))
      await hands.press(dialog.getByRole('button', { name: 'Request access' }))
      await person.getByText('You requested access:').waitFor()

      const answers = await house().enter('supervisor@police.demo', '/work')
      const row = answers.page.getByRole('row', { name: 'Answer request for access' }).filter({ hasText: reference })
      await row.getByRole('link').click()
      const pane = answers.page.getByRole('complementary', { name: 'Reading pane' })
      await pane.getByText('Protection at once').waitFor()
      await pane.getByRole('button', { name: 'Give access', exact: true }).click()
      await answers.page.getByRole('dialog').getByRole('button', { name: 'Give access', exact: true }).click()
      await answers.page.getByText('Access given. Both agencies have been notified.').waitFor()

      await page.reload()
      await person.getByText('Wants to be called').waitFor()
    })
  })
