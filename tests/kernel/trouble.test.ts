import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { alarmsOfProcess, countOf } from '@palermo/db/alarms.ts'
import { toProblem } from '@palermo/db/faults.ts'
import { logDestination } from '@palermo/db/log-destination.ts'
import { Problem } from '@palermo/shared/problem.ts'
import type { Queues } from '@palermo/shared/queues/contract.ts'
import { openLog } from '@palermo/workers/log.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let administrator: TestPerson
let caseworker: TestPerson
const heard: string[] = []

beforeAll(async () => {
  force = await aTaskForce('int', heard)
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(() => force.end())

describe('where the access log cannot be written', () => {
  const paths = ['/cases', '/work-items', '/me', '/referrals?box=inbox', '/queues']

  test('nothing is shown: 503 that says when to come again, and an alarm that stays after it works again', async () => {
    const before = countOf('access-log')
    await force.owner`alter table aud.leaf add constraint nothing_fits check (false) not valid`
    try {
      for (const url of paths) {
        const headers = { authorization: `Bearer ${administrator.token}` }
        const reply = await force.app.inject({ url: `/api${url}`, headers })
        expect(reply.statusCode, url).toBe(503)
        expect(reply.headers['retry-after']).toBe('5')
        expect(reply.json().detail).toContain('access log')
      }
      expect((await force.as(caseworker)('POST', '/notes', {})).status).toBe(422)
    } finally {
      await force.owner`alter table aud.leaf drop constraint nothing_fits`
    }
    expect(countOf('access-log')).toBe(before + paths.length)
    expect(heard.filter((line) => line.includes('"level":50'))).toEqual([])
    const { status, body } = await force.as(administrator)<Queues>('GET', '/queues')
    expect(status).toBe(200)
    expect(body.alarms).toContainEqual({ name: 'access-log', count: before + paths.length, lastAt: expect.any(String) })
    const metrics = (await force.app.inject({ url: '/metrics' })).body
    expect(metrics).toContain(`palermo_trouble_total{what="access-log"} ${before + paths.length}`)
    expect((await force.as(caseworker)('GET', '/queues')).status).toBe(403)
  })
})

test.each(['53100', '53200', '58030'])('a database without room (%s) is a 503 that says when to come again', (code) => {
  const before = countOf('database-full')
  const told = toProblem(Object.assign(new Error('could not extend file'), { code }))
  expect(told).toBeInstanceOf(Problem)
  expect(told).toMatchObject({ problem: 'unavailable', retryAfter: 5 })
  expect(countOf('database-full')).toBe(before + 1)
})

describe('a log that cannot be written', () => {
  /** A Linux device that refuses every write, as a full disk does (ENOSPC). */
  const full = () => openSync('/dev/full', 'w')

  test('goes to standard error, and is counted', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'palermo-log-'))
    const other = openSync(path.join(folder, 'other'), 'w')
    const before = countOf('log')
    const destination = logDestination([full(), other])
    destination.write('one line\n')
    destination.write('another\n')
    closeSync(other)
    expect(readFileSync(path.join(folder, 'other'), 'utf8')).toBe('one line\nanother\n')
    expect(countOf('log')).toBe(before + 2)
    expect(alarmsOfProcess().map(({ name }) => name)).toContain('log')
    rmSync(folder, { recursive: true })
  })

  test('nowhere at all ends nothing', () => {
    const destination = logDestination([full(), full()])
    expect(() => destination.write('lost\n')).not.toThrow()
  })

  test('is what the worker writes to as well', () => {
    const log = openLog('info', logDestination([full(), full()]))
    const before = countOf('log')
    log.info('lost')
    expect(countOf('log')).toBe(before + 1)
  })
})
