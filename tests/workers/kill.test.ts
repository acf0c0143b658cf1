import { once } from 'node:events'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aWorkerProcess, kill, killAll } from './child.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { aRedis, type Redis } from './redis.ts'
import { allTold, letGo, settingsFor } from './working.ts'

describe.each(['redis', 'postgres'] as const)('a worker, with the queue on %s', (backend) => {
  let force: TaskForce
  let redis: Redis | undefined
  let mail: MailServer
  let system: Receiver
  let officer: TestPerson
  let people: TestPerson[]
  let ngo: string

  beforeAll(async () => {
    redis = backend === 'redis' ? await aRedis() : undefined
    mail = await aMailServer()
    force = await aTaskForce()
    officer = await force.person(await force.agency('police'), 'officer')
    ngo = await force.agency('ngo')
    system = await aReceiver()
    const head = await force.person(ngo, 'auditor')
    await force.owner`update authz.sessions set function = 'head' where person_id = ${head.id}`
    const hook = { url: system.url, kinds: ['work'] }
    const made = await force.as(head)('POST', '/webhooks', hook, { 'idempotency-key': v7() })
    expect(made.status).toBe(201)
    people = await Promise.all([1, 2, 3, 4].map(() => force.person(ngo, 'caseworker')))
  })
  afterEach(killAll)
  afterAll(async () => {
    await Promise.all([force.end(), mail.end(), system.end(), redis?.end()])
  })
  const start = () =>
    aWorkerProcess(settingsFor(force, { smtpUrl: mail.url, ...(redis ? { redisUrl: redis.url } : {}) }))

  test('that is killed in the middle of telling and of a letter, four times, loses nothing and tells nobody twice', async () => {
    const referrals: string[] = []
    for (let time = 1; time <= 4; time++) {
      const worker = await start()
      // Kills the worker at the worst moment: the receiver has the whole e-mail or webhook message but has not
      // confirmed it.
      const other = time % 2 === 0 ? system : mail
      const died = new Promise<void>((resolve) => {
        other.before = async () => {
          other.before = undefined
          await kill(worker)
          resolve()
        }
      })
      for (let i = 0; i < 5; i++) referrals.push((await aSentReferral(force, officer, ngo)).id)
      await died
      await letGo(force)
    }
    const worker = await start()
    await vi.waitFor(async () => expect(await allTold(force)).toBe(true), { timeout: 60_000, interval: 100 })
    await vi.waitFor(
      async () => {
        const [open] = await force.owner<{ n: number }[]>`
          select count(*)::int as n from app.deliveries d left join app.outbound_messages l on l.id = d.outbound_message_id where l.state is distinct from 'sent'`
        expect(open?.n).toBe(0)
        const [unsaid] = await force.owner<
          { n: number }[]
        >`select count(*)::int as n from app.webhook_messages where state <> 'sent'`
        expect(unsaid?.n).toBe(0)
      },
      { timeout: 60_000, interval: 100 },
    )
    const gone = once(worker, 'exit')
    worker.kill('SIGTERM')
    expect(await gone).toEqual([0, null])

    const told = await force.owner<
      { person_id: string; subject_id: string }[]
    >`select person_id, subject_id from app.notices`
    const pairs = told.map(({ person_id, subject_id }) => `${person_id} ${subject_id}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    const expected = people.flatMap(({ id }) => referrals.map((referral) => `${id} ${referral}`))
    expect(pairs.sort()).toEqual(expected.sort())

    // A webhook message may arrive twice after a crash; both copies have the same id and body.
    const said = new Map(system.heard.map(({ headers, body }) => [headers['webhook-id'], body]))
    for (const { headers, body } of system.heard) expect(said.get(headers['webhook-id'])).toBe(body)
    expect([...said.values()].map((body) => JSON.parse(body).data.subjectId).sort()).toEqual(referrals.toSorted())

    // An e-mail may arrive twice after a crash; both copies have the same id, recipient and subject.
    const byId = new Map(
      mail.letters.map(({ mail: { messageId, to, subject } }) => [messageId, JSON.stringify([to, subject])]),
    )
    for (const { mail: again } of mail.letters)
      expect(byId.get(again.messageId)).toBe(JSON.stringify([again.to, again.subject]))
    const announced = [...byId.values()].map((words) => Number(/(\d+) notice/.exec(words)?.[1]))
    expect(announced.reduce((sum, n) => sum + n, 0)).toBe(expected.length)
  }, 300_000)

  test('that was frozen while another worked, and woken, does nothing that the other has done', async () => {
    const before = await force.owner<{ n: number }[]>`select count(*)::int as n from app.notices`
    const zombie = await start()
    zombie.kill('SIGSTOP')
    await start()
    for (let i = 0; i < 3; i++) await aSentReferral(force, officer, ngo)
    await vi.waitFor(async () => expect(await allTold(force)).toBe(true), { timeout: 60_000, interval: 100 })
    zombie.kill('SIGCONT')
    await aSentReferral(force, officer, ngo)
    await vi.waitFor(async () => expect(await allTold(force)).toBe(true), { timeout: 60_000, interval: 100 })
    const after = await force.owner<{ n: number }[]>`select count(*)::int as n from app.notices`
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(4 * people.length)
  }, 120_000)
})
