import type { DeadLetter } from '@palermo/shared/notices/dead.ts'
import { lastTry } from '@palermo/shared/notices/policy.ts'
import { openLog } from '@palermo/workers/log.ts'
import { openQueues } from '@palermo/workers/queues.ts'
import type { Running } from '@palermo/workers/start.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { aRedis, type Redis } from './redis.ts'
import { wipeQueue } from './wipe.ts'
import { retryNow, settingsFor, workersOf } from './working.ts'

const eventually = <T>(check: () => Promise<T> | T) => vi.waitFor(check, { timeout: 40_000, interval: 20 })

describe.each(['redis', 'postgres'] as const)(
  'deliveries as jobs, with the queue on %s',
  { timeout: 120_000 },
  (backend) => {
    let force: TaskForce
    let redis: Redis | undefined
    let mail: MailServer
    let workers: Running | undefined
    let person: TestPerson
    let administrator: TestPerson

    beforeAll(async () => {
      redis = backend === 'redis' ? await aRedis() : undefined
      force = await aTaskForce()
      administrator = await force.person(await force.agency('secretariat'), 'administrator')
    })
    beforeEach(async () => {
      mail = await aMailServer()
      await force.owner`update app.outbound_messages set state = 'not-needed' where state in ('waiting', 'failed', 'sending')`
      person = await force.person(await force.agency('ngo'), 'caseworker')
    })
    afterEach(async () => {
      await workers?.stop()
      workers = undefined
      await mail.end()
    })
    afterAll(async () => {
      await Promise.all([force.end(), redis?.end()])
    })
    const where = () => (redis ? { redisUrl: redis.url } : {})
    const start = async (more: { mailPerSecond?: number } = {}) => {
      workers = await workersOf(force, { smtpUrl: mail.url, ...where(), ...more })
    }
    const write = async () => {
      await force.owner`select authz.write_outbound_message(${person.id}, 'password-changed', null)`
    }
    const rows = () =>
      force.owner<{ id: string; state: string; tries: number }[]>`
      select id, state, tries from app.outbound_messages where person_id = ${person.id} order by at, id`
    const theRow = async () => {
      const [row] = await rows()
      if (!row) throw new Error('no message was written')
      return row
    }

    test('a queue that is wiped while a message waits for its next try: the row makes the job again, and it is sent once', async () => {
      mail.answer = { code: 451, words: 'try later' }
      await start()
      await write()
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'failed', tries: 1 }))
      await wipeQueue(force, redis)
      mail.answer = undefined
      await force.moveClock('1 hour')
      await force.owner`update app.outbound_messages set queued_at = queued_at - interval '1 minute' where person_id = ${person.id}`
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'sent', tries: 2 }))
      expect(mail.letters).toHaveLength(1)
    })

    test('a message whose job was lost before it began is sent', async () => {
      await write()
      await force.owner`update app.outbound_messages set queued_at = clock_timestamp() - interval '1 minute', due_at = due_at - interval '1 minute'
      where person_id = ${person.id}`
      await start()
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'sent', tries: 1 }))
      expect(mail.letters).toHaveLength(1)
    })

    test('the jobs of one message, five at once while it is sent and five afterwards, send it once', async () => {
      const queues = await openQueues(settingsFor(force, where()), openLog('silent'))
      const queue = queues.queue('email')
      const again = async (time: string) => {
        const { id } = await theRow()
        await Promise.all(
          [1, 2, 3, 4, 5].map((n) => queue.add('deliver', { id, made: 0 }, { jobId: `again-${time}-${n}-${id}` })),
        )
      }
      mail.before = async () => {
        mail.before = undefined
        await again('meanwhile')
      }
      await start()
      await write()
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'sent', tries: 1 }))
      await again('afterwards')
      await eventually(async () => {
        // Jobs that were added while the first job was sending are delayed, so the test lets them run now.
        await queue.promoteJobs()
        expect(await queue.getCompletedCount()).toBeGreaterThanOrEqual(10)
      })
      expect(mail.letters).toHaveLength(1)
      expect(await theRow()).toMatchObject({ state: 'sent', tries: 1 })
      await queues.close()
    })

    test('a job that comes before the pause after a failed try is over waits for it', async () => {
      mail.answer = { code: 451, words: 'try later' }
      await start()
      await write()
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'failed', tries: 1 }))
      mail.answer = undefined
      await force.owner`update app.outbound_messages set due_at = app.now() + interval '1 hour' where person_id = ${person.id}`
      await retryNow(force, 'email', where())
      const queues = await openQueues(settingsFor(force, where()), openLog('silent'))
      await eventually(async () => expect(await queues.queue('email').getDelayedCount()).toBeGreaterThan(0))
      await queues.close()
      expect(await theRow()).toMatchObject({ state: 'failed', tries: 1 })
      expect(mail.letters).toEqual([])
    })

    test('a server that is away for longer than all tries: it is given up, and an administrator has it sent later', async () => {
      mail.answer = { code: 451, words: 'try later' }
      await write()
      await force.owner`update app.outbound_messages set tries = ${lastTry - 1} where person_id = ${person.id}`
      await start()
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'dead', tries: lastTry }))
      expect(mail.letters).toEqual([])
      mail.answer = undefined
      const { id } = await theRow()
      const { body } = await force.as(administrator)<{ items: DeadLetter[] }>('GET', '/dead-letters')
      expect(body.items).toContainEqual(expect.objectContaining({ id, error: '451' }))
      expect((await force.as(administrator)('POST', '/dead-letters/replay', { ids: [id] })).status).toBe(200)
      await eventually(async () => expect(await theRow()).toMatchObject({ state: 'sent', tries: lastTry + 1 }))
      expect(mail.letters).toHaveLength(1)
    })

    test('no more begin in a second than the rate allows, and all are sent', async () => {
      const arrived: number[] = []
      mail.before = () => {
        arrived.push(performance.now())
      }
      for (let n = 0; n < 6; n++) await write()
      await start({ mailPerSecond: 1 })
      await eventually(async () => expect((await rows()).map(({ state }) => state)).toEqual(Array(6).fill('sent')))
      // With one a second, six e-mails take five seconds; the test allows for a slow first delivery.
      expect((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)).toBeGreaterThan(2_000)
      expect(mail.letters).toHaveLength(6)
    })
  },
)

test('while the queue is away messages are sent from the rows, once', async () => {
  const redis = await aRedis()
  const force = await aTaskForce()
  const mail = await aMailServer()
  const person = await force.person(await force.agency('ngo'), 'caseworker')
  const workers = await workersOf(force, { smtpUrl: mail.url, redisUrl: redis.url })
  await redis.stop()
  await force.owner`select authz.write_outbound_message(${person.id}, 'password-changed', null)`
  await eventually(() => expect(mail.letters).toHaveLength(1))
  await redis.start()
  await force.owner`select authz.write_outbound_message(${person.id}, 'account-changed', null)`
  await eventually(() => expect(mail.letters).toHaveLength(2))
  await workers.stop()
  await Promise.all([force.end(), mail.end(), redis.end()])
}, 120_000)
