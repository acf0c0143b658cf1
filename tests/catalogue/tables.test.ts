import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'
import { type Mirrored, mirroredTables } from './mirror.ts'

let sql: postgres.Sql
let drop: () => Promise<void>
let mirror: Mirrored[]

beforeAll(async () => {
  const made = await freshDatabase()
  drop = made.drop
  sql = postgres(made.url, { max: 1, onnotice: () => {} })
  mirror = await mirroredTables()
})
afterAll(async () => {
  await sql.end()
  await drop()
})

const byName = <T extends { name: string }>(items: readonly T[]) => items.toSorted((a, b) => (a.name < b.name ? -1 : 1))

test('each table.ts says what the database has: tables, columns, types, what may be empty, what fills itself', async () => {
  const rows = await sql<{ name: string; columns: Mirrored['columns'] }[]>`
    select format('%I.%I', n.nspname, c.relname) as name, json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
        'filled', d.oid is not null or a.attidentity <> '',
        'key', coalesce(a.attnum = any (i.indkey::int2[]), false))) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      left join pg_index i on i.indrelid = c.oid and i.indisprimary
     where n.nspname in ('app', 'authz', 'aud') and c.relkind in ('r', 'p') group by 1`
  const said = mirror.map(({ name, columns }) => ({
    name,
    columns: byName(columns.map(({ oneOf: _, bare: __, ...column }) => column)),
  }))
  expect(byName(said)).toEqual(byName(rows.map(({ name, columns }) => ({ name, columns: byName(columns) }))))
})

test('a column that takes one of a contract’s list is held to it by a check, word for word', async () => {
  const checks = await sql<{ name: string; values: string[] }[]>`
    select format('%s.%s', k.conrelid::regclass, a.attname) as name,
        array(select (regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g'))[1]) as values
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and k.conkey = array[a.attnum]
     where k.contype = 'c' and k.connamespace::regnamespace::text in ('app', 'authz', 'aud')
       and pg_get_constraintdef(k.oid) ~ ('^CHECK \\(\\(' || a.attname || ' = (ANY|''\\S*''::text\\)\\)$)')`
  const said = mirror.flatMap(({ name, columns }) =>
    columns.flatMap(({ name: column, oneOf }) =>
      oneOf?.length ? [{ name: `${name}.${column}`, values: oneOf.toSorted() }] : [],
    ),
  )
  expect(said.length).toBeGreaterThan(20)
  expect(byName(checks.map(({ name, values }) => ({ name, values: values.toSorted() })))).toEqual(byName(said))
})

test('text in the clear is a code, or what an agency or a colleague is called, and its table.ts says which', () => {
  const bare = mirror.flatMap(({ name, columns }) =>
    columns.filter((column) => column.bare).map((column) => `${name}.${column.name}`),
  )
  expect(bare).toEqual([])
})

test('every foreign key is indexed, so that nothing is read through to find what points to it', async () => {
  const missing = await sql<{ name: string }[]>`
    select k.conrelid::regclass || ' ' || k.conname as name from pg_constraint k
     where k.contype = 'f' and not exists (select from pg_index i where i.indrelid = k.conrelid
       and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] = k.conkey)`
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('every table has a key, and every row of work an id that the server makes', async () => {
  const missing = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud')
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`
  expect(missing).toEqual([])
})

/** Unique constraints, each with the reason why a violation reveals no row to a person who guesses values. */
const tellTale: Record<string, string> = {
  'app.people_email': 'only administrators add people, and they see all of them',
  'app.cases_reference': 'random, and known to whoever is on the case',
  'app.work_items_subject': 'written by app.record alone',
  'app.gaps_open': 'written by the worker alone',
  'app.events_subject': 'written by app.record alone',
  'app.events_returned': 'written by app.record alone',
  'app.notices_effect': 'written by the worker alone',
  'app.deliveries_effect': 'written by the worker alone',
  'app.webhook_messages_effect': 'written by the worker alone',
  'app.saved_filters_person_id_page_place_key': 'begins with whose it is, and nobody writes for another',
  'app.saved_filters_opens': 'begins with whose it is, and nobody writes for another',
  'authz.sessions_secret_hash': 'written by the sign-in alone',
}
test('nothing personal is unique: a second one must not tell of the first', async () => {
  const unique = await sql<{ name: string }[]>`
    select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
     where i.indisunique and not i.indisprimary and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud')`
  const names = unique.map(({ name }) => name)
  expect(names.filter((name) => !tellTale[name])).toEqual([])
  expect(Object.keys(tellTale).filter((name) => !names.includes(name))).toEqual([])
})
