import { whoAmong } from '@palermo/db/presence/queries.ts'
import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Contact } from '@palermo/shared/contacts/contract.ts'
import type { DocumentList } from '@palermo/shared/documents/contract.ts'
import type { Notice } from '@palermo/shared/notices/contract.ts'
import type { Referral, TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Raw, rawConnection } from '../attacks/raw.ts'
import { add } from '../documents/story.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let raw: Raw
let hands: ByHand
let caseId: string

/**
 * One person at each agency of a case that the welfare agency leads; the shelter brought in the labour inspectorate.
 */
const places = {
  welfare: ['welfare', 'caseworker'],
  shelter: ['ngo', 'caseworker'],
  'legal aid': ['ngo', 'lawyer'],
  council: ['local-government', 'caseworker'],
  police: ['police', 'investigator'],
  prosecution: ['justice', 'prosecutor'],
  immigration: ['immigration', 'officer'],
  clinic: ['health', 'caseworker'],
  inspectorate: ['labour', 'officer'],
  consulate: ['foreign-affairs', 'officer'],
} as const satisfies Record<string, [Sector, StaffFunction]>
type Place = keyof typeof places
const all = Object.keys(places) as Place[]
const people = new Map<Place, TestPerson>()
const at = (place: Place): TestPerson => {
  const person = people.get(place)
  if (!person) throw new Error(place)
  return person
}
const named = (agencies: Iterable<string | null>): Place[] =>
  all.filter((place) => new Set(agencies).has(at(place).agencyId)).sort()

/** The agencies of which each agency may know. Written out here, so that a mistake in the declaration is noticed. */
const known: Record<Place, readonly Place[]> = {
  welfare: all,
  shelter: ['shelter', 'welfare', 'legal aid', 'council', 'clinic', 'immigration', 'inspectorate'],
  'legal aid': ['legal aid', 'welfare', 'clinic', 'immigration'],
  council: ['council', 'welfare', 'shelter', 'legal aid', 'clinic'],
  police: ['police', 'welfare', 'prosecution'],
  prosecution: ['prosecution', 'welfare', 'police'],
  immigration: ['immigration', 'welfare'],
  clinic: ['clinic', 'welfare'],
  inspectorate: ['inspectorate', 'welfare', 'shelter'],
  consulate: ['consulate', 'welfare'],
}
/** Agencies that help the person and neither decide about the person's status nor prosecute. */
const helping: readonly Place[] = ['welfare', 'shelter', 'legal aid', 'council', 'clinic', 'inspectorate']
const each = all.map((place) => [place, [...known[place]].sort()] as const)

const bring = async (from: Place, to: Place) => {
  const body = { kind: 'service', caseId, toAgencyId: at(to).agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(at(from))<{ referral: Referral }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  const sent = await act(force, at(from), draft.body.referral, 'send')
  expect((await act(force, at(to), sent.body, 'accept')).status).toBe(200)
}
const create = async (place: Place, path: string, body: object) => {
  const made = await force.as(at(place))('POST', path, { caseId, ...body }, { 'idempotency-key': v7() })
  expect(made.status, `${place} ${path} ${JSON.stringify(made.body)}`).toBe(201)
}

beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
  hands = byHand(force)
  for (const place of all) {
    const [sector, role] = places[place]
    people.set(place, await force.person(await force.agency(sector, { name: `The ${place}` }), role))
  }
  // The officer writes the first referral, and has no access to the case once the welfare agency leads it.
  const officer = await force.person(await force.agency('police', { name: 'The first police' }), 'officer')
  const sent = await aSentReferral(force, officer, at('welfare').agencyId)
  caseId = (await act(force, at('welfare'), sent, 'accept')).body.caseId ?? ''
  for (const place of all.filter((one) => one !== 'welfare' && one !== 'inspectorate')) await bring('welfare', place)
  await bring('shelter', 'inspectorate')
  for (const place of all) {
    await create(place, '/notes', { audience: 'helping', text: `Canary note of ${place}.` })
    await create(place, '/tasks', { kind: 'call', dueAt: new Date(Date.now() + 86_400_000).toISOString() })
    await create(place, '/contacts', { way: 'call', outcome: 'reached', safe: 'yes' })
  }
  const paper = { name: 'paper.txt', bytes: Buffer.from('Canary paper.') }
  for (const place of ['welfare', 'police'] as const)
    expect(
      (await add(force, at(place), { caseId, kind: 'letter', audience: 'helping', compartment: 'C1' }, paper)).status,
    ).toBe(201)
})
afterAll(async () => {
  await raw.end()
  await hands.end()
  await force.end()
})

