import { PDFDocument } from '@cantoo/pdf-lib'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '../referrals/story.ts'
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
  test('holds what its reader may read, and of the rest only that there are walls', async () => {
    expect(await asPage(officer)).toContain('Canary who-exploited-pv')
    expect(await asPage(ngo)).not.toContain('Canary')
    const accepted = await act(force, ngo, sent, 'accept')
    expect(accepted.status).toBe(200)
    const seen = await asPage(ngo)
    expect(seen).toContain('Canary living-conditions')
    expect(seen).not.toContain('Canary who-exploited-pv')
    expect(seen).toContain('behind walls')
    // Whoever sent it leads the case, and reads on behind the walls of their own sector alone.
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
    expect(body.match(/<dt>/g)).toHaveLength(ukForm.steps.flatMap(({ fields }) => fields).length)
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
