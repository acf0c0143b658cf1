import { randomBytes } from 'node:crypto'
import { addAgency, addPerson } from '@palermo/db/accounts/first-people.ts'
import { foundTaskForce } from '@palermo/db/found.ts'
import { urlFor } from '@palermo/db/roles.ts'
import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import postgres from 'postgres'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'

let drop: () => Promise<void>
let owner: postgres.Sql
let url: string

const secrets = new Map<string, Buffer>()
const agencies = new Map<string, string>()
const caseId = v7()
const compartments = ['C1', 'C2', 'C3', 'C4', 'C5']
/**
 * The audience that the migration gave to entries written before audiences existed. Entries in C1, for which the author
 * had chosen no readers, stay open to their earlier readers.
 */
const audiences: Record<string, string> = {
  C1: 'as-before',
  C2: 'whereabouts',
  C3: 'health',
  C4: 'status',
  C5: 'police-and-prosecutor',
}

beforeAll(async () => {
  const made = await freshDatabase()
  url = made.url
  drop = made.drop
  owner = postgres(url, { max: 1, onnotice: () => {} })
  await foundTaskForce(owner, { name: 'Test', profile: 'int', zone: 'Asia/Manila', calendar: 'PH', demo: true })
  await arrange()
}, 60_000)
afterAll(async () => {
  await owner.end()
  await drop()
})

/** Gives five agencies access to every compartment of a case, and inserts entries dated a day before that. */
const arrange = async () => {
  const people: [string, Sector, StaffFunction][] = [
    ['shelter', 'ngo', 'caseworker'],
    ['clinic', 'health', 'caseworker'],
    ['police', 'police', 'investigator'],
    ['prosecution', 'justice', 'prosecutor'],
    ['immigration', 'immigration', 'officer'],
  ]
  for (const [place, sector, role] of people) {
    const agencyId = await addAgency(owner, { name: place, sector, zone: 'Asia/Manila' })
    const email = `${place}@example.test`
    const person = { agencyId, name: place, email, function: role, password: { hash: 'none' }, zone: 'Asia/Manila' }
    const id = await addPerson(owner, person)
    const secret = randomBytes(32)
    await owner`
      insert into authz.sessions (id, secret_hash, refresh_hash, person_id, agency_id, sector, function, expires_at)
      values (${v7()}, sha256(${secret}), ${randomBytes(32)}, ${id}, ${agencyId}, ${sector}, ${role}, now() + interval '10 hours')`
    secrets.set(place, secret)
    agencies.set(place, agencyId)
    for (const compartment of ['C0', ...compartments])
      await owner`insert into app.case_members (case_id, agency_id, person_id, compartment) values (${caseId}, ${agencyId}, ${id}, ${compartment})`
  }
  const shelter = agencies.get('shelter') ?? ''
  const [writer] = await owner<{ id: string }[]>`select id from app.people where agency_id = ${shelter}`
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`insert into app.cases (id, status, reference, profile, lead_agency_id, child_procedure, age_band, urgency)
      values (${caseId}, 'open', 'TEST', 'int', ${shelter}, false, 'unknown', 'soon')`
    for (const compartment of compartments) {
      const table = `app.texts_${compartment.toLowerCase()}`
      const audience = audiences[compartment] ?? ''
      for (const kind of ['note', 'task'] as const) {
        const id = v7()
        if (kind === 'note')
          await sql`insert into app.notes (id, case_id, kind, compartment, audience, agency_id, author_id, at)
            values (${id}, ${caseId}, 'other', ${compartment}, ${audience}, ${shelter}, ${writer?.id ?? ''}, app.now() - interval '1 day')`
        else
          await sql`insert into app.tasks (id, status, case_id, case_reference, kind, compartment, audience, agency_id, due_at)
            values (${id}, 'open', ${caseId}, 'TEST', 'call', ${compartment}, ${audience}, ${shelter}, now())`
        await sql`insert into ${sql(table)} (id, case_id, owner_agency_id, author_id, subject_kind, subject_id, field, audience, sealed, at)
          values (${v7()}, ${caseId}, ${shelter}, ${writer?.id ?? ''}, ${kind}, ${id}, ${kind}, ${audience}, '\\x00', app.now() - interval '1 day')`
      }
    }
    await sql`insert into app.contacts (id, case_id, agency_id, person_id, way, outcome, safe, audience)
      values (${v7()}, ${caseId}, ${shelter}, ${writer?.id ?? ''}, 'call', 'reached', 'yes', 'as-before')`
    await sql`insert into app.documents (id, status, case_id, kind, compartment, audience, agency_id, author_id)
      values (${v7()}, 'kept', ${caseId}, 'letter', 'C1', 'as-before', ${shelter}, ${writer?.id ?? ''})`
    await sql`insert into app.earlier_entries (case_id, agency_id)
      select distinct m.case_id, m.agency_id from app.case_members m where m.until_at is null`
  })
}

/**
 * What the person at this agency reads: the compartments of the notes and of the sealed texts, and the number of
 * contacts and documents.
 */
const seenBy = async (place: string) => {
  const api = postgres(urlFor(url, 'api'), { max: 1, onnotice: () => {} })
  try {
    return await api.begin(async (sql) => {
      await sql`select authz.begin(${secrets.get(place) ?? null}, 'test.looked', null, null, 'test', true)`
      const notes = await sql<{ compartment: string }[]>`select compartment from app.notes order by 1`
      const words = await sql<{ compartment: string }[]>`select compartment from app.sealed_texts order by 1`
      const [rest] = await sql<{ n: number }[]>`
        select ((select count(*) from app.contacts) + (select count(*) from app.documents))::int as n`
      return {
        notes: notes.map(({ compartment }) => compartment),
        words: words.map(({ compartment }) => compartment),
        rest: rest?.n,
      }
    })
  } finally {
    await api.end()
  }
}
const twice = (list: string[]) => list.flatMap((one) => [one, one])

test.each([
  ['shelter', compartments, 2],
  // The clinic joined after the entries were written, and keeps what it had read.
  ['clinic', ['C1', 'C2', 'C3', 'C4'], 2],
  // The police lose the entries that they read only because the author had not chosen a compartment, and keep those of
  // the compartment that was chosen for them.
  ['police', ['C5'], 0],
  ['prosecution', ['C1', 'C5'], 2],
  ['immigration', ['C4'], 0],
] as const)('of what stood before, %s reads what lies behind %j', async (place, expected, rest) => {
  expect(await seenBy(place)).toEqual({ notes: [...expected], words: twice([...expected]), rest })
})