const read = async <T>(place: Place, path: string): Promise<T> => {
  const { status, body } = await force.as(at(place))<T>('GET', path)
  expect(status, `${place} ${path}`).toBe(200)
  return body
}

describe('who is on a case is known to', () => {
  test.each(each)('%s, on its page: %j', async (place, expected) => {
    const page = await read<Case>(place, `/cases/${caseId}`)
    expect(named(page.team.map(({ agency }) => agency.id))).toEqual(expected)
    expect(named(page.tasks.map(({ agencyId }) => agencyId))).toEqual(expected)
    // A note for all who help is read by the helping agencies only; only a reader who may know the author sees the
    // name.
    const helps = helping.includes(place)
    expect(page.notes).toHaveLength(helps ? all.length : 1)
    expect(named(page.notes.map(({ agencyId }) => agencyId))).toEqual(helps ? expected : [place])
    expect(page.notes.filter(({ authorId }) => authorId !== null)).toHaveLength(1)
    const papers = (await read<DocumentList>(place, `/documents?caseId=${caseId}`)).items
    const ownPapers = place === 'police' ? [place] : []
    expect(papers).toHaveLength(helps ? 2 : ownPapers.length)
    expect(named(papers.map(({ agencyId }) => agencyId))).toEqual(
      helps ? expected.filter((one) => one === 'welfare' || one === 'police').sort() : ownPapers,
    )
    const { items } = await read<{ items: Contact[] }>(place, `/contacts?caseId=${caseId}`)
    expect(items).toHaveLength(helps ? all.length : 1)
    expect(items.flatMap(({ agencyName }) => agencyName ?? []).sort()).toEqual(
      (helps ? expected : [place]).map((one) => `The ${one}`),
    )
  })

  test.each(each)('%s, in its history: %j', async (place, expected) => {
    const { items } = await read<{ items: TimelineEvent[] }>(place, `/cases/${caseId}/timeline`)
    const others = items.filter(({ subjectKind }) => subjectKind !== 'referral').map(({ agencyName }) => agencyName)
    expect(all.filter((one) => others.includes(`The ${one}`)).sort()).toEqual(expected)
  })

  test.each(each)('%s, to anything that one could send the database in their name: %j', async (place, expected) => {
    const [row] = await raw.attempt(
      at(place),
      (sql) => sql<{ members: string[]; grants: string[]; tasks: string[]; events: string[] }[]>`
        select to_json(array(select distinct agency_id from app.case_members)) as members,
          to_json(array(select distinct agency_id from app.grants union select agency_id from authz.me)) as grants,
          to_json(array(select distinct agency_id from app.tasks)) as tasks,
          to_json(array(select distinct agency_id from app.events where subject_kind <> 'referral')) as events`,
    )
    expect(named(row?.members ?? [])).toEqual(expected)
    expect(named(row?.tasks ?? [])).toEqual(expected)
    expect(named(row?.events ?? [])).toEqual(expected)
    // The welfare agency also has a grant of its own, because it leads the case.
    expect(named(row?.grants ?? [])).toEqual(expected)
  })

  test.each(each)('%s, when they look at the same time: %j', async (place, expected) => {
    const looking = [...people.values()].map(({ id: personId, agencyId }) => ({ personId, agencyId }))
    const on = { kind: 'case', id: caseId } as const
    const { found } = await whoAmong(force.db, force.who(at(place)), { on, compartment: 'C0', people: looking })
    expect(found.map(({ agencyName }) => agencyName).sort()).toEqual(expected.map((one) => `The ${one}`))
  })
})

test('a stranger, a leader of the task force and whoever has no part in it ask the database in vain who is on it', async () => {
  const outside = [
    await force.person(await force.agency('police'), 'investigator'),
    await force.person(at('shelter').agencyId, 'caseworker'),
    await force.person(await force.agency('secretariat'), 'lead'),
    await force.person(at('welfare').agencyId, 'auditor'),
  ]
  for (const person of outside) {
    const [row] = await raw.attempt(
      person,
      (sql) => sql<{ any: boolean }[]>`
        select bool_or(authz.knows(${caseId}, a.id)) as any from app.agencies a`,
    )
    expect(row?.any).toBe(false)
  }
  const [row] = await raw.attempt(
    at('welfare'),
    (sql) => sql<{ any: boolean }[]>`
      select bool_or(authz.knows(${caseId}, a.id)) as any from app.agencies a`,
  )
  expect(row?.any).toBe(true)
})

