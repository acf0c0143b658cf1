import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand, toldTo } from '../workers/by-hand.ts'
import { act, adult, aSentReferral } from './story.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let lead: TestPerson
let colleague: TestPerson
let doctor: TestPerson
let shelter: TestPerson
let lawyer: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  lead = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  doctor = await force.person(await force.agency('health'), 'caseworker')
  shelter = await force.person(await force.agency('welfare'), 'caseworker')
  lawyer = await force.person(await force.agency('ngo'), 'caseworker')
  caseId = (await act(force, lead, await aSentReferral(force, officer, lead.agencyId), 'accept')).body.caseId ?? ''
  // The doctor's agency joins the team, so that it may refer onward within the case.
  const service = await ask(lead, doctor.agencyId)
  await act(force, doctor, service, 'accept')
  await hands.tell()
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const ask = async (by: TestPerson, toAgencyId: string): Promise<Referral> => {
  const body = {
    kind: 'service',
    caseId,
    toAgencyId,
    formId: 'intake-short',
    formVersion: 1,
    answers: { ...adult, kind: 'service' },
  }
  const draft = await force.as(by)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
  return (await act(force, by, draft.body.referral, 'send')).body
}
/** The notifications that each person receives while `happens` runs. */
const recipientsWhile = async (people: readonly TestPerson[], happens: () => Promise<unknown>) => {
  const before = await Promise.all(people.map(({ id }) => toldTo(force, id)))
  await happens()
  await hands.tell()
  const after = await Promise.all(people.map(({ id }) => toldTo(force, id)))
  return after.map((told, at) => told.map(({ topic }) => topic).filter((_, n) => n >= (before[at]?.length ?? 0)))
}

test('a partner sends a referral within the case: its lead is told, in words of their own, and nobody beside', async () => {
  const told = await recipientsWhile([lead, shelter, colleague, officer, doctor], () => ask(doctor, shelter.agencyId))
  expect(told).toEqual([['case.referral-sent'], ['referral.sent'], [], [], []])
})

test('and re-routes it, or refers it on: the lead is told once, the new receiver that it is asked', async () => {
  const sent = await ask(doctor, shelter.agencyId)
  await hands.tell()
  const rerouted = await recipientsWhile([lead, shelter, lawyer], () =>
    act(force, doctor, sent, 'reroute', { toAgencyId: lawyer.agencyId }),
  )
  expect(rerouted).toEqual([['case.referral-rerouted'], ['referral.rerouted'], ['referral.sent']])
  const again = await ask(doctor, shelter.agencyId)
  const declined = (await act(force, shelter, again, 'decline', { reason: 'no-capacity' })).body
  await hands.tell()
  const onward = await recipientsWhile([lead, lawyer], () =>
    act(force, doctor, { id: declined.id, version: declined.version }, 'refer-onward', { toAgencyId: lawyer.agencyId }),
  )
  expect(onward).toEqual([['case.referral-rerouted'], ['referral.sent']])
})

test('a lead takes back what a partner sent: both its ends are told, its sender in words of their own', async () => {
  const sent = await ask(doctor, shelter.agencyId)
  await hands.tell()
  const told = await recipientsWhile([doctor, shelter, lead], () =>
    act(force, lead, sent, 'withdraw', { reason: 'needs-met-elsewhere' }),
  )
  expect(told).toEqual([['referral.yours-withdrawn'], ['referral.withdrawn'], []])
  const own = await ask(doctor, shelter.agencyId)
  await hands.tell()
  const back = await recipientsWhile([doctor, shelter, lead], () =>
    act(force, doctor, own, 'withdraw', { reason: 'needs-met-elsewhere' }),
  )
  expect(back).toEqual([[], ['referral.withdrawn'], ['case.referral-withdrawn']])
})

test('a partner who asks nobody else after a decline tells the lead, who has the need still open', async () => {
  const sent = await ask(doctor, shelter.agencyId)
  await act(force, shelter, sent, 'decline', { reason: 'no-capacity' })
  await hands.tell()
  const { version } = (await force.as(doctor)<Referral>('GET', `/referrals/${sent.id}`)).body
  const told = await recipientsWhile([lead, shelter], () =>
    act(force, doctor, { id: sent.id, version }, 'settle', { reason: 'needs-met-elsewhere' }),
  )
  expect(told).toEqual([['case.referral-settled'], []])
})

test('who sends a referral in a case that they lead is told nothing of it', async () => {
  const told = await recipientsWhile([lead, shelter], () => ask(lead, shelter.agencyId))
  expect(told).toEqual([[], ['referral.sent']])
})

test('a lead who is barred from the case is told nothing', async () => {
  await force.owner`insert into app.case_bars (case_id, person_id) values (${caseId}, ${lead.id})`
  const told = await recipientsWhile([lead, shelter], () => ask(doctor, shelter.agencyId))
  expect(told).toEqual([[], ['referral.sent']])
  await force.owner`delete from app.case_bars where person_id = ${lead.id}`
})
