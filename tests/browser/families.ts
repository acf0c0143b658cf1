import type { Case } from '@palermo/shared/cases/contract.ts'
import type { ReferredTogether } from '@palermo/shared/groups/contract.ts'
import { expect, test, vi } from 'vitest'
import { fingers, keys } from './hands.ts'
import { type House, heading, patience } from './house.ts'
import { act, aSentReferral } from './sent.ts'

const caseworker = 'caseworker@ngo.demo'
const receiver = 'caseworker@welfare.demo'
const them = 'Seven Rivers Welfare Office'

export const aFamilyStaysTogether = (house: () => House) =>
  test('a family is kept together, referred by one act with the keys alone, and accepted by one with the fingers', {
    timeout: 180_000,
  }, async () => {
    const asks = await house().elsewhere(caseworker)
    const aCase = async () => {
      const sent = await aSentReferral(house(), 'officer@police.demo', 'Blue Kite Support')
      await act(house(), caseworker, sent, 'accept')
      return asks<Case>('GET', `/cases/${sent.caseId}`)
    }
    const elder = await aCase()
    const younger = await aCase()
    const { page } = await house().enter(caseworker, `/cases/${elder.id}?tab=plan`)
    await heading(page, elder.reference).waitFor()
    const hands = keys(page)
    const family = page.getByRole('region', { name: 'Family and group' })
    const dialog = page.getByRole('dialog')
    await hands.press(family.getByRole('button', { name: 'Link family or group' }))
    await hands.write(dialog.getByLabel('Case codes of the others'), younger.reference)
    await hands.choose(
      dialog.getByRole('group', { name: 'Their wish' }).getByRole('radio', { name: 'Together', exact: true }),
    )
    await hands.press(dialog.getByRole('button', { name: 'Link family or group' }))
    await dialog.waitFor({ state: 'detached' })
    await family.getByRole('link', { name: younger.reference, exact: true }).waitFor()

    await hands.press(family.getByRole('button', { name: 'Refer together' }))
    for (const { reference } of [elder, younger])
      await hands.pick(dialog.getByLabel(`${reference}: wants to be referred?`), 'Yes')
    await hands.find(dialog.getByRole('combobox', { name: 'To which agency' }), 'Rivers Welfare', them)
    // Without an answer to the safety question nothing is sent:
    // the error summary takes the focus and links to the question.
    const send = dialog.getByRole('button', { name: 'Refer 2 people together' })
    await hands.press(send)
    const safe = dialog.getByRole('group', { name: 'Are they safe now?' })
    await safe.getByText('Answer this to continue.').waitFor()
    await hands.press(dialog.getByRole('button', { name: 'Are they safe now?: Answer this to continue.' }))
    await vi.waitFor(async () => expect(await safe.locator(':focus').count()).toBe(1), { timeout: patience })
    await hands.choose(safe.getByRole('radio', { name: 'Yes', exact: true }))
    const sent = page.waitForResponse((reply) => reply.url().endsWith('/referrals') && reply.status() === 201)
    await hands.press(send)
    const { items } = (await (await sent).json()) as ReferredTogether
    await page.getByText('2 referrals sent, one for each.').waitFor()
    expect(items.map(({ caseId }) => caseId).sort()).toEqual([elder.id, younger.id].sort())

    const ofElder = items.find(({ caseId }) => caseId === elder.id)
    const other = await house().enter(receiver, `/referrals/${ofElder?.id}`, 'phone')
    const thumbs = fingers(other.page)
    await other.page.getByText('Family of 2, who want to stay together').waitFor()
    await thumbs.press(other.page.getByRole('button', { name: 'Accept 2 of them' }))
    await other.page.getByText('2 accepted.').waitFor()
    await other.page.getByRole('link', { name: younger.reference, exact: true }).waitFor()
    const told = await Promise.all(items.map(({ id }) => asks<{ status: string }>('GET', `/referrals/${id}`)))
    expect(told.map(({ status }) => status)).toEqual(['accepted', 'accepted'])
  })
