import { randomBytes } from 'node:crypto'
import { migrate } from '@palermo/db/migrate.ts'
import { ensureRoles, narrowDatabase } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { inject } from 'vitest'

/**
 * The database with all migrations and no data. The first test file that needs a database creates it; the databases of
 * all files are copies.
 */
const template = 'template_palermo'

/**
 * Returns a new database for one test file: migrated, empty, on the server of this run. Call in `beforeAll`, and `drop`
 * in `afterAll`. `url` is the superuser's; `urlFor` in `@palermo/db/roles.ts` derives the URL of a login.
 */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = await (spare ?? clone())
  // Makes the database for the next file while the tests of this file run. A database that no file takes is deleted
  // with the server.
  spare = clone()
  spare.catch(() => undefined)
  return {
    url: addressOf(name),
    // Forced, because a connection that a failed test left open would otherwise cause a second error that hides the
    // first.
    drop: () => administer(async (sql) => void (await sql`drop database ${sql(name)} with (force)`)),
  }
}

/** Returns a database without tables, on a server that has the roles. */
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
  // Privileges on the database itself are not copied with the template, so they are set again.
  await administer(narrowDatabase, addressOf(name))
  return name
}

/**
 * Creates the template under a lock, because test files run in parallel, and under a temporary name until it is
 * complete.
 */
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
