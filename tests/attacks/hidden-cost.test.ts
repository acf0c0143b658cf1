import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { openDatabase } from '@palermo/db/database.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { buildApp } from '@palermo/server/app.ts'
import { openSignIn } from '@palermo/server/sign-in/answers.ts'
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

// The duration of a refusal must not reveal whether a hidden record exists, so no row of the record may be read. The
// test counts the rows that the database reads, a number that neither load nor clock changes.

let force: TaskForce
let app: FastifyInstance
let db: ReturnType<typeof openDatabase>
let stranger: TestPerson
const hidden: Record<string, string> = {}

beforeAll(async () => {
  force = await aTaskForce()
  const [ngo, police] = [await force.agency('ngo'), await force.agency('police')]
  const [caseworker, officer] = [await force.person(ngo, 'caseworker'), await force.person(police, 'officer')]
  stranger = await force.person(await force.agency('health'), 'officer')
  // The stranger has records of the same kind, so that no query plan ends early on empty tables.
  for (const [from, to] of [
    [officer, caseworker],
    [stranger, caseworker],
  ] as const) {
    const sent = await aSentReferral(force, from, ngo)
    const { body } = await act(force, to, sent, 'accept')
    if (from === officer) Object.assign(hidden, { referral: sent.id, case: body.caseId ?? '' })
  }
  const create = async (path: string, body: object) => {
    const made = await force.as(caseworker)<{ id: string }>('POST', path, body, { 'idempotency-key': v7() })
    expect(made.status, `${path} ${JSON.stringify(made.body)}`).toBe(201)
    return made.body.id
  }
  hidden.task = await create('/tasks', {
    caseId: hidden.case,
    kind: 'check-safety',
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await create('/notes', { caseId: hidden.case, compartment: 'C1', text: 'Canary.' })
  // Inserts rows directly, without the triggers that require an event for each row.
  await force.owner.begin(async (sql) => {
    const caseId = hidden.case ?? ''
    await sql`set local session_replication_role = replica`
    await sql`insert into app.documents (id, case_id, kind, compartment, audience, status, agency_id, author_id)
      select gen_random_uuid(), ${caseId}, 'other', 'C1', 'own-agency', 'kept', ${ngo}, ${caseworker.id} from generate_series(1, 200)`
    await sql`insert into app.events (subject_kind, subject_id, case_id, compartment, action, version, status, actor_id, agency_id, changes)
      select 'case', gen_random_uuid(), ${caseId}, 'C0', 'review', 1, 'open', ${caseworker.id}, ${ngo}, '{}' from generate_series(1, 500)`
    await sql`insert into app.notes select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).*
      from app.notes n, generate_series(1, 200) where n.case_id = ${caseId}`
  })
  await force.owner`analyze`
  // Sequential scans are turned off, so that the small test database uses indexes as a large one does.
  await force.owner`alter role palermo_api in database ${force.owner(new URL(force.url).pathname.slice(1))} set enable_seqscan = off`
  db = openDatabase(urlFor(force.url, 'api'), force.db.ring, { size: 1 })
  const unused = openSignIn({ slots: db.slots }, { atOnce: 1 })
  app = await buildApp({
    db,
    signIn: unused,
    documents: force.documents,
    jwtSecret: randomBytes(32),
    demo: true,
    secure: false,
    log: false,
  })
  await app.ready()
}, 120_000)
afterAll(async () => {
  await app?.close()
  await db?.slots.end()
  await force.end()
})

/**
 * Returns how many rows of each table the database has read so
 * far, except in the log, to which each refusal adds lines.
 */
const rowsRead = async (): Promise<Map<string, number>> => {
  const slot = await db.slots.take()
  await slot.sql`select pg_stat_force_next_flush()`
  db.slots.give(slot, true)
  const rows = await force.owner<{ name: string; n: number }[]>`
    select t.relid::regclass::text as name, (coalesce(t.seq_tup_read, 0)
        + coalesce((select sum(i.idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0))::int as n
      from pg_stat_user_tables t where t.schemaname in ('app', 'authz')`
  return new Map(rows.map(({ name, n }) => [name, n]))
}

const asked = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
  const before = await rowsRead()
  const token = app.jwt.sign({ sid: stranger.secret.toString('base64url') })
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': v7() }
  const reply = await app.inject({ method, url: `/api${path}`, headers, ...(payload ? { payload } : {}) })
  const after = await rowsRead()
  const read = [...after].map(([name, n]) => [name, n - (before.get(name) ?? 0)] as const).filter(([, n]) => n > 0)
  return { status: reply.statusCode, read: Object.fromEntries(read) as Record<string, number> }
}

type Read = Record<string, number>
const least = (one: Read, other: Read): Read =>
  Object.fromEntries(
    Object.entries(one).flatMap(([name, n]) => (other[name] ? [[name, Math.min(n, other[name])]] : [])),
  )

const without = ({ status, read }: Awaited<ReturnType<typeof asked>>, table: string) => ({
  status,
  read: Object.fromEntries(Object.entries(read).filter(([name]) => name !== table)),
})

type Asked = [
  what: string,
  method: Parameters<typeof asked>[0],
  noun: string,
  path: (id: string) => string,
  payload?: (id: string) => object,
]
const page = v7()
const routes: Asked[] = [
  ['the case', 'GET', 'case', (id) => `/cases/${id}`],
  ['its timeline', 'GET', 'case', (id) => `/cases/${id}/timeline`],
  ['its documents', 'GET', 'case', (id) => `/documents?caseId=${id}`],
  ['who looks at it', 'PUT', 'case', () => `/stream/pages/${page}`, (id) => ({ kind: 'case', id })],
  ['who looks at a referral', 'PUT', 'referral', () => `/stream/pages/${page}`, (id) => ({ kind: 'referral', id })],
  ['who has looked at it', 'GET', 'case', (id) => `/cases/${id}/access`],
  ['its hand-overs', 'GET', 'case', (id) => `/handovers?caseId=${id}`],
  ['its contacts', 'GET', 'case', (id) => `/contacts?caseId=${id}`],
  ['its requests', 'GET', 'case', (id) => `/requests?caseId=${id}`],
  ['its links', 'GET', 'case', (id) => `/links?caseId=${id}`],
  ['its family', 'GET', 'case', (id) => `/groups?caseId=${id}`],
  ['that it was printed', 'POST', 'case', (id) => `/cases/${id}/prints`],
  ['an act on it', 'POST', 'case', (id) => `/cases/${id}/actions`, () => ({ action: 'review', version: 1 })],
  ['a note in it', 'POST', 'case', () => '/notes', (caseId) => ({ caseId, compartment: 'C1', text: 'x' })],
  [
    'a task in it',
    'POST',
    'case',
    () => '/tasks',
    (caseId) => ({ caseId, kind: 'check-safety', dueAt: new Date(Date.now() + 9e7).toISOString() }),
  ],
  ['a referral', 'GET', 'referral', (id) => `/referrals/${id}`],
  ['its report', 'GET', 'referral', (id) => `/referrals/${id}/report`],
  ['that it was printed as well', 'POST', 'referral', (id) => `/referrals/${id}/prints`],
  [
    'an act on a referral',
    'POST',
    'referral',
    (id) => `/referrals/${id}/actions`,
    () => ({ action: 'acknowledge', version: 1 }),
  ],
  ['an act on a task', 'POST', 'task', (id) => `/tasks/${id}/actions`, () => ({ action: 'finish', version: 1 })],
]

test.each(routes)(
  '%s costs the same where it is hidden and where there is none',
  async (_what, method, noun, path, payload) => {
    const [real, absent] = [hidden[noun] ?? '', v7()]
    const ask = (id: string) => asked(method, path(id), payload?.(id))
    // For a record other than a case, the record's own row is read
    // to find the case; the comparison leaves that table out.
    const own = `app.${noun}s`
    const counted = (answer: typeof ofAbsent) => (noun === 'case' ? answer : without(answer, own))
    // PostgreSQL plans a statement anew at first and after statistics change, and then reads extra index rows: the
    // smallest of several counts is compared. A row that is read because of the hidden record is part of every count.
    const [ofAbsent, ofHidden] = [await ask(absent), await ask(real)]
    for (
      let round = 0;
      round < 40 && (round < 6 || !isDeepStrictEqual(counted(ofHidden), counted(ofAbsent)));
      round++
    ) {
      ofAbsent.read = least(ofAbsent.read, (await ask(absent)).read)
      ofHidden.read = least(ofHidden.read, (await ask(real)).read)
    }
    if (noun !== 'case') expect(ofHidden.read[own] ?? 0).toBeLessThanOrEqual(2)
    expect(counted(ofHidden)).toEqual(counted(ofAbsent))
    expect(ofAbsent.status).toBe(path('').startsWith('/requests') ? 200 : 404)
  },
)
