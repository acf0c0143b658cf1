import { repeat } from '@palermo/workers/repeat.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const counted = (first?: number) => {
  let runs = 0
  const job = repeat(1_000, async () => void runs++, fail, first)
  return { job, runs: () => runs }
}
const fail = (error: unknown) => {
  throw error
}

test('a job runs at once, and again a pause after each run', async () => {
  const { job, runs } = counted()
  expect(runs()).toBe(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(runs()).toBe(2)
  await job.end()
})

test('a job that begins late runs once its time has come, and not before, whatever the schedule says', async () => {
  const { job, runs } = counted(60_000)
  await vi.advanceTimersByTimeAsync(59_000)
  job.now()
  expect(runs()).toBe(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(runs()).toBe(1)
  job.now()
  expect(runs()).toBe(2)
  await job.end()
})

test('a job that has ended before its first run never runs', async () => {
  const { job, runs } = counted(60_000)
  await job.end()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(runs()).toBe(0)
})
