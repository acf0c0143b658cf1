import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'

let sql: postgres.Sql
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await freshDatabase()
  drop = made.drop
  sql = postgres(made.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql.end()
  await drop()
})

const comments = () => sql<{ name: string; comment: string | null }[]>`
  with objects as (
    select 'pg_proc'::regclass as class, p.oid from pg_proc p where p.pronamespace::regnamespace::text in ('app', 'authz', 'aud')
    union all select 'pg_class', c.oid from pg_class c where c.relkind = 'v' and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud')
    union all select 'pg_policy', p.oid from pg_policy p
    union all select 'pg_trigger', t.oid from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud'))
  select pg_describe_object(o.class, o.oid, 0) as name, obj_description(o.oid, o.class::regclass::name) as comment from objects o order by 1`

test('every function, view, policy and trigger says in the database what it is for', async () => {
  const rows = await comments()
  expect(rows.length).toBeGreaterThan(600)
  expect(rows.filter(({ comment }) => comment === null).map(({ name }) => name)).toEqual([])
})

test('in whole sentences that name a role', async () => {
  const odd = (await comments()).filter(
    ({ comment }) =>
      !/^[A-Z].*\.$/s.test(comment ?? '') || /\b(who|what|some|no|any)(ever|body)\b/i.test(comment ?? ''),
  )
  expect(odd).toEqual([])
})
