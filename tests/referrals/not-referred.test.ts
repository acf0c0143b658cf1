import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
})
afterAll(() => force.end())

test.each([
  ['half past four in the afternoon there, the same day in UTC', '08:30', '2026-11-24'],
  ['one in the morning there, the evening before in UTC', '17:00', '2026-11-25'],
])('who does not want to be referred is counted on the day of the desk: %s', async (_, utc, day) => {
  await force.owner`update app.clock set moved = (date '2026-11-24' + ${utc}::time) at time zone 'UTC' - now()`
  await force.owner`delete from app.not_referred`
  expect((await force.as(officer)('POST', '/referrals/not-referred', {})).status).toBe(204)
  expect([...(await force.owner`select agency_id, on_date::text as day, n from app.not_referred`)]).toEqual([
    { agency_id: officer.agencyId, day, n: 1 },
  ])
})
