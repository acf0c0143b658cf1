import { readFileSync } from 'node:fs'
import { declaredTables, statementsBetween, structureFile, structureOf } from '@palermo/db/structure.ts'
import { getTableConfig, type PgTable, pgSchema, text, uuid } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'

let tables: PgTable[]
let sql: postgres.Sql
let drop: () => Promise<void>
beforeAll(async () => {
  tables = await declaredTables()
  const made = await freshDatabase()
  drop = made.drop
  sql = postgres(made.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql.end()
  await drop()
})

test('every change of a table.ts has its migration: npm run db:new <name> writes it', async () => {
  expect(await statementsBetween(JSON.parse(readFileSync(structureFile, 'utf8')), structureOf(tables))).toEqual([])
})

test('the checks, foreign keys and indexes that follow from a record type stand in the database', async () => {
  const live = await sql<{ name: string }[]>`
    select format('%s.%s check', conrelid::regclass, conname) as name from pg_constraint where contype = 'c'
    union all
    select format('%s.%s references %s', k.conrelid::regclass, a.attname, k.confrelid::regclass)
      from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and k.conkey = array[a.attnum] where k.contype = 'f'
    union all
    select format('%s.%s begins an index', i.indrelid::regclass, a.attname)
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]`
  const declared = tables.flatMap((table) => {
    const { schema, name, checks, foreignKeys, indexes } = getTableConfig(table)
    return [
      ...checks.map((check) => `${schema}.${name}.${check.name} check`),
      ...foreignKeys.map((key) => {
        const { columns, foreignTable } = key.reference()
        const target = getTableConfig(foreignTable)
        return `${schema}.${name}.${columns[0]?.name} references ${target.schema}.${target.name}`
      }),
      ...indexes.map(({ config }) => `${schema}.${name}.${firstOf(config.columns)} begins an index`),
    ]
  })
  const names = new Set(live.map(({ name }) => name))
  expect(declared.length).toBeGreaterThan(60)
  expect(declared.filter((name) => !names.has(name))).toEqual([])
})

test('a new table is written with its keys, and PostgreSQL takes it', async () => {
  const scratch = pgSchema('scratch')
  const one = scratch.table('one', { id: uuid('id').primaryKey(), kind: text('kind').notNull() })
  const statements = await statementsBetween(structureOf([]), structureOf([one]))
  await sql.begin(async (tx) => {
    await tx`create schema scratch`
    for (const statement of statements) await tx.unsafe(statement)
    await tx`insert into scratch.one (id, kind) values (gen_random_uuid(), 'first')`
    await expect(tx.savepoint((inner) => inner`insert into scratch.one (kind) values ('second')`)).rejects.toThrow(
      'null value',
    )
    await tx`drop schema scratch cascade`
  })
})

test('a column that went while another came is refused: it may be a rename', async () => {
  const scratch = pgSchema('scratch')
  const before = structureOf([scratch.table('one', { id: uuid('id').primaryKey(), kind: text('kind') })])
  const after = structureOf([scratch.table('one', { id: uuid('id').primaryKey(), sort: text('sort') })])
  await expect(async () => statementsBetween(before, after)).rejects.toThrow(
    'columns of scratch.one: kind removed, sort added',
  )
  const renamed = structureOf([scratch.table('other', { id: uuid('id').primaryKey(), kind: text('kind') })])
  await expect(async () => statementsBetween(before, renamed)).rejects.toThrow(
    'tables: scratch.one removed, scratch.other added',
  )
})

const firstOf = ([first]: readonly object[]) => (first !== undefined && 'name' in first ? first.name : undefined)
