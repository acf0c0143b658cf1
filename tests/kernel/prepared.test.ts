import { awaitAtCommit, read, send, write } from '@palermo/db/actor.ts'
import { app, bytes, code, instant, oneOf } from '@palermo/db/columns.ts'
import { type Database, openDatabase } from '@palermo/db/database.ts'
import { savedFilters } from '@palermo/db/filters/table.ts'
import { insert, prepared } from '@palermo/db/prepared.ts'
import { instant as anInstant, document, flag, number, orNull, rowsOf, text } from '@palermo/db/readers.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { openSlots, type SlotSql, type Slots } from '@palermo/db/slots.ts'
import { asc, eq, isNull, sql } from 'drizzle-orm'
import { bigint, boolean, date, integer, jsonb, uuid } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { countTrips, type Trips } from './trips.ts'

const trials = app.table('trials', {
  id: uuid('id').primaryKey(),
  big: bigint('big', { mode: 'bigint' }),
  whole: integer('whole'),
  flag: boolean('flag'),
  kind: oneOf('kind', ['one', 'other']),
  words: code('words').notNull().default('said'),
  day: date('day'),
  at: instant('at'),
  raw: bytes('raw'),
  json: jsonb('json'),
  codes: code('codes').array(),
  ids: uuid('ids').array(),
})
const structure = `create table app.trials (id uuid primary key, big bigint, whole integer, flag boolean, kind text, words text not null default 'said',
  day date, at timestamptz, raw bytea, json jsonb, codes text[], ids uuid[])`

let force: TaskForce
let slots: Slots
let client: SlotSql

beforeAll(async () => {
  force = await aTaskForce()
  await force.owner.unsafe(structure)
  slots = openSlots(force.url, { size: 1 })
  client = (await slots.take()).sql
})
afterAll(async () => {
  await slots.end()
  await force.end()
})
beforeEach(() => force.owner`delete from app.trials`)

const every = prepared((db) => db.select().from(trials).orderBy(asc(trials.id)))
const one = prepared((db, { id }: { id: string }) => db.select().from(trials).where(eq(trials.id, id)))

const filled: typeof trials.$inferInsert = {
  id: v7(),
  big: 9007199254740993n,
  whole: -7,
  flag: false,
  kind: 'other',
  words: `it's "quoted", \\ and {so} on`,
  day: '2026-02-28',
  at: '2026-11-24T08:40:27.123456Z',
  raw: Buffer.from([0, 255, 39, 92]),
  json: { a: [1, 'two', null], at: '2026-11-24T08:40:27Z' },
  codes: ['plain', 'with, comma', 'with "quotes" and \\', '', 'NULL', '{}'],
  ids: [v7(), v7()],
}
const nothing = (id = v7()): typeof trials.$inferInsert => ({
  id,
  big: null,
  whole: null,
  flag: null,
  kind: null,
  day: null,
  at: null,
  raw: null,
  json: null,
  codes: null,
  ids: null,
})

describe('values', () => {
  test('come back as they went in, the large number as the type says', async () => {
    await insert(client, trials, filled)
    expect(await one(client, { id: filled.id })).toEqual([filled])
  })

  test('are those that the client gives for SQL written by hand, but for the large number', async () => {
    await insert(client, trials, filled)
    await insert(client, trials, nothing())
    const byHand = await client`select * from app.trials order by id`
    const built = (await every(client)).map((row) => ({ ...row, big: row.big === null ? null : String(row.big) }))
    expect(built).toEqual([...byHand])
  })

  test('may be null, each of them', async () => {
    const empty = nothing()
    await insert(client, trials, empty)
    expect(await one(client, { id: empty.id })).toEqual([{ ...empty, words: 'said' }])
  })

  test.each([[[]], [['a', 1, null]], ['a string'], ['123'], [12], [false], [{}], ['null']])(
    'JSON %j is no other JSON afterwards',
    async (json) => {
      const id = v7()
      await insert(client, trials, { id, json })
      expect((await one(client, { id }))[0]?.json).toEqual(json)
    },
  )

  test.each([[[]], [['']], [[`'`, '\n', 'ё']]])('the list %j is the same list afterwards', async (codes) => {
    const id = v7()
    await insert(client, trials, { id, codes, ids: codes.map(() => v7()) })
    const [row] = await one(client, { id })
    expect(row?.codes).toEqual(codes)
    expect(row?.ids).toHaveLength(codes.length)
  })

  test('are changed and deleted by name, and what a statement returns is read', async () => {
    await insert(client, trials, filled)
    const change = prepared((db, { id, at, codes }: { id: string; at: string | null; codes: string[] }) =>
      db
        .update(trials)
        .set({ at, codes, whole: 3 })
        .where(eq(trials.id, id))
        .returning({ big: trials.big, when: trials.at }),
    )
    expect(await change(client, { id: filled.id, at: null, codes: [] })).toEqual([{ big: filled.big, when: null }])
    expect((await one(client, { id: filled.id }))[0]).toMatchObject({ at: null, codes: [], whole: 3 })
    const drop = prepared((db, { id }: { id: string }) =>
      db.delete(trials).where(eq(trials.id, id)).returning({ id: trials.id }),
    )
    expect(await drop(client, { id: filled.id })).toEqual([{ id: filled.id }])
    expect(await drop(client, { id: filled.id })).toEqual([])
  })
})

