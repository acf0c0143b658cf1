import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import { describe, expect, test } from 'vitest'
import { type House, heading } from './house.ts'

const mine = 'caseworker@ngo.demo'
const hers = 'supervisor@ngo.demo'

/** Creates a case that the caseworker leads and the supervisor can see. */
const shared = async (house: House) => {
  const one = await house.elsewhere(mine)
  const asked = { urgency: 'soon', under18: 'no', ageBand: '21-29' }
  const row = await one<Case>('POST', '/cases', asked, { 'idempotency-key': crypto.randomUUID() })
  return { id: row.id, one, row }
}

export const twoLookTogether = (house: () => House) =>
  describe('two have the same case open', { timeout: 120_000 }, () => {
    test('each sees the other come and go, and what the other changed', async () => {
      const { id, one, row } = await shared(house())
      const supervisor = await house().enter(hers, `/cases/${id}`)
      await heading(supervisor.page, row.reference).waitFor()
      const caseworker = await house().enter(mine, `/cases/${id}`)
      const name = await caseworker.page.locator('[aria-haspopup=menu]').getAttribute('aria-label')
      const company = supervisor.page.getByText(/^Also open now: /)
      await company.waitFor()
      expect(name).toContain((await company.textContent())?.replace('Also open now: ', '') ?? '?')

      await one('POST', `/cases/${id}/actions`, { action: 'review', version: row.version })
      await supervisor.page.getByText(/^Changed by .* just now\.$/).waitFor()

      // Text that is being typed does not change until its author chooses to see the change of the other person.
      await supervisor.page.getByRole('button', { name: 'Dismiss' }).click()
      const act = await one<Case>('GET', `/cases/${id}`)
      await caseworker.page.goto(`${house().address}/cases/${id}?act=review`)
      await caseworker.page.getByRole('dialog').getByRole('textbox').first().fill('What I have typed')
      const other = await house().elsewhere(hers)
      await other('POST', `/cases/${id}/actions`, { action: 'review', version: act.version })
      await caseworker.page.getByText('This page shows the earlier state').waitFor({ state: 'attached' })
      caseworker.expects(`409 POST /api/cases/${id}/actions`)
      const dialog = caseworker.page.getByRole('dialog')
      await dialog.locator('button[type=submit]').click()
      await dialog.getByRole('button', { name: 'Show the current state' }).click()
      expect(await dialog.getByRole('textbox').first().inputValue()).toBe('What I have typed')
      await dialog.locator('button[type=submit]').click()
      await dialog.waitFor({ state: 'detached' })

      await company.waitFor()
      await caseworker.page.close()
      // A page that closes normally reports it; a page that could not
      // report counts as closed after forty seconds (decision 0028).
      await company.waitFor({ state: 'detached', timeout: 60_000 })
    })

    test('and what is printed says of what, when and by whom, and stands in the log', async () => {
      const { id, one, row } = await shared(house())
      const asked = { caseId: id, kind: 'call', dueAt: row.openedAt }
      const task = await one<Task>('POST', '/tasks', asked, { 'idempotency-key': crypto.randomUUID() })
      await one('POST', `/tasks/${task.id}/actions`, { action: 'finish', version: task.version })
      const { page } = await house().enter(mine, `/cases/${id}?tab=plan`)
      await heading(page, row.reference).waitFor()
      const noted = page.waitForResponse((reply) => reply.url().endsWith(`/api/cases/${id}/prints`))
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect((await noted).status()).toBe(204)
      const foot = await page.evaluate(() => document.documentElement.style.getPropertyValue('--printed'))
      // The footer contains the page's name only, without the count that the window's title shows for urgent referrals.
      expect(foot).toMatch(new RegExp(`^"${row.reference} · Printed by `))
      const folded = page.locator('details > :not(summary)')
      await folded.first().waitFor({ state: 'attached' })
      expect(await folded.evaluateAll(areSeen)).not.toContain(true)
      await page.emulateMedia({ media: 'print' })
      // On paper nothing can be unfolded, so all folded content is printed.
      expect(await folded.evaluateAll(areSeen)).not.toContain(false)
      for (const hidden of [page.getByRole('navigation'), page.getByRole('button')])
        for (const one of await hidden.all()) expect(await one.isVisible()).toBe(false)
    })
  })

/** Runs in the page: returns for each element whether it is visible. */
const areSeen = (elements: Element[]) => elements.map((element) => element.checkVisibility())
