import type { NoticePage } from '@palermo/shared/notices/contract.ts'
import type { Running } from '@palermo/workers/start.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { aRedis, type Redis } from './redis.ts'
import { allTold, link, workersOf } from './working.ts'

describe.each(['redis', 'postgres'] as const)('with the queue on %s', (backend) => {
  let force: TaskForce
  let redis: Redis | undefined
  let mail: MailServer
  let workers: Running
  let officer: TestPerson
  let caseworker: TestPerson

  beforeAll(async () => {
    redis = backend === 'redis' ? await aRedis() : undefined
    mail = await aMailServer()
    force = await aTaskForce()
    officer = await force.person(await force.agency('police'), 'officer')
    caseworker = await force.person(await force.agency('ngo'), 'caseworker')
    workers = await workersOf(force, { smtpUrl: mail.url, ...(redis ? { redisUrl: redis.url } : {}) })
  })
  afterAll(async () => {
    await workers.stop()
    await Promise.all([force.end(), mail.end(), redis?.end()])
  })

  test('whoever is referred to is told in the app within a second, and by a letter that says nothing', async () => {
    const began = performance.now()
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    const notices = await vi.waitFor(
      async () => {
        const { body } = await force.as(caseworker)<NoticePage>('GET', '/notices')
        expect(body.items).toHaveLength(1)
        return body.items
      },
      { timeout: 1000, interval: 10 },
    )
    expect(performance.now() - began).toBeLessThan(1500)
    expect(notices[0]).toMatchObject({
      topic: 'referral.sent',
      subjectId: sent.id,
      caseReference: sent.caseReference,
      step: 'referral.acknowledge',
      readAt: null,
    })
    await vi.waitFor(() => expect(mail.letters).toHaveLength(1), { timeout: 5000, interval: 20 })
    expect(mail.letters[0]?.mail).toMatchObject({
      subject: '1 notice is waiting for you',
      text: expect.stringContaining(`${link}/notices`),
    })
    expect((await force.as(officer)<NoticePage>('GET', '/notices')).body.items).toEqual([])
    expect(await allTold(force)).toBe(true)
  })
})
