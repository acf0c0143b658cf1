import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Handover } from '@palermo/shared/handovers/contract.ts'
import type { Note } from '@palermo/shared/notes/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import type { TaskForce, TestPerson } from '../task-force.ts'

/** A person at each sort of agency that may be on a case; the shelter also has a colleague and a supervisor. */
const places = {
  shelter: ['ngo', 'caseworker'],
  welfare: ['welfare', 'caseworker'],
  clinic: ['health', 'counsellor'],
  'legal aid': ['ngo', 'lawyer'],
  police: ['police', 'investigator'],
  prosecution: ['justice', 'prosecutor'],
  immigration: ['immigration', 'officer'],
} as const satisfies Record<string, [Sector, StaffFunction]>
export type Place = keyof typeof places
export const allPlaces = Object.keys(places) as Place[]
/** The agencies that help the person. If such an agency leads, it reads what the case lead may read. */
export const helps: readonly Place[] = ['shelter', 'welfare', 'clinic', 'legal aid']

export interface World {
  force: TaskForce
  officer: TestPerson
  at: Record<Place, TestPerson>
  colleague: TestPerson
  supervisor: TestPerson
}

export const aWorld = async (force: TaskForce): Promise<World> => {
  const people = await Promise.all(
    allPlaces.map(async (place) => {
      const [sector, role] = places[place]
      return [place, await force.person(await force.agency(sector), role)] as const
    }),
  )
  const at = Object.fromEntries(people) as Record<Place, TestPerson>
  return {
    force,
    officer: await force.person(await force.agency('police'), 'officer'),
    at,
    colleague: await force.person(at.shelter.agencyId, 'caseworker'),
    supervisor: await force.person(at.shelter.agencyId, 'supervisor'),
  }
}

/** An entry, with the facts that decide who may read it. */
export interface Written {
  id: string
  place: Place
  audience: string
  compartment: string
  at: number
  addressedTo?: string
}

/** The case, with a plain record of what happened in it. */
export interface Told {
  caseId: string
  leads: { place: Place; from: number }[]
  written: Written[]
  opened: { to: Place; by: Place; whole: boolean; at: number }[]
}

const look = (world: World, person: TestPerson, caseId: string) =>
  world.force.as(person)<Case>('GET', `/cases/${caseId}`)
export const leadOf = ({ leads }: Told): Place => {
  const last = leads.at(-1)
  if (!last) throw new Error('nobody leads')
  return last.place
}
const timeOf = async ({ force }: World): Promise<number> => {
  const [row] = await force.owner<{ at: string }[]>`select extract(epoch from app.now())::text as at`
  return Number(row?.at)
}

/** Makes a case from a referral by an officer of another police agency, led by the shelter. */
export const aCaseOf = async (world: World): Promise<Told> => {
  const sent = await aSentReferral(world.force, world.officer, world.at.shelter.agencyId)
  const { body } = await act(world.force, world.at.shelter, sent, 'accept')
  if (!body.caseId) throw new Error('no case')
  return { caseId: body.caseId, leads: [{ place: 'shelter', from: await timeOf(world) }], written: [], opened: [] }
}

/** Lets the lead request a service from an agency, which accepts it. */
export const join = async (world: World, told: Told, place: Place): Promise<void> => {
  if (place === leadOf(told)) return
  const body = {
    kind: 'service',
    caseId: told.caseId,
    toAgencyId: world.at[place].agencyId,
    formId: 'intake-short',
    formVersion: 1,
  }
  const draft = await world.force.as(world.at[leadOf(told)])<{ referral: Referral }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  if (draft.status !== 201) return
  const sent = await act(world.force, world.at[leadOf(told)], draft.body.referral, 'send')
  const taken = await act(world.force, world.at[place], sent.body, 'accept')
  if (taken.status !== 200) throw new Error(JSON.stringify(taken.body))
  // Starts the service, which ends at once, so that only the access remains.
  await act(world.force, world.at[place], taken.body, 'start')
}

