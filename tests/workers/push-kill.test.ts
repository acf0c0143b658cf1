import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aPushBrowser, type PushBrowser } from './browser-push.ts'
import { aWorkerProcess, kill, killAll } from './child.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { allTold, letGo, settingsFor } from './working.ts'

let force: TaskForce
let service: Receiver
let officer: TestPerson
let person: TestPerson
let browser: PushBrowser

beforeAll(async () => {
  force = await aTaskForce()
  service = await aReceiver()
  service.status = 201
  officer = await force.person(await force.agency('police'), 'officer')
  person = await force.person(await force.agency('ngo'), 'caseworker')
  browser = aPushBrowser(`${service.url}/theirs`)
  expect((await force.as(person)('PUT', '/push', browser.subscription)).status).toBe(200)
})
afterEach(killAll)
afterAll(async () => {
  await Promise.all([force.end(), service.end()])
})

const start = () => aWorkerProcess(settingsFor(force))
interface Sent {
  state: string
  tries: number
  notices: number
}
const pushes = () =>
  force.owner<
    Sent[]
  >`select state, tries, notices from app.outbound_messages where channel = 'push' and person_id = ${person.id}`

const deaths = 3

test('a worker that is killed in the middle of a push loses none, tells once in the app, and rings again for a death alone', async () => {
  const referrals: string[] = []
  for (let time = 1; time <= deaths; time++) {
    const worker = await start()
    // Kills the worker at the worst moment: the push service has the whole message but has not confirmed it.
    const died = new Promise<void>((resolve) => {
      service.before = async () => {
        service.before = undefined
        await kill(worker)
        resolve()
      }
    })
    for (let i = 0; i < 2; i++) referrals.push((await aSentReferral(force, officer, person.agencyId)).id)
    await died
    await letGo(force)
  }
  await start()
  await vi.waitFor(async () => expect(await allTold(force)).toBe(true), { timeout: 60_000, interval: 100 })
  await vi.waitFor(
    async () => {
      const [waiting] = await force.owner<{ n: number }[]>`
        select count(*)::int as n from app.deliveries where channel = 'push' and outbound_message_id is null and dropped_at is null`
      expect(waiting?.n).toBe(0)
      expect((await pushes()).every(({ state }) => state === 'sent')).toBe(true)
    },
    { timeout: 60_000, interval: 100 },
  )

  const told = await force.owner<{ subject_id: string }[]>`
    select subject_id from app.notices where person_id = ${person.id}`
  expect(told.map(({ subject_id }) => subject_id).sort()).toEqual(referrals.toSorted())

  const letters = await pushes()
  expect(letters.reduce((sum, { notices }) => sum + notices, 0)).toBe(referrals.length)
  // Only the death of a worker causes another attempt, and each attempt sends at most one push message.
  expect(letters.filter(({ tries }) => tries > 1 + deaths)).toEqual([])
  expect(service.heard.length).toBeGreaterThanOrEqual(letters.length)
  expect(service.heard.length).toBeLessThanOrEqual(letters.reduce((sum, { tries }) => sum + tries, 0))
  // A repeated push message replaces the earlier one, both in delivery and on the screen.
  expect(new Set(service.heard.map(({ headers }) => headers.topic))).toEqual(new Set(['notices']))
  const words = service.heard.map(({ bytes }) => browser.open(bytes).text)
  expect(words.every((text) => /^\d notices? (is|are) waiting for you$/.test(text))).toBe(true)
}, 180_000)
