import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate, readMigrations } from '@palermo/db/migrate.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'

let folder: string
let url: string
let owner: postgres.Sql

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)

beforeAll(() => {
  owner = postgres(inject('superuserUrl'), { max: 1, onnotice: () => {} })
})
afterAll(() => owner.end())
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-migrations-'))
  const name = `migrate_${path.basename(folder).slice(-6).toLowerCase()}`
  await owner`create database ${owner(name)}`
  const address = new URL(inject('superuserUrl'))
  address.pathname = `/${name}`
  url = address.href
  write('0001_one.sql', 'create table public.one (x int);')
  write('0002_two.sql', 'create table public.two (x int);')
  return async () => {
    await owner`drop database ${owner(name)} with (force)`
    rmSync(folder, { recursive: true })
  }
})

const tables = async () => {
  const sql = postgres(url, { max: 1 })
  const rows = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`
  await sql.end()
  return rows.map(({ name }) => name)
}

test('files run once, in their order; what is new later runs after them', async () => {
  expect(await migrate(url, undefined, folder)).toEqual(['0001_one.sql', '0002_two.sql'])
  expect(await migrate(url, undefined, folder)).toEqual([])
  write('0003_three.sql', 'create table public.three (x int);')
  expect(await migrate(url, undefined, folder)).toEqual(['0003_three.sql'])
  expect(await tables()).toEqual(['one', 'three', 'two'])
})

test('two that start at once run each file once', async () => {
  const ran = await Promise.all([migrate(url, undefined, folder), migrate(url, undefined, folder)])
  expect(ran.flat().sort()).toEqual(['0001_one.sql', '0002_two.sql'])
})

test('a file that changed after it ran is refused', async () => {
  await migrate(url, undefined, folder)
  write('0002_two.sql', 'create table public.two (x text);')
  await expect(migrate(url, undefined, folder)).rejects.toThrow('0002_two.sql has run and is now changed')
})

test('a file that vanished after it ran is refused', async () => {
  await migrate(url, undefined, folder)
  unlinkSync(path.join(folder, '0001_one.sql'))
  await expect(migrate(url, undefined, folder)).rejects.toThrow('0001_one.sql has run and is now missing')
})

test('an older file that came later is refused, not skipped', async () => {
  unlinkSync(path.join(folder, '0001_one.sql'))
  await migrate(url, undefined, folder)
  write('0001_one.sql', 'create table public.one (x int);')
  await expect(migrate(url, undefined, folder)).rejects.toThrow('0001_one.sql is older than 0002_two.sql')
})

test('two files with one number, and a name that is none, are refused before anything runs', async () => {
  write('0002_too.sql', 'select 1;')
  await expect(migrate(url, undefined, folder)).rejects.toThrow('two migrations carry the number 0002')
  unlinkSync(path.join(folder, '0002_too.sql'))
  write('3-three.sql', 'select 1;')
  await expect(migrate(url, undefined, folder)).rejects.toThrow('3-three.sql is no migration’s name'.replace('’', "'"))
  expect(await tables()).toEqual([])
})

test('a file that fails leaves nothing of itself, and those before it stay', async () => {
  write('0002_two.sql', 'create table public.two (x int); select 1 / 0;')
  await expect(migrate(url, undefined, folder)).rejects.toMatchObject({ code: '22012' })
  expect(await tables()).toEqual(['one'])
  write('0002_two.sql', 'create table public.two (x int);')
  expect(await migrate(url, undefined, folder)).toEqual(['0002_two.sql'])
})

test('the product’s own files are well named, one number each', () => {
  expect(readMigrations().length).toBeGreaterThan(0)
})
