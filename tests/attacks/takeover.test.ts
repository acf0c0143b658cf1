import { functions, sectors } from '@palermo/shared/actor.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection } from './raw.ts'

let force: TaskForce
let raw: Raw
let attacker: TestPerson
const targets: TestPerson[] = []

/**
 * Creates one agency for each sector, 35 people with all roles, and an administrator who tries to act as each of them.
 */
beforeAll(async () => {
  force = await aTaskForce()
  attacker = await force.person(await force.agency('secretariat'), 'administrator')
  const agencies = await Promise.all(sectors.map((sector) => force.agency(sector)))
  for (let n = 0; n < 35; n++)
    targets.push(await force.person(agencies[n % agencies.length] ?? '', functions[n % functions.length]))
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

const chosen = 'chosen by the attacker'

test('by HTTP: no identity of 35 is taken over by setting its password, and none is given power', async () => {
  const before = await snapshot()
  for (const target of targets) {
    const tries = [
      await force.as(attacker)('POST', `/people/${target.id}/password`, { password: chosen }),
      await force.as(attacker)('PATCH', `/people/${target.id}`, { version: 1, password: chosen }),
      await force.as(attacker)('PATCH', `/people/${target.id}`, { version: 1, email: attacker.email }),
      await force.as(attacker)('PATCH', `/people/${target.id}`, { version: 1, agencyId: attacker.agencyId }),
    ]
    expect(tries.map(({ status }) => status)).toEqual([404, 422, 422, 422])
  }
  expect(await snapshot()).toEqual(before)
  const made = await force.as(attacker)(
    'POST',
    '/people',
    { agencyId: targets[0]?.agencyId, name: 'X', email: `${v7()}@x.test`, function: 'caseworker', password: chosen },
    { 'idempotency-key': v7() },
  )
  expect(made.status).toBe(422)
})

test('by raw SQL under the API’s login: no statement gives a password, a session, an address or power', async () => {
  const control = targets[0] as TestPerson
  expect(
    await raw.attempt(
      attacker,
      async (sql) => (await sql`update app.people set locale = 'fr' where id = ${control.id}`).count,
    ),
  ).toBe(1)
  const before = await snapshot()
  let done = 0
  for (const target of targets) {
    const powerful = ['supervisor', 'head', 'administrator'].filter((staffRole) => staffRole !== target.function)
    const statements = [
      `select authz.set_password('${target.id}', 'x', null)`,
      `select authz.change_password('\\x00', gen_random_uuid(), '\\x00', 'x')`,
      `select authz.use_link('\\x00', 'x', 'here')`,
      `select authz.insert_session('${v7()}', '${target.id}', sha256('1'), sha256('2'), 'x', '1 hour')`,
      `select authz.issue_token('${v7()}', '\\x00')`,
      `select authz.send_link('${target.id}', 'reset')`,
      `insert into authz.credentials (person_id, hash) values ('${target.id}', 'x') on conflict (person_id) do update set hash = 'x'`,
      `insert into authz.link_tokens (hash, link_id) values ('\\x00', '${v7()}')`,
      `update app.people set email = 'x@x.test' where id = '${target.id}'`,
      `update app.people set agency_id = '${attacker.agencyId}' where id = '${target.id}'`,
      ...powerful.map((staffRole) => `update app.people set function = '${staffRole}' where id = '${target.id}'`),
      `insert into app.people (id, agency_id, name, email, function) values ('${v7()}', '${target.agencyId}', 'x', '${v7()}@x.test', 'head')`,
      `update app.approvals set status = 'approved', version = version + 1`,
      `insert into app.approvals (id, status, kind, subject_id, payload) values ('${v7()}', 'approved', 'account', '${target.id}', '{"function": "head"}')`,
      `insert into authz.appointments (person_id, by_person_id) values ('${target.id}', '${attacker.id}')`,
      `update authz.founding set ended_at = null, founder_id = '${attacker.id}'`,
      `select authz.appoint('${target.id}', '${attacker.id}')`,
    ]
    for (const statement of statements) {
      const outcome = await raw
        .commit(attacker, async (sql) => (await sql.unsafe(statement)).count)
        .catch(() => 'refused' as const)
      if (outcome !== 'refused' && outcome !== 0) done += 1
    }
  }
  expect(done).toBe(0)
  expect(await snapshot()).toEqual(before)
})

test('an approval that the attacker asks for in SQL is approved by nobody whom the attacker can be', async () => {
  const target = targets.find((one) => one.function === 'caseworker') as TestPerson
  const id = v7()
  const asks = (sql: Raw['sql']) =>
    sql`insert into app.approvals (id, kind, subject_id, payload) values (${id}, 'account', ${target.id}, '{"function": "head"}')`
  await expect(
    raw.commit(attacker, async (sql) => {
      await asks(sql)
      await sql`update app.approvals set status = 'approved', version = 2 where id = ${id}`
    }),
  ).rejects.toMatchObject({ code: 'PA314' })
  // A request for an approval is refused by the database if the event of the request is missing.
  await expect(raw.commit(attacker, asks)).rejects.toMatchObject({ code: 'PA209' })
})

const snapshot = async () => [
  await force.owner`select id, agency_id, email, function, disabled_at from app.people order by id`,
  await force.owner`select person_id, hash from authz.credentials order by person_id`,
  await force.owner`select count(*) from authz.sessions`,
  await force.owner`select founder_id, ended_at is null as open from authz.founding`,
]
