import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { freshDatabase } from '../database.ts'
import { aWorkerProcess, kill, killAll } from './child.ts'
import { aCrowd, type Crowd, fallDue, howManyReached, whoHeard } from './crowd.ts'
import { aRedis, type Redis } from './redis.ts'
import { settingsFor } from './working.ts'

const size = { people: 100, clocks: 2_000 }

describe.each(['redis', 'postgres'] as const)('many clocks that fall due at once, with the queue on %s', (backend) => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let owner: postgres.Sql
  let redis: Redis | undefined
  let crowd: Crowd
  let folder: string

  beforeAll(async () => {
    redis = backend === 'redis' ? await aRedis() : undefined
    database = await freshDatabase()
    owner = postgres(database.url, { max: 2, onnotice: () => {} })
    crowd = await aCrowd(owner, size)
    folder = await mkdtemp(path.join(tmpdir(), 'palermo-crowd-'))
  })
  afterEach(killAll)
  afterAll(async () => {
    await owner.end()
    await Promise.all([database.drop(), redis?.end(), rm(folder, { recursive: true, force: true })])
  })
  const start = () =>
    aWorkerProcess(settingsFor({ url: database.url, documents: { folder } }, redis ? { redisUrl: redis.url } : {}))

  test('each speaks once to whoever owes it, though the worker is killed in the middle', async () => {
    const first = await start()
    // Locks the row of one person, so that the worker cannot finish before it is killed.
    const held = await owner.reserve()
    try {
      await held`begin`
      await held`select from app.people where id = ${crowd.people.at(-1) ?? ''} for update`
      await fallDue(owner)
      await vi.waitFor(async () => expect(await howManyReached(owner)).toBeGreaterThan(0), {
        timeout: 60_000,
        interval: 5,
      })
      await kill(first)
      expect(await howManyReached(owner)).toBeLessThan(size.clocks)
    } finally {
      await held`rollback`
      held.release()
    }
    await start()
    await vi.waitFor(async () => expect((await whoHeard(owner)).open).toBe(0), { timeout: 90_000, interval: 100 })
    expect(await whoHeard(owner)).toEqual({ told: size.clocks, twice: 0, people: crowd.people.length, open: 0 })
  }, 180_000)
})
