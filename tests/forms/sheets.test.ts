import { PDFDocument } from '@cantoo/pdf-lib'
import { fieldsOf } from '@palermo/shared/forms/check.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import intakeWords from '@palermo/shared/forms/intake-short.en.json' with { type: 'json' }
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { adultReferred, ukAnswers, ukForm } from './uk-answers.ts'

let force: TaskForce
let officer: TestPerson
let ngo: TestPerson
let sent: Referral
beforeAll(async () => {
  force = await aTaskForce('uk')
  officer = await force.person(await force.agency('police'), 'officer')
  ngo = await force.person(await force.agency('ngo'), 'caseworker')
  const answers = ukAnswers({ ...adultReferred, 'how-did-the-exploitation-start': 'Said <b>"so"</b> & left' })
  const body = { formId: ukForm.id, formVersion: 1, toAgencyId: ngo.agencyId, answers }
  const draft = await force.as(officer)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
  sent = (await act(force, officer, draft.body.referral, 'send')).body
})
afterAll(() => force.end())

const get = (person: TestPerson, path: string) =>
  force.app.inject({ method: 'GET', url: `/api${path}`, headers: { authorization: `Bearer ${person.token}` } })
const asPage = async (person: TestPerson) => (await get(person, `/referrals/${sent.id}/report?as=html`)).body

