import type { Case, CaseSummary } from '@palermo/shared/cases/contract.ts'
import { describe, expect, test, vi } from 'vitest'
import { fingers, keys } from './hands.ts'
import { type House, heading, patience, signIn } from './house.ts'
import { act, aSentReferral, callName, codeOf } from './sent.ts'

const officer = 'officer@police.demo'
const caseworker = 'caseworker@ngo.demo'
const us = 'Blue Kite Support'

export const aCaseworkerCoordinates = (house: () => House) =>
  describe('a caseworker coordinates', { timeout: 180_000 }, () => {
    test('with the keys alone: accepts, sees the clocks, writes in a compartment; who asked sees that it was accepted, no more', async () => {
      const referral = await aSentReferral(house(), officer, us)
      const sender = await house().enter(officer, `/referrals/${referral.id}`)
      const { page } = await house().enter(caseworker, '/work')
      const hands = keys(page)
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      const dialog = page.getByRole('dialog')
      await hands.press(
        page
          .getByRole('row')
          .filter({ hasText: codeOf(referral) })
          .getByRole('link'),
      )
      await heading(page, codeOf(referral)).waitFor()
      expect(await page.getByText(callName).count()).toBe(0)
      await hands.press(button('Accept referral'))
      await hands.press(dialog.getByRole('button', { name: 'Accept referral' }))
      await page.getByText('Accepted. The other agency has been notified.').waitFor()
      await page.getByRole('region', { name: 'Due times' }).getByText('Make first contact').waitFor()
      await sender.page.getByText(`${us} has accepted and makes first contact.`).waitFor()

      await hands.press(page.getByRole('link', { name: 'Open case' }))
      await page.getByRole('region', { name: 'Who the person is' }).getByText(callName).waitFor()
      const note = 'Sleeps badly, asks for the same counsellor.'
      await hands.turnTo(page.getByRole('tab', { name: 'Notes' }))
      await hands.press(button('Add note'))
      await hands.pick(page.getByLabel('Who should see this?'), 'Health and counselling')
      await page.getByText('Who can read this').first().waitFor()
      await hands.write(page.getByLabel('Note', { exact: true }), note)
      await hands.press(button('Save note'))
      const written = page.getByRole('region', { name: 'Notes' }).getByRole('listitem').filter({ hasText: note })
      await written.getByText('Health and counselling').waitFor()

      await hands.turnTo(page.getByRole('tab', { name: 'Needs and plan' }))
      await hands.press(button('Add task'))
      await hands.write(dialog.getByLabel('Details'), 'Call the interpreter back.')
      await hands.press(dialog.getByRole('button', { name: 'Add task' }))
      const tasks = page.getByRole('region', { name: 'Tasks' })
      const task = tasks.getByRole('listitem').filter({ hasText: 'Call the interpreter back.' })
      await hands.press(task.getByRole('button', { name: 'Done' }))
      await tasks.getByText('1 task done or cancelled').waitFor()
      await hands.press(page.getByRole('button', { name: 'Undo' }))
      await task.getByRole('button', { name: 'Done' }).waitFor()

      const { pathname } = new URL(page.url())
      await sender.page.getByText('Accepted').first().waitFor()
      expect(await sender.page.getByText(note).count()).toBe(0)
      sender.expects(`404 GET /api${pathname}`)
      sender.expects('Refused: There is nothing here')
      await sender.page.goto(house().address + pathname)
      await heading(sender.page, 'Nothing found here').waitFor()
      expect(await sender.page.getByText(note).count()).toBe(0)
    })

    test('without leaving the queue: asks, gets an answer, has no room; it goes back to who asked, and onward', async () => {
      const referral = await aSentReferral(house(), officer, us)
      const sender = await house().enter(officer, '/work', 'phone')
      const hands = fingers(sender.page)
      const { page } = await house().enter(caseworker, '/work')
      await page
        .getByRole('row')
        .filter({ hasText: codeOf(referral) })
        .getByRole('link')
        .click()
      const pane = page.getByRole('complementary', { name: 'Reading pane' })
      const dialog = page.getByRole('dialog')
      await pane.getByRole('button', { name: 'Ask a question' }).click()
      await dialog.getByRole('button', { name: 'Ask a question' }).click()
      // The error summary takes the focus and names the field; its link moves the focus to the field.
      await dialog.locator('p:focus', { hasText: 'One answer needs your attention' }).waitFor()
      await dialog.getByRole('button', { name: 'What you need to know before you can answer: Fill this in.' }).click()
      await dialog.locator('textarea:focus').waitFor()
      await dialog.getByRole('textbox').fill('Can she walk up stairs?')
      await dialog.getByRole('button', { name: 'Ask a question' }).click()
      await pane.getByText('Information requested').first().waitFor()

      const owed = sender.page.getByRole('row', { name: 'Reply to question' }).filter({ hasText: codeOf(referral) })
      await hands.press(owed.getByRole('link'))
      await sender.page.getByText('Can she walk up stairs?').waitFor()
      await hands.press(sender.page.getByRole('button', { name: 'Reply to question', exact: true }))
      const reply = sender.page.getByRole('dialog')
      await hands.write(reply.getByRole('textbox'), 'Yes, slowly.')
      await hands.press(reply.getByRole('button', { name: 'Reply to question' }))
      await sender.page.getByText('Reply sent.').waitFor()

      await pane.getByText('Yes, slowly.').waitFor()
      await pane.getByRole('button', { name: 'Decline' }).click()
      await dialog.getByRole('radio', { name: 'We have no place free' }).check()
      await dialog.getByRole('button', { name: 'Decline' }).click()
      await page.getByText('Declined. The other agency has been notified, with the reason.').waitFor()

      await sender.page
        .getByText(`${us} has declined. Ask another agency, or say why no other agency is asked.`)
        .waitFor()
      await sender.page.getByText('Reason: We have no place free').waitFor()
      await hands.press(sender.page.getByRole('button', { name: 'Send to another agency' }))
      await hands.find(reply.getByRole('combobox'), 'Even Tide', 'Even Tide Workers Aid')
      await hands.press(reply.getByRole('button', { name: 'Send to another agency' }))
      const asked = sender.page.getByRole('region', { name: 'Also asked' }).getByRole('listitem')
      await asked.filter({ hasText: 'Even Tide Workers Aid' }).getByText('Sent').waitFor()
    })

    test('on a machine set to another country writes days and times as at home, and they are meant at home', async () => {
      const { id } = await aCaseOf(house(), caseworker)
      const { page, settled } = await house().stranger('desk', { locale: 'en-US', timezoneId: 'America/New_York' })
      await signIn(page, house().address, caseworker)
      await page.goto(`${house().address}/cases/${id}?tab=plan`)
      await settled()
      const hands = keys(page)
      await hands.press(page.getByRole('button', { name: 'Add task' }).first())
      const due = page.getByRole('dialog').getByRole('group', { name: 'Due' })
      // Returns the text without the invisible marks that keep the order of the parts within right-to-left text.
      const written = async () => (await due.textContent())?.replaceAll(/[\u2066\u2069]/g, '')
      await vi.waitFor(async () => expect(await written()).toMatch(/^\d\d\/\d\d\/\d{4}, 17:00$/), { timeout: patience })
      // Types day, month, year, hour and minute one after the other.
      await hands.write(due.getByRole('spinbutton').first(), '030220351130')
      await vi.waitFor(async () => expect(await written()).toBe('03/02/2035, 11:30'), { timeout: patience })
      await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Add task' }))
      await page.getByText('Sat 3 Feb 2035, 11:30').first().waitFor()
      const asks = await house().elsewhere(caseworker)
      const { tasks } = await asks<Case>('GET', `/cases/${id}`)
      expect(tasks.map(({ dueAt }) => Date.parse(dueAt))).toContain(Date.parse('2035-02-03T11:30:00+08:00'))
    })

    test('and is told when a colleague was quicker, with a way to see how it stands now', async () => {
      const referral = await aSentReferral(house(), officer, us)
      const { page, expects } = await house().enter(caseworker, '/work')
      // Blocks the event stream, so that the page learns nothing of changes until it asks.
      await page.route('**/api/stream', (route) => route.abort())
      expects('ERR_FAILED')
      await page.goto(`${house().address}/referrals/${referral.id}`)
      await page.getByRole('button', { name: 'Accept referral' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox').fill('A bed is ready.')
      await act(house(), 'supervisor@ngo.demo', referral, 'acknowledge')
      expects(`409 POST /api/referrals/${referral.id}/actions`)
      await dialog.getByRole('button', { name: 'Accept referral' }).click()
      await dialog.getByText('Someone else changed this in the meantime').waitFor()
      expect(await dialog.getByRole('textbox').inputValue()).toBe('A bed is ready.')
      await dialog.getByRole('button', { name: 'Show the current state' }).click()
      await page.getByText('Decide: accept, ask, or decline with a reason.').waitFor()
    })
  })

const aCaseOf = async (house: House, who: string): Promise<CaseSummary> => {
  const asks = await house.elsewhere(who)
  const { items } = await asks<{ items: CaseSummary[] }>('GET', '/cases?mine=true&status=open')
  if (!items[0]) throw new Error(`${who} has no case`)
  return items[0]
}
