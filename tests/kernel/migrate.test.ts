import { unlinkSync } from 'node:fs'
import path from 'node:path'
import { shippedFolders } from '@palermo/db/migrate/files.ts'
import { migrate } from '@palermo/db/migrate.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { aMigration } from './migrating.ts'

let at: Awaited<ReturnType<typeof aMigration>>

beforeEach(async () => {
  at = await aMigration()
  return () => at.end()
})

describe('migrations', () => {
  beforeEach(() => {
    at.write('0001_one.sql', 'create table public.one (x int);')
    at.write('0002_two.sql', 'create table public.two (x int);')
  })
  const tables = async () => {
    const rows = await at.sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`
    return rows.map(({ name }) => name)
  }

  test('files run once, in their order; what is new later runs after them', async () => {
    expect(await at.ran()).toEqual(['0001_one.sql', '0002_two.sql'])
    expect(await at.ran()).toEqual([])
    at.write('0003_three.sql', 'create table public.three (x int);')
    expect(await at.ran()).toEqual(['0003_three.sql'])
    expect(await tables()).toEqual(['one', 'three', 'two'])
  })

  test('two that start at once run each file once', async () => {
    const both = await Promise.all([at.ran(), at.ran()])
    expect(both.flat().sort()).toEqual(['0001_one.sql', '0002_two.sql'])
  })

  test('a file that changed after it ran is refused, with what to do', async () => {
    await at.run()
    at.write('0002_two.sql', 'create table public.two (x text);')
    await expect(at.run()).rejects.toThrow(
      'the migration 0002_two.sql has run and is now changed: restore the file as it was released, and make the change in a new migration',
    )
  })

  test('a file that vanished after it ran is refused', async () => {
    at.writeObject('things/one.sql', `create or replace function app.one() returns int language sql as $$ select 1 $$;`)
    at.write('0001_one.sql', 'create schema app authorization palermo_definer;')
    await at.run()
    unlinkSync(path.join(at.folders.migrations, '0001_one.sql'))
    await expect(at.run()).rejects.toThrow('0001_one.sql has run and is now missing')
  })

  test('an older file that came later is refused, not skipped', async () => {
    unlinkSync(path.join(at.folders.migrations, '0001_one.sql'))
    await at.run()
    at.write('0001_one.sql', 'create table public.one (x int);')
    await expect(at.run()).rejects.toThrow('0001_one.sql is older than 0002_two.sql')
  })

  test('two files with one number, and a name that is none, are refused before anything runs', async () => {
    at.write('0002_too.sql', 'select 1;')
    await expect(at.run()).rejects.toThrow('two migrations carry the number 0002')
    unlinkSync(path.join(at.folders.migrations, '0002_too.sql'))
    at.write('3-three.sql', 'select 1;')
    await expect(at.run()).rejects.toThrow("3-three.sql is no migration's name")
    expect(await tables()).toEqual([])
  })

  test('where one fails nothing of the update stays', async () => {
    at.write('0002_two.sql', 'create table public.two (x int); select 1 / 0;')
    await expect(at.run()).rejects.toMatchObject({ code: '22012' })
    expect(await tables()).toEqual([])
    at.write('0002_two.sql', 'create table public.two (x int);')
    expect(await at.ran()).toEqual(['0001_one.sql', '0002_two.sql'])
  })
})

test('a database that was made by another version is refused, with what to do', async () => {
  await at.sql`create schema migrations`
  await at.sql`create table migrations.applied (name text primary key, hash text not null, at timestamptz not null default now())`
  await at.sql`insert into migrations.applied (name, hash) values ('0001_foundation.sql', 'x')`
  await expect(migrate(at.url, undefined, shippedFolders)).rejects.toThrow(
    /this database was made by an earlier version \(it has 0001_foundation.sql\): start it once with the last version that has the migration 0180_loading.sql, then with this one; or empty it with npm run db:reset/,
  )
})
