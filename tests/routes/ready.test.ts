import type {} from '@palermo/server/health.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'

let force: TaskForce
let app: FastifyInstance

beforeAll(async () => {
  force = await aTaskForce()
  app = force.app
})
afterAll(() => force.end())

const ready = async () => {
  const reply = await app.inject({ method: 'GET', url: '/api/ready' })
  return { status: reply.statusCode, body: reply.json<unknown>() }
}

test('on a database in which a migration or an object file has not been applied, or with other words, a process is not ready; then it is', async () => {
  const [last] = await force.owner<{ name: string; hash: string }[]>`
    select name, hash from migrations.applied order by name desc limit 1`
  if (!last) throw new Error('no migration has run')
  const waits = { status: 503, body: { ready: false, waitsFor: 'migrations' } }
  await force.owner`delete from migrations.applied where name = ${last.name}`
  expect(await ready()).toEqual(waits)
  await force.owner`insert into migrations.applied (name, hash) values (${last.name}, 'of another version')`
  expect(await ready()).toEqual(waits)
  await force.owner`update migrations.applied set hash = ${last.hash} where name = ${last.name}`
  const [file] = await force.owner<
    { file: string; hash: string }[]
  >`select file, hash from migrations.objects where current limit 1`
  if (!file) throw new Error('no object file was applied')
  await force.owner`update migrations.objects set hash = 'older' where file = ${file.file}`
  expect(await ready()).toEqual(waits)
  // A file that was applied once is enough, because a newer version of the product may have replaced it.
  await force.owner`insert into migrations.objects (file, hash, current, units) values (${file.file}, ${file.hash}, false, '[]')`
  expect(await ready()).toEqual({ status: 200, body: { ready: true } })
})

test('on a database that is ahead of it, as in the middle of an update, a process stays ready', async () => {
  await force.owner`insert into migrations.applied (name, hash) values ('9999_of_the_next_version.sql', 'a hash')`
  expect(await ready()).toEqual({ status: 200, body: { ready: true } })
})

test('a process that was ready looks again: it is not ready on a database that was put back to an older state', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    expect(await ready()).toEqual({ status: 200, body: { ready: true } })
    const [last] = await force.owner<{ name: string; hash: string }[]>`
      delete from migrations.applied where name = (select min(name) from migrations.applied) returning name, hash`
    if (!last) throw new Error('no migration has run')
    vi.advanceTimersByTime(86_400_000)
    expect(await ready()).toEqual({ status: 503, body: { ready: false, waitsFor: 'migrations' } })
    await force.owner`insert into migrations.applied (name, hash) values (${last.name}, ${last.hash})`
    expect(await ready()).toEqual({ status: 200, body: { ready: true } })
  } finally {
    vi.useRealTimers()
  }
})

test('a process that is about to end is alive and not ready', async () => {
  app.leaving.now = true
  expect(await ready()).toEqual({ status: 503, body: { ready: false, waitsFor: 'its end' } })
  expect((await app.inject({ method: 'GET', url: '/api/health' })).statusCode).toBe(200)
  app.leaving.now = false
})
