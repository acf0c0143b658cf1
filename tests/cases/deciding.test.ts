import { functions, type Sector, type StaffFunction, sectors } from '@palermo/shared/actor.ts'
import { protecting } from '@palermo/shared/audiences.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { deciding, keepingProtection } from '@palermo/shared/cases/policy.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, record, refused } from '../attacks/raw.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
let lead: TestPerson
let caseId: string
const team = new Map<string, TestPerson>()
const at = (who: string): TestPerson => {
  const person = team.get(who)
  if (!person) throw new Error(who)
  return person
}
const others: [string, Sector, StaffFunction][] = [
  ['social worker', 'welfare', 'caseworker'],
  ['lawyer', 'ngo', 'lawyer'],
  ['doctor', 'health', 'caseworker'],
  ['investigator', 'police', 'investigator'],
  ['immigration officer', 'immigration', 'officer'],
]

/** Makes a case that an NGO leads; by the international profile a welfare agency decides. */
beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
  lead = await force.person(await force.agency('ngo'), 'caseworker')
  team.set('leading caseworker', lead)
  const officer = await force.person(await force.agency('police'), 'officer')
  const sent = await aSentReferral(force, officer, lead.agencyId)
  caseId = (await act(force, lead, sent, 'accept')).body.caseId ?? ''
  for (const [who, sector, role] of others) {
    const person = await force.person(await force.agency(sector), role)
    team.set(who, person)
    const body = { kind: 'service', caseId, toAgencyId: person.agencyId, formId: 'intake-short', formVersion: 1 }
    const draft = await force.as(lead)<{ referral: Referral }>(
      'POST',
      '/referrals',
      { ...body, answers: { ...adult, kind: 'service' } },
      { 'idempotency-key': v7() },
    )
    await act(force, person, (await act(force, lead, draft.body.referral, 'send')).body, 'accept')
  }
}, 60_000)
afterAll(async () => {
  await raw.end()
  await force.end()
})

const page = async (person: TestPerson) => (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body
const take = async (person: TestPerson, action: string, input: object) =>
  force.as(person)<Case>('POST', `/cases/${caseId}/actions`, { action, version: (await page(lead)).version, ...input })
const decision = { outcome: 'positive', on: '2026-11-01' }
const milestone = { track: 'protection', stage: 'needs-assessed', on: '2026-11-01' }

describe('the formal decision', () => {
  test.each(['leading caseworker', 'lawyer', 'doctor', 'investigator', 'immigration officer'])(
    'is neither offered to the %s nor taken from them',
    async (who) => {
      expect((await page(at(who))).actions).not.toContain('record-decision')
      expect((await take(at(who), 'record-decision', decision)).status).toBe(403)
    },
  )

  test('is recorded by the body that the profile names, though it does not lead', async () => {
    expect((await page(at('social worker'))).actions).toContain('record-decision')
    expect((await take(at('social worker'), 'record-decision', decision)).status).toBe(200)
  })

  test.each(['leading caseworker', 'immigration officer'])('is refused to the %s by the database too', async (who) => {
    const { version } = await page(lead)
    const move = (action: string) =>
      raw.attempt(at(who), async (sql) => {
        await sql`update app.cases set version = ${version + 1} where id = ${caseId}`
        return record(sql, {
          noun: 'case',
          table: 'cases',
          id: caseId,
          version: version + 1,
          status: 'open',
          action,
          caseId,
        })
      })
    // Control: another action on the case succeeds in the same way.
    await move('advance')
    await refused(move('record-decision'))
  })
})

describe('a milestone of protection', () => {
  test.each(['lawyer', 'investigator', 'immigration officer'])(
    'is neither offered to the %s nor taken',
    async (who) => {
      const { lanes } = await page(at(who))
      expect(lanes.find(({ track }) => track === 'protection')?.mayAdvance).toBe(false)
      expect((await take(at(who), 'advance', milestone)).status).toBe(403)
      await refused(
        raw.attempt(
          at(who),
          (sql) => sql`insert into app.case_milestones (id, case_id, track, stage, compartment, reached_on, agency_id)
          values (${v7()}, ${caseId}, 'protection', 'followed-up', 'C0', '2026-11-01', ${at(who).agencyId})`,
        ),
      )
    },
  )

  test.each(['leading caseworker', 'social worker', 'doctor'])('is recorded by the %s', async (who) => {
    const { lanes } = await page(at(who))
    expect(lanes.find(({ track }) => track === 'protection')?.mayAdvance).toBe(true)
    expect((await take(at(who), 'advance', milestone)).status).toBe(200)
  })

  test('and those of the other tracks by those in their compartments', async () => {
    expect(
      (await take(at('investigator'), 'advance', { ...milestone, track: 'justice', stage: 'reported' })).status,
    ).toBe(200)
    expect((await take(at('doctor'), 'advance', { ...milestone, track: 'justice', stage: 'reported' })).status).toBe(
      403,
    )
  })
})

test('who decides and who keeps protection is the same to the database', async () => {
  const [row] = await force.owner<{ decides: string; keeps: string }[]>`
    select (select prosrc from pg_proc where proname = 'decides') as decides,
      (select prosrc from pg_proc where proname = 'keeps_protection') as keeps`
  const listed = (source: string | undefined) =>
    [...(/in \(([^)]+)\)/.exec(source ?? '')?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, one]) => one)
  expect(listed(row?.decides)).toEqual([...deciding])
  expect(listed(row?.keeps)).toEqual([...keepingProtection])
  expect(functions).toEqual(expect.arrayContaining([...deciding, ...keepingProtection]))
  expect(sectors).toEqual(expect.arrayContaining([...protecting]))
})

test('every profile names the sectors of those who decide formally', () => {
  for (const [code, { decisionBodies }] of shippedProfiles())
    expect(
      decisionBodies.some(({ decides, sectors: of }) => decides.includes('formal') && of.length > 0),
      code,
    ).toBe(true)
})
