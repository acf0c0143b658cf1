import { urlFor } from '@palermo/db/roles.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import type { Action, Workflow } from '@palermo/shared/workflow.ts'
import postgres from 'postgres'
import { expect } from 'vitest'
import type { TaskForce, TestPerson } from '../task-force.ts'

/** What an attacker with a process of Palermo could send: any SQL with the login of that process. */
export interface Raw {
  sql: postgres.Sql
  /**
   * Proves the identity as `authz.begin` does for every request,
   * and returns the proof, which an attacker would want to reuse.
   */
  prove(person: TestPerson): Promise<string>
  /** Runs in a transaction that is always rolled back. Without a person, no identity is proved. */
  attempt<T>(person: TestPerson | null, work: (sql: postgres.Sql) => Promise<T>): Promise<T>
  /** Runs as `attempt` does, but commits. @throws the error with which the database refuses at COMMIT */
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

/**
 * Expects the database to refuse: for a missing right (42501) or
 * by a guard (`db/src/guard-codes.ts`), unless a code is given.
 */
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
  /** Given only if different from the workflow: deadlines that end or begin, assignees, recipients of notifications. */
  closes?: readonly string[]
  opens?: readonly { key: string; owes?: string; owesPerson?: string; owed?: string }[]
  people?: readonly { agency: string; person: string | null }[]
  notifies?: readonly { agencyId: string | null; personId: string | null }[]
}
const workflows: Record<string, Workflow> = {
  referral: referralWorkflow as unknown as Workflow,
  case: caseWorkflow as unknown as Workflow,
}
/** Calls `app.record` directly. Unless given, the deadlines are those of the action, owed by the acting agency. */
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
