import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'

let force: TaskForce

beforeAll(async () => {
  force = await aTaskForce()
})
afterAll(() => force.end())

/** Tables whose rows give a person access without a password, recognised by the names of their columns. */
const tablesOfSecrets = async () => {
  const rows = await force.owner<{ table: string }[]>`
    select distinct format('%s.%s', c.table_schema, c.table_name) as table from information_schema.columns c
     join information_schema.columns p on (p.table_schema, p.table_name, p.column_name) = (c.table_schema, c.table_name, 'person_id')
     where c.table_schema in ('app', 'authz') and c.column_name in ('secret_hash', 'hash', 'refresh_hash', 'auth', 'expires_at', 'endpoint')
     order by 1`
  return rows.map(({ table }) => table)
}

test('each kind of secret of a person is one that ends with the account, or is named here with the reason why not', async () => {
  // A stored password gives no access while the account is disabled, so it may stay.
  const known = ['authz.credentials', 'app.calendar_feeds', 'app.push_subscriptions', 'authz.links', 'authz.sessions']
  const others = (await tablesOfSecrets()).filter((table) => !known.includes(table))
  expect(others).toEqual([])
})

test('an account that is disabled and enabled again has no session, calendar, device or link from before', async () => {
  const person = await force.person(await force.agency('ngo'), 'caseworker')
  const other = await force.person(person.agencyId, 'caseworker')
  for (const { id } of [person, other]) {
    await force.owner`insert into app.calendar_feeds (person_id, secret_hash, expires_at) values (${id}, sha256(${Buffer.from(id)}), app.now() + interval '1 day')`
    await force.owner`insert into app.push_subscriptions (id, person_id, endpoint, p256dh, auth, device)
      values (${v7()}, ${id}, ${`https://push.example/${id}`}, 'key', 'auth', 'Firefox')`
    await force.owner`insert into authz.links (id, person_id, purpose) values (${v7()}, ${id}, 'reset')`
  }
  const left = async (id: string) => {
    const [row] = await force.owner`
      select (select count(*)::int from app.calendar_feeds where person_id = ${id}) as feeds,
        (select count(*)::int from app.push_subscriptions where person_id = ${id}) as devices,
        (select count(*)::int from authz.sessions where person_id = ${id} and revoked_at is null) as sessions,
        (select count(*)::int from authz.links where person_id = ${id} and ended_at is null) as links`
    return row
  }
  expect(await left(person.id)).toEqual({ feeds: 1, devices: 1, sessions: 1, links: 1 })
  await force.owner`update app.people set disabled_at = now() where id = ${person.id}`
  await force.owner`update app.people set disabled_at = null where id = ${person.id}`
  expect(await left(person.id)).toEqual({ feeds: 0, devices: 0, sessions: 0, links: 0 })
  expect((await force.as(person)('GET', '/work-items')).status).toBe(401)
  expect(await left(other.id)).toEqual({ feeds: 1, devices: 1, sessions: 1, links: 1 })
})
