import { relay } from '@palermo/db/outbox.ts'
import type { NoticePage } from '@palermo/shared/notices/contract.ts'
import { openLog } from '@palermo/workers/log.ts'
import { openQueues } from '@palermo/workers/queues.ts'
import type { Running } from '@palermo/workers/start.ts'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { byHand, toldTo } from './by-hand.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { aRedis, type Redis } from './redis.ts'
import { wipeQueue } from './wipe.ts'
import { allTold, link, settingsFor, workersOf } from './working.ts'

const eventually = <T>(check: () => Promise<T> | T) => vi.waitFor(check, { timeout: 25_000, interval: 20 })

describe.each(['redis', 'postgres'] as const)('with the queue on %s', (backend) => {
  let force: TaskForce
  let redis: Redis | undefined
  let mail: MailServer
  let workers: Running | undefined
  let officer: TestPerson
  let caseworker: TestPerson

  beforeAll(async () => {
    redis = backend === 'redis' ? await aRedis() : undefined
    mail = await aMailServer()
    force = await aTaskForce()
    officer = await force.person(await force.agency('police'), 'officer')
    caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  })
  afterEach(async () => {
    await workers?.stop()
    workers = undefined
  })
  afterAll(async () => {
    await Promise.all([force.end(), mail.end(), redis?.end()])
  })
  const where = () => ({ smtpUrl: mail.url, ...(redis ? { redisUrl: redis.url } : {}) })
  const start = async () => {
    workers = await workersOf(force, where())
  }
  const wipe = () => wipeQueue(force, redis)
  const told = async () => (await toldTo(force, caseworker.id)).length

  test('whoever is referred to is told in the app, and by a letter that says nothing', async () => {
    await start()
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    const [notice] = await eventually(async () => {
      const { body } = await force.as(caseworker)<NoticePage>('GET', '/notices')
      expect(body.items).toHaveLength(1)
      return body.items
    })
    expect(notice).toMatchObject({
      topic: 'referral.sent',
      subjectId: sent.id,
      caseReference: sent.caseReference,
      step: 'referral.acknowledge',
      readAt: null,
    })
    await eventually(() => expect(mail.letters).toHaveLength(1))
    const [letter] = mail.letters
    expect(letter?.mail).toMatchObject({
      subject: '1 notice is waiting for you',
      text: expect.stringContaining(`${link}/notices`),
    })
    const said = [
      sent.id,
      sent.caseReference,
      sent.from.name,
      sent.to?.name,
      'referral',
      'victim',
      'case',
      'Canary',
      'Test Person',
    ]
    for (const word of said) expect(letter?.source.toLowerCase()).not.toContain(String(word).toLowerCase())
    expect((await force.as(officer)<NoticePage>('GET', '/notices')).body.items).toEqual([])
    await eventually(async () => expect(await allTold(force)).toBe(true))
  })

  test('what the queue held when it was wiped is told all the same, once', async () => {
    const before = await told()
    for (const _ of [1, 2, 3]) await aSentReferral(force, officer, caseworker.agencyId)
    // Adds the jobs to the queue while no worker runs.
    const hands = byHand(force)
    const queues = await openQueues(settingsFor(force, where()), openLog('silent'))
    const queue = queues.queue('notices')
    const handed = await relay(hands.db, async (ids) => {
      await Promise.all(ids.map((id) => queue.add('tell', { ids: [id] }, { jobId: `outbox-${id}` })))
    })
    expect(handed).toBe(3)
    await queues.close()
    await hands.end()
    await wipe()
    await force.owner`update app.outbox set sent_at = sent_at - interval '1 minute' where done_at is null`
    await start()
    await eventually(async () => expect(await told()).toBe(before + 3))
    expect(await allTold(force)).toBe(true)
  })

  test('a queue that is wiped under running workers takes the next message, and the clocks go on', async () => {
    await start()
    const before = await told()
    await wipe()
    await aSentReferral(force, officer, caseworker.agencyId, { ...adult, urgency: 'tonight' })
    await eventually(async () => expect(await told()).toBe(before + 1))
    await force.moveClock('20 minutes')
    // No person requests this notification: the alarm of the deadline causes it. In an agency without a supervisor the
    // caseworkers receive the notification instead.
    await eventually(async () => {
      expect((await toldTo(force, caseworker.id)).at(-1)).toEqual({
        topic: 'clock.escalate',
        step: 'referral.acknowledge',
      })
    })
  })

  test('the same job in the queue five times, late and out of order, is told once', async () => {
    await start()
    const before = await told()
    await aSentReferral(force, officer, caseworker.agencyId)
    await aSentReferral(force, officer, caseworker.agencyId)
    await eventually(async () => expect(await told()).toBe(before + 2))
    const ids = await force.owner<{ id: string }[]>`select id::text from app.outbox order by id desc limit 4`
    const queues = await openQueues(settingsFor(force, where()), openLog('silent'))
    const queue = queues.queue('notices')
    const again = [1, 2, 3, 4, 5].flatMap((time) =>
      ids.map(({ id }) => queue.add('tell', { ids: [id] }, { jobId: `again-${time}-${id}` })),
    )
    await Promise.all(again)
    await eventually(async () => expect((await queue.getJobCounts('waiting', 'active', 'delayed')).waiting).toBe(0))
    await eventually(async () => expect(await queue.getCompletedCount()).toBe(again.length))
    await queues.close()
    expect(await told()).toBe(before + 2)
  })
})

test('a queue that stays away only delays: clocks are raised by the worker’s own timer, and told when it is back', async () => {
  const redis = await aRedis()
  const force = await aTaskForce()
  const officer = await force.person(await force.agency('police'), 'officer')
  const caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  const workers = await workersOf(force, { redisUrl: redis.url })
  await aSentReferral(force, officer, caseworker.agencyId, { ...adult, urgency: 'tonight' })
  await eventually(async () => expect(await toldTo(force, caseworker.id)).toHaveLength(1))
  await redis.stop()
  await force.moveClock('20 minutes')
  const raised = () => force.owner`select from app.outbox where name like 'clock.%' and done_at is null`
  await eventually(async () => expect(await raised()).toHaveLength(1))
  expect(await toldTo(force, caseworker.id)).toHaveLength(1)
  await redis.start()
  await eventually(async () => expect(await toldTo(force, caseworker.id)).toHaveLength(2))
  await workers.stop()
  await Promise.all([force.end(), redis.end()])
}, 90_000)

test('a worker ends though its queue went away for good', async () => {
  const redis = await aRedis()
  const force = await aTaskForce()
  const workers = await workersOf(force, { redisUrl: redis.url })
  await redis.stop()
  await workers.stop()
  await Promise.all([force.end(), redis.end()])
}, 60_000)
