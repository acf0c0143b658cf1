import { urlFor } from '@palermo/db/roles.ts'
import { functions } from '@palermo/shared/actor.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { admit, crowd } from './people.ts'
import { countAndPublish } from './publish.ts'

let force: TaskForce
let worker: ByHand
let lead: TestPerson
let ngo: string

beforeAll(async () => {
  force = await aTaskForce()
  worker = byHand(force)
  ngo = await force.agency('ngo')
  lead = await force.person(await force.agency('secretariat'), 'lead')
  await admit(force.owner, crowd, '2020-01-01T00:00:00Z')
  await countAndPublish(worker)
})
afterAll(async () => {
  await worker.end()
  await force.end()
})

const inject = (person: TestPerson, path: string) =>
  force.app.inject({ url: `/api${path}`, headers: { authorization: `Bearer ${person.token}` } })

test.each(functions.filter((role) => role !== 'lead'))('the numbers are not for an %s', async (role) => {
  const person = await force.person(ngo, role)
  for (const path of ['/statistics', '/statistics?format=csv', '/statistics?week=2020-01-06']) {
    const reply = await inject(person, path)
    expect([path, reply.statusCode]).toEqual([path, 403])
    expect(reply.body).not.toMatch(/women|people/)
  }
})

test('no login reads what is counted or rounded, nor counts or publishes by itself, but through what it was given', async () => {
  const tables = ['rows', 'releases', 'cells'].map((name) => `app.statistics_${name}`)
  for (const role of ['api', 'worker', 'queue', 'keys', 'sealer', 'audit'] as const) {
    const sql = postgres(urlFor(force.url, role), { max: 1, onnotice: () => {} })
    for (const table of [...tables, 'app.country_regions']) {
      await expect(sql`select * from ${sql(table)}`, `${role} ${table}`).rejects.toMatchObject({ code: '42501' })
    }
    await expect(sql`select * from app.statistics_people(app.now())`, role).rejects.toMatchObject({ code: '42501' })
    await expect(sql`select * from app.statistics_counts(app.now())`, role).rejects.toMatchObject({ code: '42501' })
    await expect(sql`select app.count_week('2020-01-06')`, role).rejects.toMatchObject({ code: '42501' })
    if (role !== 'worker') {
      await expect(sql`select app.count_weeks()`, role).rejects.toMatchObject({ code: '42501' })
      await expect(sql`select * from app.statistics_unpublished()`, role).rejects.toMatchObject({ code: '42501' })
      await expect(sql`select app.publish_statistics('2020-01-06', '{}')`, role).rejects.toMatchObject({
        code: '42501',
      })
    }
    if (role === 'api') {
      // Without a session the functions return no rows.
      expect(await sql`select * from app.statistics_tables(null)`).toHaveLength(0)
      expect(await sql`select * from app.statistics_trend(null)`).toHaveLength(0)
    }
    await sql.end()
  }
})

test('a file says of each number when and how it was counted; the log knows that it left the house', async () => {
  const { statusCode, headers, body } = await inject(lead, '/statistics?format=csv')
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  const { week, asOf } = (await force.as(lead)<Statistics>('GET', '/statistics')).body
  expect(headers['content-disposition']).toBe(`attachment; filename="people-${week}.csv"`)
  const [head, first, ...lines] = body.trimEnd().split('\r\n')
  expect(head).toBe('\uFEFFtable,row,group,people,note,as-of,method,rounded-to,threshold,source')
  expect(first).toBe(`people,all,all,85,,${asOf},joint-suppression-1,5,11,cases of the task force`)
  expect(lines.some((line) => line.startsWith('people,all,girls,,"fewer than 11, or protected"'))).toBe(true)
  const [leaf] =
    await force.owner`select kind from aud.leaf where kind like 'statistics.%' order by id desc limit 1 offset 1`
  expect(leaf?.kind).toBe('statistics.exported')
})

test.each([
  ['a week that was not counted', '?week=2020-01-06', 404, undefined],
  ['a day that is no Monday', '?week=2020-01-07', 404, undefined],
  ['a day that is none', '?week=2020-02-30', 422, '/week'],
  ['a day of another age', '?week=0000-01-01', 422, '/week'],
  ['a filter of one’s own', '?nationality=PH', 422, '/nationality'],
])('%s is refused', async (_, query, status, pointer) => {
  const reply = await force.as(lead)<{ errors?: { pointer: string }[] }>('GET', `/statistics${query}`)
  expect(reply.status).toBe(status)
  expect(reply.body.errors?.[0]?.pointer).toBe(pointer)
})
