import { readMe } from '@palermo/db/accounts/queries.ts'
import { awaitAtCommit, read, send, write } from '@palermo/db/actor.ts'
import { type Database, openDatabase } from '@palermo/db/database.ts'
import { readReferral } from '@palermo/db/referrals/queries.ts'
import { urlFor } from '@palermo/db/roles.ts'
import type { SlotSql } from '@palermo/db/slots.ts'
import { countWorkItems, listWorkItems } from '@palermo/db/work-items/queries.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { WorkItemQuery } from '@palermo/shared/work-items/contract.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let sent: Referral
/** A database pool with a single connection, so that each transaction uses the connection that the earlier one used. */
let one: Database

beforeAll(async () => {
  force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  sent = await aSentReferral(force, officer, caseworker.agencyId)
})
afterAll(() => force.end())
beforeEach(() => {
  one = openDatabase(urlFor(force.url, 'api'), force.db.ring, { size: 1, name: 'palermo-attacked' })
})
afterEach(() => one.slots.end())

/** Acts as an earlier user of the connection: runs any SQL, and returns the connection to the pool as if unchanged. */
const earlier = async (work: (sql: SlotSql) => Promise<unknown>) => {
  const slot = await one.slots.take()
  await work(slot.sql)
  one.slots.give(slot, true)
}
const look = async () => ({
  me: await readMe(one, force.who(caseworker), 'https://www.example.org/'),
  referral: await readReferral(one, force.who(caseworker), sent.id),
  desk: await listWorkItems(one, force.who(caseworker), WorkItemQuery.parse({})),
  counts: await countWorkItems(one, force.who(caseworker)),
  written: await write(one, force.who(caseworker), async ({ sql, now }) => {
    const [row] = await sql`select '\\x00ff'::bytea as bytes, app.now() = ${now}::timestamptz as same`
    return row
  }),
})
const leaves = async () => {
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from aud.leaf`
  return row?.n ?? 0
}
/**
 * Reads a second time if the first read fails, which is allowed after such damage; no read may return a wrong answer.
 */
const lookTwice = () => look().catch(look)

describe('what somebody set for the session does not reach the next one', () => {
  test.each([
    `set timezone = 'Asia/Tokyo'`,
    `set datestyle = 'German, DMY'`,
    `set intervalstyle = 'sql_standard'`,
    `set bytea_output = 'escape'`,
    `set search_path = 'bullmq'`,
    `set statement_timeout = 1`,
    `set lock_timeout = 1`,
    `set idle_in_transaction_session_timeout = 1`,
    `set default_transaction_read_only = on`,
    `set default_transaction_isolation = 'serializable'`,
    `set row_security = off`,
    `set array_nulls = off`,
    `set extra_float_digits = -15`,
    `set standard_conforming_strings = off`,
    `set transform_null_equals = on`,
    `set client_encoding = 'LATIN1'`,
    `set synchronous_commit = off`,
    `select set_config('authz.leaf', (select '1'), false)`,
    `listen palermo; notify palermo, 'x'`,
  ])('%s', async (statement) => {
    const expected = await look()
    await earlier((sql) => sql.unsafe(statement))
    expect(await lookTwice()).toEqual(expected)
  })

  test('nor does a transaction left open, nor one left broken', async () => {
    const expected = await look()
    await earlier((sql) => sql.unsafe('begin; select 1'))
    expect(await lookTwice()).toEqual(expected)
    await earlier((sql) => sql.unsafe('begin; select 1 / 0').catch(() => {}))
    expect(await lookTwice()).toEqual(expected)
  })

  test('a statement may take five seconds and no more, whatever was set before', async () => {
    await earlier((sql) => sql.unsafe('set statement_timeout = 0'))
    const { rows } = await read(one, force.who(caseworker), (sql) => [
      sql`select current_setting('statement_timeout') as timeout, current_setting('timezone') as zone`,
    ])
    expect(rows[0]).toEqual([{ timeout: '5s', zone: 'UTC' }])
  })
})

describe('prepared statements', () => {
  test('nobody can learn their names, which nobody can guess', async () => {
    await look()
    await expect(earlier((sql) => sql`select name from pg_prepared_statements`)).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('all thrown away, the next one is answered rightly, or told to try again', async () => {
    const expected = await look()
    await earlier((sql) => sql.unsafe('deallocate all'))
    expect(await lookTwice()).toEqual(expected)
    // A statement that was not prepared before must not run alone,
    // outside the transaction that failed for lost statements.
    await earlier((sql) => sql.unsafe('deallocate all'))
    const count = () =>
      read(one, force.who(caseworker), (sql) => [sql`select count(*)::int as n, 'new' as sort from app.referrals`])
    const { rows } = await count().catch(count)
    expect(rows[0][0]).toEqual({ n: 1, sort: 'new' })
  })

  test('of several in one transaction none is sent again by itself, and none is run after it', async () => {
    const numbers = () =>
      read(one, force.who(caseworker), (sql) => [sql`select ${1}::int as n`, sql`select ${2}::int as m`])
    await numbers()
    const start = await leaves()
    await earlier((sql) => sql.unsafe('deallocate all'))
    expect((await numbers()).rows).toMatchObject([[{ n: 1 }], [{ m: 2 }]])
    expect(await leaves()).toBe(start + 1)
    const written = () =>
      write(one, force.who(caseworker), {
        first: (sql) => send(sql`select ${3}::int as n`),
        work: async ({ sql }, _, [first]) => [first, ...(await sql`select ${4}::int as n`)],
      })
    await written()
    await earlier((sql) => sql.unsafe('deallocate all'))
    expect(await written()).toEqual([{ n: 3 }, { n: 4 }])
    expect(await leaves()).toBe(start + 3)
  })

  test('thrown away in the midst of a transaction, what leaves with the commit is not run outside of it', async () => {
    await force.owner.unsafe(`
      create table app.attempts (round int not null); grant insert, select on app.attempts to public`)
    let round = 0
    const writeAfter = (thrown: number) =>
      write(one, force.who(caseworker), async (tx) => {
        round++
        if (round <= thrown) await tx.sql.unsafe('deallocate all')
        for (const _ of [1, 2])
          awaitAtCommit(tx, send(tx.sql`insert into app.attempts select ${round}::int where ${round}::int > 0`))
        await Promise.all([tx.sql`select ${1}::int as n`, tx.sql`select ${2}::int as m`])
      })
    const rounds = () => force.owner<{ round: number }[]>`select round from app.attempts order by round`
    await writeAfter(0)
    round = 0
    await writeAfter(1)
    expect(await rounds()).toEqual([{ round: 1 }, { round: 1 }, { round: 2 }, { round: 2 }])
    // After the first failure nothing is prepared on the connection,
    // so the second attempt cannot fail for lost statements.
    expect(round).toBe(2)
  })

  test('those that a migration made stale are prepared anew', async () => {
    await force.owner.unsafe(`
      create table app.migrated (a int not null); grant select on app.migrated to public;
      insert into app.migrated values (1), (2)`)
    const both = () =>
      read(one, force.who(caseworker), (sql) => [
        sql`select * from app.migrated where a = ${1}`,
        sql`select * from app.migrated where a > ${1}`,
      ])
    expect((await both()).rows).toEqual([[{ a: 1 }], [{ a: 2 }]])
    const start = await leaves()
    await force.owner.unsafe('alter table app.migrated add column b int')
    expect((await both()).rows).toEqual([[{ a: 1, b: null }], [{ a: 2, b: null }]])
    expect(await leaves()).toBe(start + 1)
  })

  test('one that stays away tells to try again, and leaves the connection to the next one', async () => {
    let lost = true
    const look = () =>
      write(one, force.who(caseworker), async ({ sql }) => {
        await sql`select ${1}::int as n`
        if (lost) await sql.unsafe('deallocate all')
        return sql`select ${1}::int as n`
      })
    await expect(look()).rejects.toMatchObject({ problem: 'unavailable' })
    lost = false
    expect(await look()).toEqual([{ n: 1 }])
  })

  test('others put under guessed names are run by nobody', async () => {
    const expected = await look()
    await earlier((sql) =>
      sql.unsafe(
        `deallocate all; ${Array.from({ length: 50 }, (_, i) => `prepare "s${i}" as select null as document; prepare "${i}" as select null as document`).join(';')}`,
      ),
    )
    expect(await lookTwice()).toEqual(expected)
  })
})

test('secrets and words never stand in the text of a statement', async () => {
  const texts = new Set<string>()
  const watch = async () => {
    for (const { query } of await force.owner<{ query: string }[]>`
      select query from pg_stat_activity where datname = current_database() and usename like 'palermo%'`)
      texts.add(query)
  }
  for (let round = 0; round < 5; round++) await Promise.all([look(), watch(), aSentReferralBy(), watch()])
  // A page is read by one statement; `pg_stat_activity` shows the last statement of each connection.
  await countWorkItems(one, force.who(caseworker))
  await watch()
  expect([...texts].join()).toContain('app.')
  const secrets = [
    caseworker.secret.toString('hex'),
    caseworker.secret.toString('base64url'),
    'Canary',
    caseworker.email,
  ]
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret)
})

const aSentReferralBy = async () => {
  const officer = await force.person(await force.agency('police'), 'officer')
  return aSentReferral(force, officer, caseworker.agencyId)
}

describe('a pipelined read that fails', () => {
  const good = () => read(one, force.who(caseworker), (sql) => [sql`select count(*)::int as n from app.referrals`])

  test('a failing statement fails the whole, leaves no line in the log, and the next one is well', async () => {
    await good()
    const start = await leaves()
    for (let round = 0; round < 5; round++) {
      await expect(
        read(one, force.who(caseworker), (sql) => [sql`select 1 / (${round}::int * 0)`, sql`select 1`]),
      ).rejects.toMatchObject({ code: '22012' })
    }
    expect(await leaves()).toBe(start)
    expect((await good()).rows[0][0]?.n).toBeGreaterThan(0)
    expect(await leaves()).toBe(start + 1)
    expect(one.slots.waiting()).toBe(0)
  })

  test('a COMMIT that answers ROLLBACK is no success', async () => {
    const start = await leaves()
    // The deferred check refuses this transaction at COMMIT.
    await expect(
      read(one, force.who(caseworker), (sql) => [
        sql`update app.referrals set version = version + 1 where id = ${sent.id} returning id`,
      ]),
    ).rejects.toBeInstanceOf(Error)
    // The statement fails and its error is ignored: COMMIT succeeds but answers ROLLBACK.
    await expect(
      write(one, force.who(caseworker), async ({ sql }) => {
        await sql`select 1 / 0`.catch(() => {})
        return 'done'
      }),
    ).rejects.toThrow('did not commit')
    expect(await leaves()).toBe(start)
    expect((await good()).rows[0][0]?.n).toBeGreaterThan(0)
  })

  test('a wrong session is told from a broken database', async () => {
    const stranger = { ...caseworker, secret: Buffer.alloc(32) }
    await expect(read(one, force.who(stranger), (sql) => [sql`select 1`])).rejects.toMatchObject({
      problem: 'not-signed-in',
    })
  })

  test('a lost connection is noticed in the middle of work, and is not given to anybody else', async () => {
    const start = await leaves()
    const lost = write(one, force.who(caseworker), async ({ sql }) => {
      const [row] = await sql`select pg_backend_pid() as pid`
      await force.owner`select pg_terminate_backend(${row?.pid}, 2000)`
      // The database driver would reconnect without a notice and run this statement outside any transaction.
      await sql`select 1`.catch(() => {})
      return 'done'
    })
    await expect(lost).rejects.toBeInstanceOf(Error)
    expect(await leaves()).toBe(start)
    expect((await good()).rows[0][0]?.n).toBeGreaterThan(0)
    await earlier(async (sql) => {
      const [row] = await sql`select pg_backend_pid() as pid`
      await force.owner`select pg_terminate_backend(${row?.pid}, 2000)`
    })
    const again = await good().catch(good)
    expect(again.rows[0][0]?.n).toBeGreaterThan(0)
  })

  test('many failures beside many successes leave the pool whole and nobody waiting', async () => {
    const start = await leaves()
    const many = openDatabase(urlFor(force.url, 'api'), force.db.ring, { size: 3, name: 'palermo-many' })
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) =>
        read(many, force.who(caseworker), (sql) => [sql`select 1 / ${i % 3}::int as n`]),
      ),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
    expect(await leaves()).toBe(start + 40)
    expect(many.slots.waiting()).toBe(0)
    const [row] = await force.owner`
      select count(*)::int as n, count(*) filter (where state like 'idle in transaction%')::int as open
        from pg_stat_activity where application_name = 'palermo-many'`
    expect(row).toMatchObject({ open: 0 })
    expect(row?.n).toBeLessThanOrEqual(3)
    await many.slots.end()
  })
})
