import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { v7 } from 'uuid'
import { asJson } from './json.ts'

/**
 * The progress of the demo story. While the story is written, the system's clock is set to the past; afterwards it
 * shows the real time.
 */
export type DemoProgress = 'nothing' | 'unfinished' | 'all'

/**
 * The operations of the demo that only the migration login may run: moving the clock, acting as any account, starting
 * again.
 */
export interface DemoControl {
  owner: Sql
  progress(): Promise<DemoProgress>
  /** Sets the clock of the whole system to `at`; without `at`, to the real time. */
  setClock(at?: number): Promise<void>
  now(): Promise<number>
  /**
   * Opens a session for each account, so that the demo can act as the account. Returns the secrets in the order of
   * `people`.
   */
  openSessions(people: readonly string[]): Promise<Buffer[]>
  endSessions(): Promise<void>
  /** Marks messages from before `at` as delivered, so that the workers do not send them when they start. */
  quietBefore(at: number): Promise<void>
  end(): Promise<void>
}

export const openDemoControl = (ownerUrl: string): DemoControl => {
  const owner = postgres(ownerUrl, {
    max: 2,
    onnotice: () => {},
    // Commits need not wait for the disk, because a story that a crash interrupts is written again from its beginning.
    connection: { application_name: 'palermo-demo', synchronous_commit: 'off', TimeZone: 'UTC' },
  })
  return {
    owner,
    async progress() {
      const [row] = await owner<{ force: boolean; past: boolean }[]>`
        select exists (select from app.task_force) as force,
            moved < '0' and not exists (select from app.task_force where not demo) as past from app.clock`
      if (row?.past) return 'unfinished'
      return row?.force ? 'all' : 'nothing'
    },
    async setClock(at) {
      const instant = at === undefined ? null : new Date(at).toISOString()
      await owner`update app.clock set moved = coalesce(${instant}::timestamptz - now(), '0')`
    },
    async now() {
      const [row] = await owner<{ now: Date }[]>`select app.now() as now`
      return row?.now.getTime() ?? Number.NaN
    },
    async openSessions(people) {
      const secrets = people.map(() => randomBytes(32))
      const wanted = people.map((person, i) => ({
        id: v7(),
        person,
        secret: hex(secrets[i]),
        refresh: hex(randomBytes(32)),
      }))
      await owner`select authz.insert_session(w.id, w.person, decode(w.secret, 'hex'), decode(w.refresh, 'hex'), 'demo', '1 hour')
        from jsonb_to_recordset(${owner.json(asJson(wanted))}) as w(id uuid, person uuid, secret text, refresh text)`
      return secrets
    },
    async endSessions() {
      await owner`update authz.sessions set revoked_at = now() where device = 'demo' and revoked_at is null`
    },
    async quietBefore(at) {
      await owner`update app.outbox set sent_at = now(), done_at = now()
        where done_at is null and (payload->>'at')::timestamptz < ${new Date(at).toISOString()}::timestamptz`
    },
    end: () => owner.end(),
  }
}

const hex = (bytes: Buffer | undefined) => bytes?.toString('hex')

/** Empties a database in which the story was interrupted; migrations then create its objects again. */
export const forgetStory = async (ownerUrl: string): Promise<void> => {
  const control = openDemoControl(ownerUrl)
  try {
    if ((await control.progress()) !== 'unfinished') throw new Error('only an unfinished story is forgotten')
    await control.owner`drop schema app, authz, aud, migrations cascade`
  } finally {
    await control.end()
  }
}