describe('a summary', () => {
  test('holds what its reader may read, and of the rest only that there is more', async () => {
    expect(await asPage(officer)).toContain('Canary who-exploited-pv')
    expect(await asPage(ngo)).not.toContain('Canary')
    const accepted = await act(force, ngo, sent, 'accept')
    expect(accepted.status).toBe(200)
    const seen = await asPage(ngo)
    expect(seen).toContain('Canary living-conditions')
    expect(seen).not.toContain('Canary who-exploited-pv')
    expect(seen).toContain('may not read is not in it')
    // The sender leads the case, and after acceptance reads only the compartments of the sender's own sector.
    const led = await asPage(officer)
    expect(led).toContain('Canary who-exploited-pv')
    expect(led).not.toContain('Canary pv-other-help-with-communication-aid')
    expect(led).not.toContain('Canary pv-contact-details-street')
  })

  test('is words and never markup, whatever somebody wrote', async () => {
    const seen = await asPage(ngo)
    expect(seen).toContain('Said &lt;b&gt;&quot;so&quot;&lt;/b&gt; &amp; left')
    expect(seen).not.toMatch(/<script|<b>/)
  })

  test('is a file that opens, and is called by its code', async () => {
    const reply = await get(ngo, `/referrals/${sent.id}/report`)
    expect(reply.headers['content-type']).toBe('application/pdf')
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="${sent.caseReference}.pdf"`)
    const pdf = await PDFDocument.load(reply.rawPayload)
    expect(pdf.getPageCount()).toBeGreaterThan(2)
    expect(pdf.getTitle()).toBe(sent.caseReference)
  })

  test('is made for nobody who does not see the referral', async () => {
    const stranger = await force.person(await force.agency('labour'), 'officer')
    expect((await get(stranger, `/referrals/${sent.id}/report`)).statusCode).toBe(404)
  })

  test('leaves its line in the log', async () => {
    const [line] =
      await force.owner`select count(*)::int as n from aud.leaf where kind = 'referral.report-made' and subject_id = ${sent.id}`
    expect(line?.n).toBeGreaterThan(0)
  })
})

describe('a blank', () => {
  test('asks every question, says when, and gives room for the answer', async () => {
    const { body } = await get(officer, `/forms/${ukForm.id}/blank?as=html`)
    // The questions begin after the sections with telephone numbers and with the author.
    const asked = body.split('</section>').slice(2).join()
    expect(asked.match(/<dt>/g)).toHaveLength(ukForm.steps.flatMap(({ fields }) => fields).length)
    expect(body).toContain('Only if “Do you have information about where the exploiters are?” is Yes')
    expect(body).toContain('The notice ends here if')
    expect(body).toContain('☐ Not asked now')
    expect(body).toContain('MIT, Copyright (c) 2018')
  })

  test('is a file of a few pages', async () => {
    const reply = await get(officer, `/forms/${ukForm.id}/blank`)
    const pdf = await PDFDocument.load(reply.rawPayload)
    expect(pdf.getPageCount()).toBeGreaterThan(8)
    expect(pdf.getPageCount()).toBeLessThan(40)
  })
})

describe('the short form', () => {
  const answers = {
    ...adult,
    'contact-ways': 'not-asked-now',
    'risk-flags': ['threats-to-family'],
    nationality: 'VN',
    receiver: '',
  }
  const page = async (person: TestPerson, id: string) => (await get(person, `/referrals/${id}/report?as=html`)).body

  test('has its summary too: in words, as far as its reader stands in the compartments', async () => {
    const short = await aSentReferral(force, officer, ngo.agencyId, { ...answers, receiver: ngo.agencyId })
    const own = await page(officer, short.id)
    for (const words of ['A bed, A doctor', 'Vietnam', 'Not asked now', 'Threats against the family', 'Canary story'])
      expect(own).toContain(words)
    expect(own).not.toMatch(/codes\.|forms\.|sheet\./)
    // The receiver appears by name at the head, not by id.
    expect(own).not.toContain(ngo.agencyId)
    const before = await page(ngo, short.id)
    expect(before).toContain('A bed, A doctor')
    expect(before).not.toMatch(/Canary|Threats|Vietnam/)
    expect((await act(force, ngo, short, 'accept')).status).toBe(200)
    expect(await page(ngo, short.id)).toContain('Canary story')
    const stranger = await force.person(await force.agency('labour'), 'officer')
    expect((await get(stranger, `/referrals/${short.id}/report`)).statusCode).toBe(404)
    const pdf = await PDFDocument.load((await get(ngo, `/referrals/${short.id}/report`)).rawPayload)
    expect(pdf.getTitle()).toMatch(/^[A-Z0-9-]+$/)
  })

  test('has a blank twin with every question, its boxes and the room to write', async () => {
    const { body } = await get(officer, '/forms/intake-short/blank?as=html')
    for (const { labelKey } of fieldsOf(intakeShort))
      expect(body).toContain(`<dt>${(intakeWords as Record<string, string>)[labelKey]}`)
    for (const words of [
      '☐ A bed',
      '☐ Partner or family may be looking',
      '☐ Not asked now',
      'Tick all that apply',
      'A made-up name',
    ])
      expect(body).toContain(words)
    expect(body).not.toMatch(/codes\.|forms\.|sheet\./)
    const pdf = await PDFDocument.load((await get(officer, '/forms/intake-short/blank')).rawPayload)
    expect(pdf.getPageCount()).toBeLessThan(6)
    expect(pdf.getPage(0).getWidth()).toBeCloseTo(595.28, 1)
    const [line] =
      await force.owner`select count(*)::int as n from aud.leaf where kind = 'form.printed-blank' and actor = ${officer.id}`
    expect(line?.n).toBeGreaterThan(1)
  })

  test('names whom to call, and no protected service to anybody', async () => {
    const desk = await force.agency('welfare')
    const hidden = await force.agency('ngo', { protected: true })
    await force.owner`update app.agencies set duty_phone = '+442079460001', placement_desk = true where id = ${desk}`
    await force.owner`update app.agency_identities set duty_phone = '+442079460002' where agency_id = ${hidden}`
    for (const reader of [officer, await force.person(hidden, 'caseworker')]) {
      const { body } = await get(reader, '/forms/intake-short/blank?as=html')
      expect(body).toContain('+44\u00A020\u00A07946\u00A00001')
      expect(body).not.toMatch(/7946.?0002/)
    }
  })

  test('is asked in the language that an administrator translated it to', async () => {
    const admin = await force.person(await force.agency('secretariat'), 'administrator')
    const words = {
      'forms.intake-short.steps.needs.title': 'Chuyện gì đã xảy ra?',
      'codes.needs.bed': 'Một chỗ ngủ',
      'sheet.not-asked-now': 'Chưa hỏi lúc này',
    }
    const saved = await force.as(admin)('PUT', '/forms/intake-short/words', {
      version: 1,
      revision: 0,
      locale: 'vi',
      words,
    })
    expect(saved.status).toBe(200)
    // The language of the account may include a region, as `vi-VN` does.
    const { body } = await get(officer, '/forms/intake-short/blank?as=html&lang=vi-VN')
    expect(body).toContain('Chuyện gì đã xảy ra?')
    expect(body).toContain('☐ Một chỗ ngủ')
    expect(body).toContain('☐ Chưa hỏi lúc này')
    expect(body).toContain('Which language, and how old?')
    const strange = { version: 1, revision: 1, locale: 'vi', words: { 'codes.services.shelter': 'x' } }
    expect((await force.as(admin)('PUT', '/forms/intake-short/words', strange)).status).toBe(422)

    // The date is formatted in the language of its sentence, which is English until the sentence is translated.
    expect(body).toMatch(/As the directory had them on \d{1,2} [A-Z][a-z]+ \d{4}\./)
    const more = { version: 1, revision: 1, locale: 'vi', words: { ...words, 'sheet.numbers.as-of': 'Ngày {on}.' } }
    expect((await force.as(admin)('PUT', '/forms/intake-short/words', more)).status).toBe(200)
    const again = await get(officer, '/forms/intake-short/blank?as=html&lang=vi-VN')
    expect(again.body).toMatch(/Ngày [^.]*tháng/)
  })
})