/** Ends all access of an agency, except the leading one. */
export const leave = async (world: World, told: Told, place: Place): Promise<void> => {
  if (place === leadOf(told)) return
  await world.force.owner`
    update app.case_members set until_at = app.now()
     where case_id = ${told.caseId} and agency_id = ${world.at[place].agencyId} and until_at is null`
}

export const write = async (world: World, told: Told, place: Place, audience: string): Promise<number> => {
  const { status, body } = await world.force.as(world.at[place])<Note>(
    'POST',
    '/notes',
    { caseId: told.caseId, audience, text: `Canary of ${place}.` },
    { 'idempotency-key': v7() },
  )
  if (status === 201)
    told.written.push({
      id: body.id,
      place,
      audience,
      compartment: body.compartment,
      at: await secondsOf(world, body.id),
    })
  return status
}
const secondsOf = async ({ force }: World, note: string) => {
  const [row] = await force.owner<
    { at: string }[]
  >`select extract(epoch from at)::text as at from app.notes where id = ${note}`
  return Number(row?.at)
}

export const open = async (world: World, told: Told, by: Place, to: Place): Promise<void> => {
  const row = await look(world, world.at[by], told.caseId)
  if (row.status !== 200) return
  const { status } = await world.force.as(world.at[by])('POST', `/cases/${told.caseId}/actions`, {
    action: 'open-earlier',
    version: row.body.version,
    agencyId: world.at[to].agencyId,
  })
  // A lead that does not help the person, such as the police, opens the entries of its own agency only.
  if (status === 200)
    told.opened.push({ to, by, whole: by === leadOf(told) && helps.includes(by), at: await timeOf(world) })
}

/** Lets the lead offer the case with a summary, and the other agency accept. */
export const handOver = async (world: World, told: Told, to: Place): Promise<void> => {
  const from = leadOf(told)
  const row = await look(world, world.at[from], told.caseId)
  const offer = await world.force.as(world.at[from])('POST', `/cases/${told.caseId}/actions`, {
    action: 'hand-over',
    version: row.body.version,
    toAgencyId: world.at[to].agencyId,
    asked: 'yes',
    summary: [{ compartment: 'C1', text: 'Canary summary.' }],
  })
  if (offer.status !== 200) return
  const [offered] = await world.force.owner<{ id: string; version: number }[]>`
    select id, version from app.handovers where case_id = ${told.caseId} and status = 'offered'`
  if (!offered) throw new Error('nothing was offered')
  const [note] = await world.force.owner<{ id: string }[]>`select id from app.notes where handover_id = ${offered.id}`
  if (!note) throw new Error('no summary')
  told.written.push({
    id: note.id,
    place: from,
    audience: 'own-agency-and-lead',
    compartment: 'C1',
    at: await secondsOf(world, note.id),
    addressedTo: to,
  })
  const taken = await world.force.as(world.at[to])<Handover>('POST', `/handovers/${offered.id}/actions`, {
    action: 'accept',
    version: offered.version,
  })
  if (taken.status !== 200) throw new Error(JSON.stringify(taken.body))
  told.leads.push({ place: to, from: await timeOf(world) })
}

/**
 * Lets the shelter's supervisor add the colleague to the case; unless the shelter leads, its first caseworker is
 * removed.
 */
export const replace = async (world: World, told: Told): Promise<void> => {
  await world.force.as(world.supervisor)('POST', `/cases/${told.caseId}/members`, { personId: world.colleague.id })
  if (leadOf(told) === 'shelter') return
  await world.force.owner`
    update app.case_members set until_at = app.now()
     where case_id = ${told.caseId} and person_id = ${world.at.shelter.id} and until_at is null
       and exists (select from app.case_members o where o.case_id = ${told.caseId} and o.person_id = ${world.colleague.id})`
}
