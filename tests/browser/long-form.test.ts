import type { Field } from '@palermo/shared/forms/contract.ts'
import { shippedForm } from '@palermo/shared/forms/shipped.ts'
import { walk } from '@palermo/shared/forms/walk.ts'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { adultReferred, ukAnswers } from '../forms/uk-answers.ts'
import { aLineDies } from './dying-line.ts'
import { type House, heading, openHouse, type Size } from './house.ts'
import { twoLookTogether } from './together.ts'

const uk = shippedForm('uk-first-responder', 1)
if (!uk) throw new Error('The form of the United Kingdom is not shipped.')
const { form, words } = uk
const said = (key: string) => words.en?.[key] ?? key

let opened: House | undefined
const house = (): House => {
  if (!opened) throw new Error('the system did not start')
  return opened
}
beforeAll(async () => {
  opened = await openHouse(1, { profile: 'uk' })
}, 300_000)
afterEach(({ task }) => opened?.leave(task.result?.state === 'fail' ? task.name : undefined), 60_000)
afterAll(() => opened?.end(), 60_000)

/** Answers one question of the form, found by its label. */
const give = async (page: Page, field: Field, answer: unknown) => {
  const label = said(field.labelKey)
  const option = (code: string) => {
    if (Array.isArray(field.options)) return said(field.options.find((one) => one.code === code)?.labelKey ?? code)
    return { yes: 'Yes', no: 'No', 'not-sure': 'Not sure' }[code] ?? code
  }
  if (field.kind === 'tick') return page.getByRole('checkbox', { name: label, exact: true }).check()
  if (Array.isArray(answer)) {
    for (const code of answer)
      await page
        .getByRole('group', { name: label })
        .getByRole('checkbox', { name: option(String(code)) })
        .check()
    return
  }
  const named = field.options && 'names' in field.options
  if (named || ['country', 'nationality', 'language'].includes(field.kind)) {
    // The label of an optional question ends in a note, so the label is not matched exactly.
    const box = page.getByRole('combobox', { name: label }).first()
    await box.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    return
  }
  if (field.kind === 'choice' || field.kind === 'yes-no-unsure') {
    const group = page.getByRole('group', { name: label })
    return group.getByRole('radio', { name: option(String(answer)), exact: true }).check()
  }
  const box = page.getByRole('textbox', { name: label })
  await (field.kind === 'date' ? page.getByLabel(label) : box.first()).fill(String(answer))
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

const start = async (size: Size) => {
  const visitor = await house().enter('officer@police.demo', '/referrals/new', size)
  // On a busy machine a save can time out and be sent again; the second request is refused because the first succeeded.
  visitor.expects('409 PUT /api/referrals')
  await visitor.page.getByRole('link', { name: said('forms.uk-first-responder.title') }).click()
  await heading(visitor.page, said('forms.uk-first-responder.title')).waitFor()
  await visitor.page.getByRole('link', { name: 'Start', exact: true }).click()
  return visitor
}

/** Fills in every step of one path through the form; `at` is called with the id of each step. */
const fill = async (page: Page, answers: ReturnType<typeof ukAnswers>, at?: (step: string) => Promise<void>) => {
  for (const { step, fields } of walk(form, answers).screens) {
    await heading(page, said(step.titleKey)).waitFor()
    for (const field of fields) {
      if (field.oneMoreAfter !== undefined || answers[field.id] === undefined) continue
      await give(page, field, answers[field.id])
    }
    await at?.(step.id)
    await next(page)
  }
}

aLineDies(house)
twoLookTogether(house)

describe('the long form of the United Kingdom', { timeout: 240_000 }, () => {
  test('is written question by question on a phone, and every answer stands where it is checked', async () => {
    const { page } = await start('phone')
    const answers = ukAnswers({ ...adultReferred, 'still-in-exploitative-situation': 'no' })
    await fill(page, answers)
    await heading(page, 'Check your answers').waitFor()
    for (const id of ['how-did-the-exploitation-start', 'who-exploited-pv', 'pv-name-nickname'])
      await page.getByText(String(answers[id])).first().waitFor()
    await page.getByRole('heading', { name: 'Who receives this?' }).waitFor()
    await page
      .getByRole('button', { name: /^Choose Blue Kite/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Send to Blue Kite Support' }).click()
    await heading(page, /^[A-Z]{2}-[0-9A-Z]+$/).waitFor()
  })

  test('says what it clears when one goes back and answers otherwise, and gives it back', async () => {
    const { page } = await start('desk')
    const answers = ukAnswers({ ...adultReferred })
    const upTo = 'exploiters-current-location-details'
    let reached = false
    for (const { step, fields } of walk(form, answers).screens) {
      if (reached) break
      for (const field of fields) if (!field.oneMoreAfter) await give(page, field, answers[field.id])
      reached = step.id === upTo
      await next(page)
    }
    const far = await page.locator('main h1').textContent()
    await page
      .getByRole('complementary')
      .getByRole('button', { name: /^Do you know where the exploiters are/ })
      .click()
    await page.getByRole('radio', { name: 'No', exact: true }).check()
    await next(page)
    await heading(page, said('forms.uk-first-responder.steps.types-of-exploitation.title')).waitFor()
    const notice = page.getByRole('alert')
    await notice.getByText('2 answers are no longer needed and were left out.').waitFor()
    await notice.getByText('Are the exploiters in the UK?').waitFor()
    await notice.getByRole('button', { name: 'Go back and keep them' }).click()
    await heading(page, said('forms.uk-first-responder.steps.exploiters-location.title')).waitFor()
    expect(await page.getByRole('radio', { name: 'Yes', exact: true }).isChecked()).toBe(true)
    expect(far).toBe(said('forms.uk-first-responder.steps.types-of-exploitation.title'))
  })

  test('stops on any step and goes on there on another device', async () => {
    const { page } = await start('phone')
    const answers = ukAnswers(adultReferred)
    const [first, second, third] = walk(form, answers).screens
    for (const screen of [first, second]) {
      for (const field of screen?.fields ?? []) await give(page, field, answers[field.id])
      await next(page)
    }
    await page.getByRole('button', { name: 'Save and leave' }).click()
    await heading(page, 'Referrals').waitFor()
    const desk = await house().enter('officer@police.demo', '/referrals?box=outbox&status=draft')
    desk.expects('409 PUT /api/referrals')
    await desk.page.getByRole('row').nth(1).getByRole('link').first().click()
    await desk.page.getByRole('link', { name: 'Continue writing' }).click()
    await heading(desk.page, said(third?.step.titleKey ?? '')).waitFor()
  })
})