describe('a statement', () => {
  test('names only the columns it is given, and leaves the others to the database', async () => {
    await force.owner`grant usage on schema app to palermo_api`
    await force.owner`grant insert (id, whole) on app.trials to palermo_api`
    const narrow = openSlots(urlFor(force.url, 'api'), { size: 1 })
    try {
      const { sql: api } = await narrow.take()
      await insert(api, trials, { id: v7(), whole: 1, flag: undefined })
      await expect(insert(api, trials, { id: v7(), whole: 1, flag: true })).rejects.toMatchObject({ code: '42501' })
    } finally {
      await narrow.end()
    }
  })

  test('is one prepared text, whatever is null and however often it is sent; its constants stand in it', async () => {
    const open = prepared((db, { whole }: { whole: number }) =>
      db
        .select({ id: trials.id })
        .from(trials)
        .where(sql`${eq(trials.kind, 'one')} and ${isNull(trials.at)} and ${trials.whole} > ${whole}`)
        .limit(5),
    )
    for (const whole of [1, 2, 3]) await open(client, { whole })
    for (const row of [filled, { ...filled, ...nothing() }, { ...filled, ...nothing() }])
      await insert(client, trials, row)
    const texts = await client<{ statement: string }[]>`
      select statement from pg_prepared_statements where statement ~ 'limit 5$|^insert into "app"."trials".*"words"' order by statement`
    expect(texts.map(({ statement }) => statement)).toEqual([
      expect.stringMatching(/^insert into "app"."trials" \("id", "big".* values \(\$1, \$2/),
      expect.stringMatching(/^select "id" from .*"kind" = 'one' and .* > \$1 limit 5$/),
    ])
  })

  test('that the database refuses is refused to its caller, and the connection goes on', async () => {
    await insert(client, trials, filled)
    await expect(insert(client, trials, filled)).rejects.toMatchObject({ code: '23505' })
    await expect(one(client, { id: 'no id' })).rejects.toMatchObject({ code: '22P02' })
    expect(await every(client)).toHaveLength(1)
  })

  test('is sent once, in its turn, though it is executed and awaited several times', async () => {
    const query = send(insert(client, trials, { id: v7() }))
    await Promise.all([query, query, query])
    expect(await every(client)).toHaveLength(1)
  })

  test('without one of its values is an error before anything is sent', async () => {
    const missing: { id?: string } = {}
    await expect((async () => one(client, missing as { id: string }))()).rejects.toThrow(/UNDEFINED_VALUE/)
  })

  test('with an expression without a reader, or with a nested row, is refused when it is built', () => {
    expect(() => prepared((db) => db.select({ n: sql<number>`count(*)` }).from(trials))).toThrow(
      'n has no reader: mapWith',
    )
    expect(() => prepared((db) => db.select({ of: { id: trials.id } }).from(trials))).toThrow('flat: of.id')
  })

  test('with an expression is read by its reader, null as well', async () => {
    await insert(client, trials, filled)
    const counted = prepared((db) =>
      db
        .select({
          count: sql`count(*)::int`.mapWith(number),
          never: sql`max(at) filter (where false)`.mapWith(orNull(anInstant)),
        })
        .from(trials),
    )
    expect(await counted(client)).toEqual([{ count: 1, never: null }])
    const wrong = prepared((db) => db.select({ count: sql`count(*)`.mapWith(number) }).from(trials))
    await expect(wrong(client)).rejects.toThrow('the database gave string where a number is read')
  })
})

describe('SQL written by hand', () => {
  const rows = rowsOf({ id: trials.id, kind: trials.kind, at: trials.at, isLate: flag, other: orNull(text) })

  test('has its rows looked at once', async () => {
    await insert(client, trials, filled)
    const found = await rows(
      client`select id, kind, at, at < now() as "isLate", null as other, 'more' as more from app.trials`,
    )
    expect(found).toEqual([{ id: filled.id, kind: 'other', at: filled.at, isLate: true, other: null }])
  })

  test('that gives what its columns do not say is an error, which shows no value', async () => {
    await insert(client, trials, { ...filled, words: 'Canary' })
    const wrong = [
      'kind, at, null as "isLate"',
      `'Canary' as kind, at, true as "isLate"`,
      'kind, at, words as "isLate"',
    ]
    for (const list of wrong) {
      const error = await rows(client.unsafe(`select id, ${list}, null as other from app.trials`)).then(
        () => undefined,
        String,
      )
      expect(error).toMatch(/the database gave/)
      expect(error).not.toContain('Canary')
    }
    await expect(rows(client`select id, kind, at, true as "isLate" from app.trials`)).rejects.toThrow('gave undefined')
  })

  test('may give JSON, held against a contract, with instants as RFC 3339 writes them', async () => {
    const documents = rowsOf({ document: document(z.object({ at: z.iso.datetime(), n: z.number() })) })
    const given = client`select json_build_object('at', timestamptz '2026-11-24 08:40:27.5+00', 'n', 1)::text as document`
    expect(await documents(given)).toEqual([{ document: { at: '2026-11-24T08:40:27.5Z', n: 1 } }])
    await expect(documents(client`select '{"n":1}'::jsonb as document`)).rejects.toThrow(z.ZodError)
  })
})

describe('round trips', () => {
  let trips: Trips
  let db: Database
  let person: TestPerson

  beforeAll(async () => {
    trips = await countTrips(urlFor(force.url, 'api'))
    db = openDatabase(trips.url, { newest: 1, keys: new Map([[1, Buffer.alloc(32, 1)]]) }, { size: 1 })
    person = await force.person(await force.agency('ngo'), 'caseworker')
  })
  afterAll(async () => {
    await db.slots.end()
    await trips.end()
  })

  const own = prepared((db) => db.select({ id: savedFilters.id, page: savedFilters.page }).from(savedFilters))
  const keep = (sql: SlotSql, place: number) =>
    insert(sql, savedFilters, {
      id: v7(),
      personId: person.id,
      page: 'work',
      place,
      sealed: Buffer.alloc(60),
      opens: false,
    })
  const readTwice = () => read(db, force.who(person), (sql) => [own(sql), own(sql)])
  const writePlace = (place: number) =>
    write(db, force.who(person), async (tx) => {
      await keep(tx.sql, place)
      await own(tx.sql)
    })
  const writeAndLeave = (place: number) =>
    write(db, force.who(person), async (tx) => awaitAtCommit(tx, send(keep(tx.sql, place))))

  test('a read of several statements is one: begin, proof, statements and commit leave together', async () => {
    await readTwice()
    const { rows } = await trips.expect([5], readTwice)
    expect(rows[0]).toEqual(rows[1])
  })

  test('a write waits for its proof, for each statement that it awaits, and for the commit', async () => {
    await writePlace(1)
    await trips.expect([2, 1, 1, 1], () => writePlace(2))
  })

  test('a statement that nothing waits for leaves together with the commit', async () => {
    await writeAndLeave(3)
    await trips.expect([2, 2], () => writeAndLeave(4))
    expect((await readTwice()).rows[0].length).toBe(4)
  })

  test('a refused statement rolls everything back', async () => {
    await writePlace(5)
    const before = (await readTwice()).rows[0].length
    await expect(writeAndLeave(5)).rejects.toMatchObject({ code: '23505' })
    expect((await readTwice()).rows[0]).toHaveLength(before)
  })
})
