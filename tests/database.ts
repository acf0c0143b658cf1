import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { template } from './global-setup.ts'

/**
 * A database of its own for a test file: migrated, empty, on the run's one server. Call in `beforeAll`, drop in
 * `afterAll`. The address is the superuser's; a role's own address differs in user and password only.
 */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const address = new URL(inject('superuserUrl'))
  const name = `test_${process.env.VITEST_POOL_ID ?? '0'}_${randomBytes(4).toString('hex')}`
  await administer(address.href, (sql) => sql`create database ${sql(name)} template ${sql(template)}`)
  address.pathname = `/${name}`
  return {
    url: address.href,
    // Forced, as a pool that a failed test left open must not hide the failure behind another.
    drop: async () => administer(inject('superuserUrl'), (sql) => sql`drop database ${sql(name)} with (force)`),
  }
}

async function administer(url: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await run(sql)
  } finally {
    await sql.end()
  }
}
