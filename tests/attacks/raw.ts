import { urlFor } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { expect } from 'vitest'
import type { TaskForce, TestPerson } from '../task-force.ts'

/** What a process of ours could be made to send, were it taken over: its own login, and any SQL. */
export interface Raw {
  sql: postgres.Sql
  /** As `authz.begin` does it for every request; the value it leaves is what an attacker would want to keep. */
  prove(person: TestPerson): Promise<string>
  /** In a transaction of its own that is rolled back whatever happens; as nobody where no person is given. */
  attempt<T>(person: TestPerson | null, work: (sql: postgres.Sql) => Promise<T>): Promise<T>
  /** The same, committed. @throws what the database refuses at COMMIT */
  commit<T>(person: TestPerson | null, work: (sql: postgres.Sql) => Promise<T>): Promise<T>
  end(): Promise<void>
}

export const rawConnection = (force: TaskForce, role: 'api' | 'worker' | 'keys' | 'queue' = 'api'): Raw => {
  const sql = postgres(urlFor(force.url, role), { max: 1, onnotice: () => {}, fetch_types: false })
  const prove = async (person: TestPerson) => {
    await sql`select authz.begin(${person.secret}, 'test.attacked', null, null, 'test', true)`
    const [row] = await sql<{ pointer: string }[]>`select current_setting('authz.leaf') as pointer`
    return row?.pointer ?? ''
  }
  const transaction = async <T>(person: TestPerson | null, end: string, work: (sql: postgres.Sql) => Promise<T>) => {
    await sql`begin`
    try {
      if (person) await prove(person)
      const result = await work(sql)
      await sql.unsafe(end)
      return result
    } catch (error) {
      await sql`rollback`
      throw error
    }
  }
  return {
    sql,
    prove,
    attempt: (person, work) => transaction(person, 'rollback', work),
    commit: (person, work) => transaction(person, 'commit', work),
    end: () => sql.end({ timeout: 1 }),
  }
}

/** Refused by the database itself; by default for want of a right (42501). */
export const refused = (attempt: Promise<unknown>, code: string | RegExp = '42501') =>
  expect(attempt).rejects.toMatchObject({ code: typeof code === 'string' ? code : expect.stringMatching(code) })

interface Recorded {
  noun?: string
  table?: string
  id: string
  version: number
  status: string
  action?: string
  caseId: string | null
}
/** The second half of the door, called by hand. */
export const record = (
  sql: postgres.Sql,
  { noun = 'referral', table = 'referrals', id, version, status, action, caseId }: Recorded,
) =>
  sql`select app.record(${noun}, ${table}, ${id}::uuid, ${version}::int, ${status}, ${action ?? 'accept'}, ${caseId}::uuid, 'PH-000000000', 'soon',
    '{}'::jsonb, '{}'::text[], '[]'::jsonb, '[]'::jsonb, '[]'::jsonb)`
