import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { KnownFacts } from '@palermo/shared/referrals/from-case.ts'
import { proposedKind } from '@palermo/shared/referrals/kind.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { act, aDraft, adult, aSentReferral } from './story.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let nurse: TestPerson
let led: Referral
let stranger: TestPerson
let shelter: TestPerson

const first = {
  ...adult,
  language: 'km',
  interpreter: 'yes',
  gender: 'feminine',
  'birth-year': 2001,
  nationality: 'KH',
  'contact-ways': ['call'],
  'contact-details': 'Mornings, ask for Bopha',
  'risk-flags': ['exploiter-nearby'],
}

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  nurse = await force.person(await force.agency('health'), 'caseworker')
  stranger = await force.person(await force.agency('welfare'), 'caseworker')
  shelter = await force.person(await force.agency('ngo'), 'caseworker')
  const sent = await aSentReferral(force, officer, caseworker.agencyId, first)
  led = (await act(force, caseworker, sent, 'accept')).body
})
afterAll(() => force.end())

const known = (person: TestPerson) => force.as(person)<KnownFacts>('GET', `/referrals/from-case?caseId=${led.caseId}`)
const refer = (person: TestPerson, more: object = {}, key = v7()) =>
  force.as(person)<Referral>(
    'POST',
    '/referrals/from-case',
    {
      caseId: led.caseId,
      toAgencyId: nurse.agencyId,
      urgency: 'soon',
      needs: ['doctor'],
      share: ['language', 'interpreter', 'known-as', 'gender'],
      agreement: 'yes',
      agreesTo: ['see-a-doctor'],
      ...more,
    },
    { 'idempotency-key': key },
  )

describe('a referral from a case', () => {
  test('knows what the case says, for those who stand in its compartments', async () => {
    const { status, body } = await known(caseworker)
    expect(status).toBe(200)
    expect(body).toMatchObject({ ageBand: '21-29', childProcedure: false })
    expect(body.facts).toMatchObject({
      language: 'km',
      interpreter: 'yes',
      'known-as': 'Canary Name',
      gender: 'feminine',
      'birth-year': 2001,
      'contact-details': 'Mornings, ask for Bopha',
    })
    // The account of what happened is not copied from the case.
    expect(JSON.stringify(body)).not.toContain('Canary story')
    for (const outsider of [officer, nurse]) expect((await known(outsider)).status).toBe(404)
  })

  test('carries the facts that were ticked and no other, in one act', async () => {
    const { status, body } = await refer(caseworker)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'sent', kind: 'service', ageBand: '21-29', language: 'km', interpreter: true })
    const asked = await force.as(nurse)<Referral>('GET', `/referrals/${body.id}`)
    expect(asked.body).toMatchObject({
      ageBand: '21-29',
      language: 'km',
      interpreter: true,
      sex: null,
      accompanied: null,
    })
    expect(JSON.stringify(asked.body)).not.toContain('Canary')
    const accepted = await act(force, nurse, body, 'accept')
    expect(accepted.body.answers).toMatchObject({
      'known-as': 'Canary Name',
      gender: 'feminine',
      'agrees-to': ['see-a-doctor'],
    })
    for (const unticked of ['birth-year', 'nationality', 'risk-flags', 'contact-details'])
      expect(accepted.body.answers).not.toHaveProperty(unticked)
  })

  test('is one referral, however often it is sent', async () => {
    const key = v7()
    const [one, other] = [await refer(caseworker, {}, key), await refer(caseworker, {}, key)]
    expect(other.body.id).toBe(one.body.id)
  })

  test.each([
    ['no word of the person', { agreement: undefined }, '/agreement'],
    ['no need', { needs: [] }, '/needs'],
    ['its own agency', { toAgencyId: '' }, '/toAgencyId'],
  ])('is refused with %s, at its field', async (_, wrong, pointer) => {
    const more = 'toAgencyId' in wrong ? { toAgencyId: caseworker.agencyId } : wrong
    const { status, body } = await refer(caseworker, more)
    expect([status, body]).toMatchObject([422, { errors: [{ pointer }] }])
  })

  test('goes without a word only where life or health is in danger', async () => {
    const { body } = await refer(caseworker, { agreement: 'danger', agreesTo: [] })
    const accepted = await act(force, nurse, body, 'accept')
    expect(accepted.body.answers).toMatchObject({ 'wants-referral': 'not-asked', 'life-in-danger': 'yes' })
  })

  test('is nothing for whoever is not on the case', async () => {
    for (const outsider of [officer, stranger])
      expect((await refer(outsider, { toAgencyId: caseworker.agencyId })).status).toBe(404)
  })
})

