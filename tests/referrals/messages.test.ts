import type { NoticePage } from '@palermo/shared/notices/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { ReferralMessage } from '@palermo/shared/referrals/messages.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { byHand } from '../workers/by-hand.ts'
import { act, adult, aSentReferral } from './story.ts'

let force: TaskForce
let officer: TestPerson
let otherOfficer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let nurse: TestPerson
let shelter: TestPerson
const deskPhone = '+63281234567'
const policePhone = '+63287654321'

beforeAll(async () => {
  force = await aTaskForce()
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  otherOfficer = await force.person(police, 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  nurse = await force.person(await force.agency('health'), 'caseworker')
  const hidden = await force.agency('ngo')
  shelter = await force.person(hidden, 'caseworker')
  const desk = await force.agency('welfare')
  await force.owner`update app.agencies set duty_phone = ${policePhone} where id = ${police}`
  await force.owner`update app.agencies set placement_desk = true, duty_phone = ${deskPhone} where id = ${desk}`
  await force.owner`update app.agencies set protected = true, label = 'Protection service', region = '', aliases = '{}' where id = ${hidden}`
  await force.owner`insert into app.agency_identities (agency_id, name, duty_phone) values (${hidden}, 'House behind the Mill', '+63290000000')
    on conflict (agency_id) do update set name = excluded.name, duty_phone = excluded.duty_phone`
})
afterAll(() => force.end())

const answers = { ...adult, 'meeting-point': 'Ferry hall, desk 3' }
const sentTo = (to: TestPerson, kind: 'lead' | 'service' = 'service') =>
  aSentReferral(force, officer, to.agencyId, answers, kind)
const read = async (person: TestPerson, id: string) =>
  (await force.as(person)<Referral>('GET', `/referrals/${id}`)).body
const write = (person: TestPerson, id: string, body: object, key = v7()) =>
  force.as(person)<ReferralMessage>('POST', `/referrals/${id}/messages`, body, { 'idempotency-key': key })
const post = (person: TestPerson, id: string, text: string, key?: string) =>
  write(person, id, { kind: 'message', text }, key)
const texts = ({ messages }: Referral) => messages.map(({ kind, text }) => `${kind}: ${text}`)

describe('the two ends of a running referral', () => {
  test('write to each other, from its sending on, and each reads all of it', async () => {
    const sent = await sentTo(caseworker)
    expect((await post(officer, sent.id, 'She has a small bag.')).status).toBe(201)
    expect((await post(caseworker, sent.id, 'Is she hurt?')).status).toBe(201)
    const soon = new Date(Date.parse(sent.sentAt ?? '') + 20 * 60_000)
    const at = new Date(soon.setMilliseconds(125)).toISOString()
    expect((await write(caseworker, sent.id, { kind: 'on-my-way', arrivesAt: at })).status).toBe(201)
    const seen = await read(officer, sent.id)
    expect(texts(seen)).toEqual([
      'meeting-point: Ferry hall, desk 3',
      'message: She has a small bag.',
      'message: Is she hurt?',
      'on-my-way: null',
    ])
    expect(seen.messages.at(-1)).toMatchObject({ arrivesAt: at, mine: false, agencyId: caseworker.agencyId })
    // The receiver reads the meeting point only after accepting the referral.
    expect(texts(await read(caseworker, sent.id))).not.toContain('meeting-point: Ferry hall, desk 3')
    const accepted = await act(force, caseworker, sent, 'accept')
    expect(texts(accepted.body)).toContain('meeting-point: Ferry hall, desk 3')
    // The sender, who wrote the meeting point, can always read it.
    expect(texts(await read(officer, sent.id))).toContain('meeting-point: Ferry hall, desk 3')
  })

  test('do not stand in the way of each other: a message moves no version', async () => {
    const sent = await sentTo(caseworker)
    await post(officer, sent.id, 'One more thing.')
    expect((await act(force, caseworker, sent, 'accept')).status).toBe(200)
  })

  test('see whom to ask for and under which number, as long as it runs', async () => {
    const sent = await sentTo(caseworker)
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    expect(accepted.ends).toMatchObject([
      { agencyId: officer.agencyId, phone: policePhone, protected: false },
      { agencyId: caseworker.agencyId, phone: null },
    ])
    expect(accepted.ends.every(({ personName }) => personName !== null)).toBe(true)
    const ended = await act(force, officer, accepted, 'withdraw', { reason: 'no-longer-wanted' })
    expect(ended.body.ends).toEqual([])
  })

  test('hear of it by fixed words', async () => {
    const sent = await sentTo(caseworker)
    await act(force, caseworker, sent, 'accept')
    await post(caseworker, sent.id, 'Canary of the message.')
    const worker = byHand(force)
    await worker.tell()
    await worker.end()
    const { body } = await force.as(officer)<NoticePage>('GET', '/notices')
    expect(JSON.stringify(body)).not.toContain('Canary of the message')
    expect(JSON.stringify(body)).toContain('referral.messaged')
    const rows = await force.owner`select payload::text from app.outbox`
    expect(JSON.stringify(rows)).not.toContain('Canary of the message')
  })

  test('write once, however often it is sent', async () => {
    const sent = await sentTo(caseworker)
    const key = v7()
    const [one, other] = [await post(officer, sent.id, 'Once.', key), await post(officer, sent.id, 'Once.', key)]
    expect(other.body.id).toBe(one.body.id)
    expect(texts(await read(officer, sent.id)).filter((text) => text === 'message: Once.')).toHaveLength(1)
  })
})

describe('nobody else', () => {
  test('reads or writes a word: neither the agency that leads the case nor a colleague without it', async () => {
    // The caseworker's agency leads the case, and the officer of another agency requests a service in it from the
    // clinic.
    const lead = (await act(force, caseworker, await sentTo(caseworker, 'lead'), 'accept')).body
    const draft = await force.as(caseworker)<{ referral: Referral }>(
      'POST',
      '/referrals',
      {
        kind: 'service',
        caseId: lead.caseId,
        toAgencyId: nurse.agencyId,
        formId: 'intake-short',
        formVersion: 1,
        answers: { ...answers, kind: 'service' },
      },
      { 'idempotency-key': v7() },
    )
    const asked = (await act(force, caseworker, draft.body.referral, 'send')).body
    await post(caseworker, asked.id, 'Between clinic and house.')
    for (const outsider of [officer, otherOfficer, shelter]) {
      expect((await force.as(outsider)('GET', `/referrals/${asked.id}`)).status).toBe(404)
      expect((await post(outsider, asked.id, 'Me too.')).status).toBe(404)
    }
    // The sender of the lead referral does not read what its receiver writes to other agencies.
    expect(texts(await read(officer, lead.id))).not.toContain('message: Between clinic and house.')
  })

  test('reads it as the lead of the case, where the lead is at neither end', async () => {
    const first = await sentTo(nurse)
    await act(force, nurse, first, 'accept')
    const lead = await aSentReferral(force, officer, caseworker.agencyId, answers, 'lead')
    const led = (await act(force, caseworker, lead, 'accept')).body
    // Adds to the case an earlier service that the officer requested from the clinic.
    await force.owner`update app.referrals set case_id = ${led.caseId}, lead_agency_id = ${caseworker.agencyId}, lead_person_id = ${caseworker.id} where id = ${first.id}`
    await post(nurse, first.id, 'For the officer alone.')
    const seen = await read(caseworker, first.id)
    expect(seen.status).toBe('accepted')
    expect([seen.messages, seen.ends, seen.mayWrite]).toEqual([[], [], false])
    expect((await post(caseworker, first.id, 'May I?')).status).toBe(403)
    expect(texts(await read(officer, first.id))).toContain('message: For the officer alone.')
  })

  test('learns the name or the number of a protected service', async () => {
    const sent = await sentTo(shelter)
    const accepted = await act(force, shelter, sent, 'accept')
    expect(accepted.status).toBe(200)
    const seen = await read(officer, sent.id)
    expect(seen.ends[1]).toMatchObject({
      agencyName: 'Protection service',
      protected: true,
      personName: null,
      phone: deskPhone,
    })
    expect(JSON.stringify(seen)).not.toContain('Mill')
    expect(JSON.stringify(seen)).not.toContain('+63290000000')
    // Members of the protected agency see the name and telephone number of their own agency.
    expect(accepted.body.ends[1]).toMatchObject({ agencyName: 'House behind the Mill', phone: '+63290000000' })
  })

  test('writes once it has ended, and what was written stays readable', async () => {
    const sent = await sentTo(caseworker)
    await post(caseworker, sent.id, 'Before the end.')
    await act(force, caseworker, sent, 'decline', { reason: 'no-capacity' })
    for (const person of [officer, caseworker]) {
      const refused = await post(person, sent.id, 'After the end.')
      expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/wrong-status' }])
      expect(texts(await read(person, sent.id))).toContain('message: Before the end.')
    }
  })
})

describe('a message', () => {
  test.each([
    ['an arrival that is past', -3_600_000],
    ['an arrival next month', 30 * 86_400_000],
  ])('is refused with %s, at its field', async (_, ahead) => {
    const sent = await sentTo(caseworker)
    const arrivesAt = new Date(Date.parse(sent.sentAt ?? '') + ahead).toISOString()
    const refused = await write(caseworker, sent.id, { kind: 'on-my-way', arrivesAt })
    expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ pointer: '/arrivesAt' }] }])
  })

  test('of a meeting point is not for anybody to write, and none is empty', async () => {
    const sent = await sentTo(caseworker)
    expect((await write(officer, sent.id, { kind: 'meeting-point', text: 'Elsewhere' })).status).toBe(422)
    expect((await post(officer, sent.id, '  ')).status).toBe(422)
  })

  test('is never changed or deleted, not even by whoever holds the connection', async () => {
    const rows = await force.owner<{ right: string }[]>`
      select privilege_type as right from information_schema.role_table_grants
       where table_schema = 'app' and table_name = 'referral_messages' and grantee <> 'palermo_definer' order by 1`
    expect(rows.map(({ right }) => right)).toEqual(['INSERT', 'SELECT'])
  })

  test('is read by the supervisor who answers for an end', async () => {
    const sent = await sentTo(caseworker)
    await act(force, caseworker, sent, 'accept')
    await post(officer, sent.id, 'For whoever carries it.')
    expect(texts(await read(supervisor, sent.id))).toContain('message: For whoever carries it.')
    expect((await force.as(otherOfficer)('GET', `/referrals/${sent.id}`)).status).toBe(404)
  })
})
