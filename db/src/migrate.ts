import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { ensureRoles, type GivenLogins, narrowDatabase } from './roles.ts'
import type { SlotSql } from './slots.ts'

const folder = fileURLToPath(new URL('../migrations/', import.meta.url))
const shape = /^(\d{4})_[a-z0-9_]+\.sql$/

interface Migration {
  name: string
  hash: string
  text: string
}

/** Files in order. Throws for a name that is none and for a number that stands twice. */
export const readMigrations = (from = folder): Migration[] => {
  const names = readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = new Set<string>()
  for (const name of names) {
    const number = shape.exec(name)?.[1]
    if (number === undefined) throw new Error(`${name} is no migration's name`)
    if (numbers.has(number)) throw new Error(`two migrations carry the number ${number}`)
    numbers.add(number)
  }
  return names.map((name) => {
    const text = readFileSync(`${from}/${name}`, 'utf8')
    return { name, text, hash: createHash('sha256').update(text).digest('hex') }
  })
}

const longestTry = 60

/**
 * Whoever waits for a lock makes everybody who comes later wait behind it. So a migration gives up after two seconds, lets
 * the others through, and tries again.
 */
const patiently = async (apply: () => Promise<unknown>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await apply()
      return
    } catch (error) {
      const locked = error instanceof Error && 'code' in error && error.code === '55P03'
      if (!locked || tries === longestTry) throw error
      await sleep(500)
    }
  }
}

/**
 * Brings the database up to date: roles, then each file that has not run, one transaction each, under one lock so that
 * two starters do not both run it. `given` are the logins that bring a password of their own. Refuses a file that changed or vanished after it had run.
 * @returns the names of the files that ran now.
 */
export const migrate = async (
  url: string,
  log: (line: string) => void = () => {},
  from = folder,
  given: GivenLogins = {},
): Promise<string[]> => {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false })
  try {
    await sql`select pg_advisory_lock(7235418)`
    await ensureRoles(sql, url, given)
    await narrowDatabase(sql)
    await sql`create schema if not exists migrations`
    await sql`create table if not exists migrations.applied (name text primary key, hash text not null, at timestamptz not null default now())`
    // A process asks whether what it was built for has run; the files are no secret, the image holds them.
    await sql`grant usage on schema migrations to palermo_api`
    await sql`grant select on migrations.applied to palermo_api`
    const applied = new Map(
      (await sql<{ name: string; hash: string }[]>`select name, hash from migrations.applied`).map((row) => [
        row.name,
        row.hash,
      ]),
    )
    const files = readMigrations(from)
    const last = [...applied.keys()].sort().at(-1) ?? ''
    for (const [name, hash] of applied) {
      const file = files.find((candidate) => candidate.name === name)
      if (file?.hash !== hash)
        throw new Error(`the migration ${name} has run and is now ${file ? 'changed' : 'missing'}`)
    }
    const waiting = files.filter(({ name }) => !applied.has(name))
    for (const { name } of waiting)
      if (name < last) throw new Error(`the migration ${name} is older than ${last}, which has run`)
    for (const file of waiting) {
      log(`migration ${file.name}`)
      await patiently(() =>
        sql.begin(async (tx) => {
          await tx`set local lock_timeout = '2s'`
          await tx.unsafe(file.text)
          await tx`insert into migrations.applied (name, hash) values (${file.name}, ${file.hash})`
        }),
      )
    }
    return waiting.map(({ name }) => name)
  } finally {
    await sql.end()
  }
}

/** The migrations that this version was built with: read once, at the start of a process. */
export const shippedMigrations = (): readonly string[] => readMigrations().map(({ name, hash }) => `${name} ${hash}`)

/**
 * Whether each of `shipped` has run here. A database that is ahead is right as well: an update migrates it while the
 * processes of the version before go on.
 */
export const isMigrated = async (sql: SlotSql, shipped: readonly string[]): Promise<boolean> => {
  const [row] = await sql<{ missing: number }[]>`
    select count(*)::int as missing from unnest(${shipped as string[]}::text[]) one
    where one not in (select name || ' ' || hash from migrations.applied)`
  return row?.missing === 0
}