test('whoever met the person and is out of the case again is named to the lead and to the same compartments alone', async () => {
  const former = async (place: Place) =>
    (await read<Case>(place, `/cases/${caseId}`)).team.filter(({ agency }) => agency.name === 'The first police').length
  expect(await former('welfare')).toBe(1)
  expect(await former('police')).toBe(1)
  for (const place of ['shelter', 'legal aid', 'immigration', 'clinic', 'consulate'] as const)
    expect(await former(place), place).toBe(0)
  const bodies = await Promise.all([
    read(`immigration`, `/cases/${caseId}`),
    read(`immigration`, `/cases/${caseId}/timeline`),
  ])
  const [first] = await force.owner<{ id: string }[]>`select id from app.agencies where label = 'The first police'`
  expect(JSON.stringify(bodies)).not.toContain(first?.id)
  expect(JSON.stringify(bodies)).not.toContain(at('police').agencyId)
})

test('an offer to take the case over is seen by both ends, and by those who may know of its receiver', async () => {
  const page = await read<Case>('welfare', `/cases/${caseId}`)
  const offer = { action: 'hand-over', version: page.version, toAgencyId: at('clinic').agencyId, asked: 'yes' }
  const offered = await force.as(at('welfare'))('POST', `/cases/${caseId}/actions`, {
    ...offer,
    summary: [{ compartment: 'C1', text: 'Summary.' }],
  })
  expect(offered.status, JSON.stringify(offered.body)).toBe(200)
  const seen = async (place: Place) =>
    (await read<{ items: unknown[] }>(place, `/handovers?caseId=${caseId}`)).items.length
  expect(await Promise.all((['welfare', 'clinic', 'shelter'] as const).map(seen))).toEqual([1, 1, 1])
  expect(await Promise.all((['police', 'immigration', 'consulate', 'inspectorate'] as const).map(seen))).toEqual([
    0, 0, 0, 0,
  ])
})

test('when one of them finds the person again, all are told; who did is told to the lead', async () => {
  const lost = await read<Case>('welfare', `/cases/${caseId}`)
  await force.as(at('welfare'))('POST', `/cases/${caseId}/actions`, { action: 'lose-contact', version: lost.version })
  const page = await read<Case>('police', `/cases/${caseId}`)
  const found = { action: 'find-again', version: page.version }
  expect((await force.as(at('police'))('POST', `/cases/${caseId}/actions`, found)).status).toBe(200)
  await hands.tell()
  const told = async (place: Place) => {
    const { items } = await read<{ items: Notice[] }>(place, '/notices')
    return items.filter(({ topic }) => topic === 'case.found-again').map(({ agencyName }) => agencyName)
  }
  expect(await told('welfare')).toEqual(['The police'])
  for (const place of ['shelter', 'immigration', 'clinic', 'consulate'] as const)
    expect(await told(place), place).toEqual([null])
})

test('what leads hangs on the moment: whoever hands the case over knows no more than their compartments tell', async () => {
  const { items } = await read<{ items: { id: string; version: number }[] }>('clinic', `/handovers?caseId=${caseId}`)
  const [offer] = items
  const taken = await force.as(at('clinic'))('POST', `/handovers/${offer?.id}/actions`, {
    action: 'accept',
    version: offer?.version,
  })
  expect(taken.status, JSON.stringify(taken.body)).toBe(200)
  const clinic = await read<Case>('clinic', `/cases/${caseId}`)
  expect(named(clinic.team.map(({ agency }) => agency.id))).toEqual([...all].sort())
  // The welfare agency keeps the outline of the case until it has completed its service, but no longer knows of the
  // inspectorate, which only the lead knew.
  const welfare = await read<Case>('welfare', `/cases/${caseId}`)
  expect(named(welfare.team.map(({ agency }) => agency.id))).toEqual(
    all.filter((place) => place !== 'inspectorate').sort(),
  )
  const police = await read<Case>('police', `/cases/${caseId}`)
  expect(named(police.team.map(({ agency }) => agency.id))).toEqual(['clinic', 'police', 'prosecution', 'welfare'])
})