describe('a bed', () => {
  test('says before acceptance whom it is for, and not who that is', async () => {
    const { body } = await refer(caseworker, {
      toAgencyId: shelter.agencyId,
      needs: ['bed'],
      accompanied: 'with-children',
    })
    const asked = await force.as(shelter)<Referral>('GET', `/referrals/${body.id}`)
    expect(asked.body).toMatchObject({ sex: 'feminine', accompanied: 'with-children', answers: {} })
    expect(asked.body.sealed).toEqual(['C1', 'C2'])
    expect(JSON.stringify(asked.body)).not.toContain('Canary')
  })

  test('of the short form as well; and nothing is kept of whoever needs none', async () => {
    const bed = await aSentReferral(force, officer, caseworker.agencyId, {
      ...first,
      needs: ['bed'],
      accompanied: 'alone',
    })
    const seen = async (id: string) => (await force.as(caseworker)<Referral>('GET', `/referrals/${id}`)).body
    expect(await seen(bed.id)).toMatchObject({ sex: 'feminine', accompanied: 'alone' })
    const none = await aSentReferral(force, officer, caseworker.agencyId, { ...first, needs: ['doctor'] })
    expect(await seen(none.id)).toMatchObject({ sex: null, accompanied: null })
  })
})

describe('who takes over the case', () => {
  const { kind: _, ...unasked } = adult
  test('is proposed, where the sender does not say', async () => {
    for (const [to, kind] of [
      [caseworker, 'lead'],
      [nurse, 'service'],
    ] as const) {
      const reply = await force.as(officer)<{ referral: Referral }>(
        'POST',
        '/referrals',
        { toAgencyId: to.agencyId, formId: 'intake-short', formVersion: 1, answers: unasked },
        { 'idempotency-key': v7() },
      )
      const sent = await act(force, officer, reply.body.referral, 'send')
      expect(sent.body).toMatchObject({ status: 'sent', kind })
    }
  })

  test('is no secret of the form: whoever says it is heard', async () => {
    const draft = await aDraft(force, officer, caseworker.agencyId, adult, 'service')
    expect((await act(force, officer, draft, 'send')).body.kind).toBe('service')
  })

  test('may be turned down by a receiver that takes on the service alone, and not the other way round', async () => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, adult, 'lead')
    const accepted = await act(force, caseworker, sent, 'accept', { kind: 'service' })
    expect(accepted.body).toMatchObject({ status: 'accepted', kind: 'service' })
    const [row] = await force.owner<{ lead: string }[]>`
      select c.lead_agency_id as lead from app.cases c join app.referrals r on r.case_id = c.id where r.id = ${sent.id}`
    expect(row?.lead).toBe(officer.agencyId)
    const service = await aSentReferral(force, officer, caseworker.agencyId, adult, 'service')
    expect((await act(force, caseworker, service, 'accept', { kind: 'lead' })).status).toBe(422)
  })

  test.each([
    ['police', 'ngo', false, 'lead'],
    ['immigration', 'welfare', false, 'lead'],
    ['police', 'health', false, 'service'],
    ['ngo', 'welfare', false, 'service'],
    ['police', 'ngo', true, 'service'],
  ] as const)('from %s to %s, in a case already: %s, is the %s', (sender, receiver, inCase, kind) => {
    expect(proposedKind({ sender, receiver, inCase })).toBe(kind)
  })
})
