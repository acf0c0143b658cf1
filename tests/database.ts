import { randomBytes } from 'node:crypto'
import { migrate } from '@palermo/db/migrate.ts'
import { ensureRoles, narrowDatabase } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { inject } from 'vitest'

/** Holds all migrations and no data. The first test file that asks for a database makes it, the others clone it. */
const template = 'template_palermo'

/**
 * A database of its own for a test file: migrated, empty, on the run's one server. Call in `beforeAll`, drop in
 * `afterAll`. The address is the superuser's; a role's own is derived from it (`urlFor` in `@palermo/db/roles.ts`).
 */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = await (spare ?? clone())
  // The one for the next file, while this one's tests run. What no file asked for goes with the server.
  spare = clone()
  spare.catch(() => undefined)
  return {
    url: addressOf(name),
    // Forced, as a pool that a failed test left open must not hide the failure behind another.
    drop: () => administer(async (sql) => void (await sql`drop database ${sql(name)} with (force)`)),
  }
}

/** A database without anything in it, on a server whose roles exist. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(6).toString('hex')}`
  await administer(async (sql) => {
    await ensureRoles(sql, inject('superuserUrl'))
    await sql`create database ${sql(name)}`
  })
  return {
    url: addressOf(name),
    drop: () => administer(async (sql) => void (await sql`drop database ${sql(name)} with (force)`)),
  }
}

let spare: Promise<string> | undefined

const clone = async (): Promise<string> => {
  const name = `test_${process.env.VITEST_POOL_ID ?? '0'}_${randomBytes(4).toString('hex')}`
  await administer(async (sql) => {
    await ensureTemplate(sql)
    await sql`create database ${sql(name)} template ${sql(template)}`
  })
  // What a database itself allows is not copied with it.
  await administer(narrowDatabase, addressOf(name))
  return name
}

/** Under a lock, as test files run side by side, and under another name until it is whole. */
async function ensureTemplate(sql: postgres.Sql): Promise<void> {
  await sql`select pg_advisory_lock(1)`
  const [known] = await sql`select from pg_database where datname = ${template}`
  if (!known) {
    const unfinished = `${template}_unfinished`
    await sql`drop database if exists ${sql(unfinished)} with (force)`
    await sql`create database ${sql(unfinished)}`
    await migrate(addressOf(unfinished))
    await sql`alter database ${sql(unfinished)} rename to ${sql(template)}`
  }
  await sql`select pg_advisory_unlock(1)`
}

function addressOf(database: string): string {
  const address = new URL(inject('superuserUrl'))
  address.pathname = `/${database}`
  return address.href
}

async function administer(work: (sql: postgres.Sql) => Promise<void>, url = inject('superuserUrl')): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}
