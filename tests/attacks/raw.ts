import { urlFor } from '@palermo/db/roles.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import type { Action, Workflow } from '@palermo/shared/workflow.ts'
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

/** Refused by the database itself: by default for want of a right (42501), or by a guard (`db/src/guard-codes.ts`). */
export const refused = (attempt: Promise<unknown>, code: string | RegExp = /^(42501|PA\d{3})$/) =>
  expect(attempt).rejects.toMatchObject({ code: typeof code === 'string' ? code : expect.stringMatching(code) })

interface Recorded {
  noun?: string
  table?: string
  id: string
  version: number
  status: string
  action?: string
  caseId: string | null
  /** What is not as its workflow says: clocks that it stops, clocks that it starts and who owes them, who carries, who is told. */
  closes?: readonly string[]
  opens?: readonly { key: string; owes?: string; owesPerson?: string; owed?: string }[]
  people?: readonly { agency: string; person: string | null }[]
  notifies?: readonly { agencyId: string | null; personId: string | null }[]
}
const workflows: Record<string, Workflow> = {
  referral: referralWorkflow as unknown as Workflow,
  case: caseWorkflow as unknown as Workflow,
}
/** `app.record`, called by hand: with the clocks of the act, owed by whoever acts, where nothing else is said. */
export const record = (sql: postgres.Sql, recorded: Recorded) => {
  const { noun = 'referral', table = 'referrals', id, version, status, action = 'accept', caseId } = recorded
  const declared: Partial<Action> = workflows[noun]?.actions[action] ?? {}
  const { closes = declared.closes ?? [], people = [], notifies = [] } = recorded
  const opens = recorded.opens ?? (declared.opens ?? []).map((key) => ({ key }))
  return sql`select app.record(${noun}, ${table}, ${id}::uuid, ${version}::int, ${status}, ${action}, ${caseId}::uuid, 'PH-000000000', 'soon',
    '{}'::jsonb, ${`{${closes.join()}}`}::text[],
    (select coalesce(jsonb_agg(jsonb_build_object('owes', (select agency_id from authz.me), 'profile', 'int', 'profileVersion', '1',
        'dueAt', app.now() + interval '1 day', 'appliedRule', '{"kind": "notAfter"}'::jsonb, 'alarms', '[]'::jsonb) || o), '[]')
      from jsonb_array_elements(${sql.json(opens as never)}::jsonb) o),
    ${sql.json(people as never)}::jsonb, ${sql.json(notifies as never)}::jsonb)`
}
