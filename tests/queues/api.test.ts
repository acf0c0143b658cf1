import { noteScheduledJob } from '@palermo/db/queues/commands.ts'
import type { Queues } from '@palermo/shared/queues/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let hands: ByHand
let administrator: TestPerson
let officer: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  officer = await force.person(await force.agency('police'), 'officer')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const read = async () => {
  const { status, body } = await force.as(administrator)<Queues>('GET', '/queues')
  expect(status).toBe(200)
  return { line: (name: string) => body.lines.find((line) => line.name === name), jobs: body.scheduledJobs }
}

test('an administrator sees what waits grow and be emptied, and what stands still', async () => {
  await hands.tell()
  expect((await read()).line('outbox')).toEqual({ name: 'outbox', waiting: 0, oldestAt: null, isStill: false })
  await aSentReferral(force, officer, await force.agency('ngo'))
  expect((await read()).line('outbox')).toMatchObject({ waiting: 1, isStill: false })
  await force.moveClock('3 minutes')
  expect((await read()).line('outbox')).toMatchObject({ waiting: 1, isStill: true })
  await hands.tell()
  expect((await read()).line('outbox')).toMatchObject({ waiting: 0, isStill: false })
  // The first deadline of the referral becomes due, and no job raises its alarm.
  await force.moveClock('40 days')
  expect((await read()).line('clocks')?.waiting).toBeGreaterThan(0)
  expect((await read()).line('clocks')?.isStill).toBe(true)
  while ((await read()).line('clocks')?.waiting) await hands.sweep()
  expect((await read()).line('clocks')).toMatchObject({ waiting: 0, isStill: false })
})

test('each scheduled job says when it last ran, and how often it failed since', async () => {
  const job = { name: 'sweep', everySeconds: 5 }
  await noteScheduledJob(hands.db, { ...job, isWell: false })
  expect((await read()).jobs).toMatchObject([{ ...job, doneAt: null, failures: 1, isLate: true }])
  await noteScheduledJob(hands.db, { ...job, isWell: false })
  expect((await read()).jobs).toMatchObject([{ failures: 2 }])
  await noteScheduledJob(hands.db, { ...job, isWell: true })
  const [done] = (await read()).jobs
  expect(done).toMatchObject({ failures: 0, isLate: false })
  expect(done?.doneAt).not.toBeNull()
  await force.owner`update app.scheduled_jobs set done_at = done_at - interval '3 minutes'`
  expect((await read()).jobs).toMatchObject([{ isLate: true, failures: 0 }])
})

test('nobody else sees them', async () => {
  for (const role of ['supervisor', 'lead', 'auditor'] as const) {
    const person = await force.person(officer.agencyId, role)
    const { status, body } = await force.as(person)('GET', '/queues')
    expect(status, role).toBe(403)
    expect(JSON.stringify(body)).not.toContain('outbox')
  }
})
