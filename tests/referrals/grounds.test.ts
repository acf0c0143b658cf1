import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import { accessParts } from '@palermo/shared/deadlines/profile.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { act, adult, aSentReferral } from './story.ts'

let force: TaskForce
let raw: Raw
let officer: TestPerson
beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
  officer = await force.person(await force.agency('police'), 'officer')
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

interface Grant {
  purpose: string
  basis: string
  days: number
}
const accepted = async (
  sector: Sector,
  role: StaffFunction,
  answers: Answers,
): Promise<{ sent: Referral; grant: Grant }> => {
  const receiver = await force.person(await force.agency(sector), role)
  const sent = await aSentReferral(force, officer, receiver.agencyId, answers, 'service')
  expect((await act(force, receiver, sent, 'accept')).status).toBe(200)
  const [grant] = await force.owner<Grant[]>`
    select purpose, legal_basis as basis, extract(day from until_at - from_at)::int as days from app.grants where referral_id = ${sent.id}`
  if (!grant) throw new Error('nothing was granted')
  return { sent, grant }
}
const { 'under-18': _, 'age-band': __, 'wants-referral': ___, ...unasked } = adult

describe('what an acceptance gives rests on what its referral states', () => {
  test.each<[string, Answers, string]>([
    ['an adult who agreed', adult, 'consent'],
    [
      'an adult who could not be asked, in danger of life',
      { ...adult, 'wants-referral': 'not-asked', 'life-in-danger': 'yes' },
      'vital-interest',
    ],
    ['a child, whatever it said', { ...unasked, 'under-18': 'yes', 'age-band': '9-17' }, 'guardian-and-best-interest'],
    ['somebody who may be a child', { ...unasked, 'under-18': 'not-sure' }, 'guardian-and-best-interest'],
  ])('of %s', async (_who, answers, basis) => {
    expect((await accepted('ngo', 'caseworker', answers)).grant).toMatchObject({ basis, days: 90 })
  })

  test.each<[Sector, StaffFunction, string[], string]>([
    ['ngo', 'caseworker', ['bed', 'doctor'], 'assistance'],
    ['health', 'caseworker', ['doctor'], 'health'],
    ['ngo', 'lawyer', ['legal-advice'], 'legal-aid'],
    ['police', 'investigator', ['bed'], 'investigation'],
    ['justice', 'prosecutor', ['bed'], 'prosecution'],
    ['immigration', 'officer', ['bed'], 'victim-status-determination'],
  ])('to %s, %s, for %j: %s', async (sector, role, needs, purpose) => {
    expect((await accepted(sector, role, { ...adult, needs })).grant.purpose).toBe(purpose)
  })
})

test('nobody changes it once it is sent, and what is sent has it', async () => {
  const { sent } = await accepted('ngo', 'caseworker', adult)
  await refused(
    raw.attempt(officer, (sql) => sql`update app.referrals set legal_basis = 'court-order' where id = ${sent.id}`),
  )
  await refused(force.owner`update app.referrals set legal_basis = null where id = ${sent.id}`, '23514')
})

test('how long it lasts is what the profile in force says', async () => {
  const [row] = await force.owner<{ document: { access: { for: string; days: number }[] } }[]>`
    select document from app.profiles where code = 'int' order by version desc limit 1`
  const access = row?.document.access ?? []
  const shorter = access.map((one) =>
    one.for === 'acceptance' ? { ...one, days: 33 } : one.for === 'C4' ? { ...one, days: 7 } : one,
  )
  const put = (list: object) => force.owner`
    update app.profiles set document = jsonb_set(document, '{access}', ${force.owner.json(list as never)}) where code = 'int'`
  await put(shorter)
  const { sent, grant } = await accepted('ngo', 'caseworker', adult)
  expect(grant.days).toBe(33)
  const looks = await force.owner<{ compartment: string; days: number }[]>`
    select compartment, extract(day from ends_at - from_at)::int as days from app.case_members
     where case_id = ${sent.caseId} and grant_id is not null order by 1`
  expect(Object.fromEntries(looks.map(({ compartment, days }) => [compartment, days]))).toMatchObject({
    C0: 33,
    C1: 33,
    C4: 7,
  })
  await put(access)
})

test('every profile says it for each part, with source and mark', () => {
  for (const [code, { access }] of shippedProfiles()) {
    expect(access.map((one) => one.for).sort(), code).toEqual([...accessParts].sort())
    for (const { source, mark } of access) expect([source.length > 0, mark], code).toEqual([true, 'design'])
  }
})

test('no function of the database gives a look for a purpose, on a basis or for days of its own', () => {
  const own = readObjects(shippedFolders.objects).flatMap(({ name: file, text }) =>
    [...text.matchAll(/insert into app\.grants[^;]*;/g)].flatMap(([statement]) =>
      /'(?!acceptance|handover|C\d)[a-z-]+'|interval/.test(statement.replaceAll(/payload->>'\w+'/g, ''))
        ? [`${file}: ${statement}`]
        : [],
    ),
  )
  expect(own).toEqual([])
})
