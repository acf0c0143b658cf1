import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, refused } from './raw.ts'

let force: TaskForce
let caseworker: TestPerson
let raw: Raw

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  await act(force, caseworker, sent, 'accept')
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

const fails = (statement: string, code?: string | RegExp) =>
  refused(
    raw.attempt(caseworker, (sql) => sql.unsafe(statement)),
    code,
  )

test('control: the same person reads what is theirs on the same connection', async () => {
  const [row] = await raw.attempt(
    caseworker,
    (sql) =>
      sql`select (select count(*) from app.cases)::int as cases, (select count(*) from app.texts_c1)::int as words`,
  )
  expect(row).toEqual({ cases: 1, words: 1 })
})

describe('the login of the API cannot become more than it is', () => {
  test.each(['palermo_definer', 'palermo_migrator', 'palermo_worker', 'palermo_keys', 'postgres'])(
    'not by taking the role %s',
    (role) => fails(`set role ${role}`, /42501|22023/),
  )
  test.each([
    ['by another login', `set session authorization postgres`],
    ['by rights over roles', `create role mole login`],
    ['by a grant to itself', `grant palermo_definer to palermo_api`],
    ['by row security switched off', `set local row_security = off; select * from app.referrals`],
    ['by owning a table', `alter table app.referrals disable row level security`],
    ['by a policy of its own', `create policy mole on app.referrals using (true)`],
    ['by a temporary table', `create temp table mole (x int)`],
    ['by a table', `create table app.mole (x int)`],
    ['by a table in public', `create table public.mole (x int)`],
    ['by a schema', `create schema mole`],
    ['by a function', `create function app.mole() returns int language sql as 'select 1'`],
    ['by an extension', `create extension dblink schema app`],
    ['by a large object', `select lo_from_bytea(0, 'kept outside each compartment')`],
    ['by a file', `select pg_read_file('postgresql.conf')`],
    ['by a programme', `copy (select 1) to program 'true'`],
    ['by the clock', `update app.clock set moved = '1 year'`],
    ['by triggers switched off', `set local session_replication_role = replica`],
    ['by emptying a table', `truncate app.idempotency`],
    ['by ending another session', `select pg_terminate_backend(pg_backend_pid())`],
    ['by cancelling one', `select pg_cancel_backend(pg_backend_pid())`],
    ['by the names of prepared statements', `select * from pg_prepared_statements`],
    ['by their function', `select * from pg_prepared_statement()`],
  ])('not %s', (_how, statement) => fails(statement))
})

describe('what is not for it, it neither reads nor writes', () => {
  test.each([
    'select * from authz.sessions',
    'select * from authz.credentials',
    'select * from aud.leaf',
    'select * from app.case_bars',
    'select * from app.persons',
    'select * from app.outbox',
    'select * from app.clock',
    'select * from app.texts_c7',
    'select * from app.texts_c8',
    `update migrations.applied set hash = ''`,
    `insert into migrations.applied (name, hash) values ('x', 'x')`,
    'select * from pg_authid',
    `select authz.open_session(gen_random_uuid(), '\\x00', gen_random_uuid(), '\\x00', '\\x00', '')`,
    `select authz.insert_session(gen_random_uuid(), gen_random_uuid(), '\\x00', '\\x00', '', '1 hour')`,
    `select * from authz.reserve_attempt('a@example.test', 'here')`,
    `select authz.settle_attempt(gen_random_uuid(), '\\x00', null)`,
    `select authz.change_password('\\x00', gen_random_uuid(), '\\x00', 'x')`,
    `select authz.use_link('\\x00', 'x', 'here')`,
    'select * from authz.attempts',
    'select * from authz.known_networks',
    'select * from authz.pepper',
    `select authz.set_password(gen_random_uuid(), 'x', null)`,
    `select app.refresh_work_items('case', gen_random_uuid(), null, null, 'open', 'soon')`,
    `select app.join_case(gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), array['C1'], null)`,
    `insert into aud.leaf (kind, actor) values ('forged', gen_random_uuid())`,
    `delete from aud.leaf`,
    `insert into app.events (subject_kind, subject_id, action, version, status) values ('case', gen_random_uuid(), 'close', 9, 'closed')`,
    `update app.events set action = 'x'`,
    `delete from app.events`,
    `insert into app.work_items (agency_id, side, subject_kind, subject_id, kind, status, priority, due_at, opened_at) values (gen_random_uuid(), 'owes', 'case', gen_random_uuid(), 'x', 'x', 'x', now(), now())`,
    `update app.work_items set due_at = now()`,
    `delete from app.work_items`,
    `update app.counters set n = 0`,
    `insert into app.outbox (queue, name, payload) values ('notices', 'x', '{}')`,
    `update app.deadlines set due_at = now() + interval '1 year'`,
    `update app.deadlines set closed_at = now()`,
    `delete from app.deadlines`,
    `insert into app.case_members (case_id, agency_id, compartment) select id, lead_agency_id, 'C1' from app.cases`,
    `update app.case_members set compartment = 'C5'`,
    `insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at) select gen_random_uuid(), id, lead_agency_id, '{C1}', 'x', 'x', now() from app.cases`,
    `update app.cases set reference = 'PH-000000000'`,
    `update app.cases set lead_agency_id = gen_random_uuid()`,
    `delete from app.cases`,
    `update app.referrals set from_agency_id = gen_random_uuid()`,
    `update app.referrals set thread_id = gen_random_uuid()`,
    `delete from app.referrals`,
    `update app.texts_c1 set sealed = ''`,
    `update app.notes set compartment = 'C1'`,
    `delete from app.notes`,
    `delete from app.idempotency`,
    `update app.people set email = 'x@example.test'`,
    `update app.holidays set on_date = on_date + 1`,
    `update app.profiles set document = '{}'`,
  ])('%s', (statement) => fails(statement))
})

test('words are deleted by nobody once they are a case’s', async () => {
  const gone = await raw.attempt(caseworker, (sql) => sql`delete from app.texts_c1`)
  expect(gone.count).toBe(0)
})

test('a function that speaks up of what it is shown is shown no hidden row', async () => {
  const stranger = await force.person(await force.agency('immigration'), 'officer')
  const statement = 'select * from app.referrals where 1 / (case when status is null then 1 else 0 end) = 1'
  await refused(
    raw.attempt(caseworker, (sql) => sql.unsafe(statement)),
    '22012',
  )
  expect(await raw.attempt(stranger, (sql) => sql.unsafe(statement))).toHaveLength(0)
})

describe('the other logins stay in their rooms', () => {
  test.each([
    ['worker', 'select * from app.texts_c1'],
    ['worker', 'select * from app.texts_c5'],
    ['worker', 'select * from app.case_persons'],
    ['worker', 'select name from app.people'],
    ['worker', 'select * from app.case_members'],
    ['worker', 'select * from authz.sessions'],
    ['worker', 'update app.deadlines set due_at = now()'],
    ['worker', 'delete from app.outbox'],
    ['keys', 'select * from app.people'],
    ['keys', 'select * from authz.credentials'],
    ['keys', 'select * from app.cases'],
    ['queue', 'select * from app.people'],
    ['queue', 'select app.now()'],
  ] as const)('%s: %s', async (role, statement) => {
    const other = rawConnection(force, role)
    await refused(other.attempt(null, (sql) => sql.unsafe(statement)))
    await other.end()
  })
})
