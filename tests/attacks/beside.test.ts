import { openHint, sealHint } from '@palermo/db/hint-seal.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { wake } from '@palermo/db/wake.ts'
import { mostWebhooks, webhookKinds } from '@palermo/shared/notices/webhooks.ts'
import postgres from 'postgres'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, refused } from './raw.ts'

// Attacks on what is not in tables: channels, the server's
// statistics, locks, and limits that parallel requests might exceed.

let force: TaskForce
let caseworker: TestPerson
let supervisor: TestPerson
let api: Raw
let worker: Raw

beforeAll(async () => {
  force = await aTaskForce()
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  api = rawConnection(force)
  worker = rawConnection(force, 'worker')
})
afterAll(async () => {
  await Promise.all([api.end(), worker.end()])
  await force.end()
})

const aCase = async () => {
  const officer = await force.person(await force.agency('police'), 'officer')
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  return (await act(force, caseworker, sent, 'accept')).body.caseId ?? ''
}

describe('whoever listens on the channels of the database', () => {
  test.each(['api', 'worker', 'keys', 'queue'] as const)(
    'as %s hears that something is there, and neither who nor what',
    async (role) => {
      const sql = postgres(urlFor(force.url, role), { max: 1, onnotice: () => {} })
      const heard: string[] = []
      for (const channel of ['moved', 'looks', 'told']) await sql.listen(channel, (payload) => void heard.push(payload))
      const caseId = await aCase()
      const page = v7()
      const looked = await force.as(caseworker)('PUT', `/stream/pages/${page}`, { kind: 'case', id: caseId })
      expect(looked.status).toBe(200)
      wake(force.db, 'notified', caseworker.id)
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(2), { timeout: 10_000 })
      const said = heard.join(' ')
      for (const secret of [caseId, page, caseworker.id, caseworker.agencyId, '"case"', '"C0"', '"here"'])
        expect(said).not.toContain(secret)
      // The lengths of the messages must not reveal anything either.
      expect(new Set(heard.filter((text) => text.length < 500).map((text) => text.length)).size).toBeLessThanOrEqual(1)
      await sql.end()
    },
  )

  test('a hint is opened by whoever has its key, for its own channel alone; what somebody made up is none', () => {
    const { ring } = force.db
    const sealed = sealHint(ring, 'looks', 'Somebody is here.') ?? ''
    expect(openHint(ring, 'looks', sealed)).toBe('Somebody is here.')
    expect(openHint(ring, 'moved', sealed)).toBeUndefined()
    expect(openHint(ring, 'looks', `${sealed.slice(0, -4)}AAA=`)).toBeUndefined()
    expect(openHint(ring, 'looks', '{"kind":"left","from":"me","seats":["x"]}')).toBeUndefined()
  })
})

describe('what PostgreSQL counts and holds', () => {
  test.each([
    'select n_live_tup from pg_stat_user_tables',
    'select n_tup_ins from pg_stat_all_tables',
    'select idx_scan from pg_stat_user_indexes',
    'select * from pg_stat_activity',
    'select * from pg_locks',
    `select pg_relation_size('app.cases')`,
    `select pg_total_relation_size('app.referrals')`,
    `select pg_stat_get_live_tuples('app.cases'::regclass)`,
    'select pg_advisory_lock(1)',
    'select pg_try_advisory_xact_lock(1)',
    "select authz.turn_key('texts')",
  ])('is for no login of a process: %s', async (statement) => {
    await refused(api.attempt(caseworker, (sql) => sql.unsafe(statement)))
    await refused(worker.attempt(null, (sql) => sql.unsafe(statement)))
  })

  test('what was gathered of the values in a column is shown to nobody whom rows are hidden from', async () => {
    await force.owner`analyze app.cases`
    const rows = await api.attempt(
      caseworker,
      (sql) => sql`select * from pg_stats where schemaname in ('app', 'authz', 'aud')`,
    )
    expect(rows).toEqual([])
  })

  test('the turn of one login is not held by another', async () => {
    const other = rawConnection(force)
    await api.sql`begin`
    await api.sql`select app.wait_for_turn('texts')`
    const [same] = await other.attempt(null, (sql) => sql<{ mine: boolean }[]>`select app.take_turn('texts') as mine`)
    expect(same?.mine).toBe(false)
    const [theirs] = await worker.attempt(
      null,
      (sql) => sql<{ mine: boolean }[]>`select app.take_turn('texts') as mine`,
    )
    expect(theirs?.mine).toBe(true)
    await api.sql`rollback`
    await other.end()
  })
})

describe('many at once', () => {
  test('make no more webhooks than an agency may have', async () => {
    const add = () => {
      const body = { url: `https://hooks.test/${v7()}`, kinds: [webhookKinds[0]] }
      return force.as(supervisor)('POST', '/webhooks', body, { 'idempotency-key': v7() })
    }
    const made = await Promise.all(Array.from({ length: 20 }, add))
    expect(new Set(made.map(({ status }) => status)).size).toBeLessThanOrEqual(2)
    const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.webhooks where ended_at is null`
    expect(row?.n).toBe(mostWebhooks)
  })

  test('make one calendar address, each instead of the one before, and none fails', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => force.as(caseworker)('POST', '/feeds/mine')))
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]))
    const [row] = await force.owner<
      { n: number }[]
    >`select count(*)::int as n from app.calendar_feeds where person_id = ${caseworker.id}`
    expect(row?.n).toBe(1)
  })
})

test('each row that is refused among several leaves a line of its own', async () => {
  const hidden = v7()
  const lines = async () => {
    const [row] = await force.owner<{ n: number }[]>`
      select count(*)::int as n from aud.leaf where actor = ${supervisor.id} and outcome = 'refused' and subject_id = ${hidden}`
    return row?.n
  }
  const body = { action: 'reassign', rows: [hidden], personId: caseworker.id }
  const acted = await force.as(supervisor)('POST', '/work-items/actions', body, { 'idempotency-key': v7() })
  expect([acted.status, acted.body]).toMatchObject([200, { results: [{ outcome: 'refused' }] }])
  expect(await lines()).toBe(1)
})

test('a page may ask for nothing of the device', async () => {
  for (const url of ['/api/health', '/api/cases', '/nowhere']) {
    const { headers } = await force.app.inject({ url })
    expect(headers['permissions-policy'], url).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
  }
})
