import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf, ofTheApi, type Registered, watchRoutes } from '../routes/registered.ts'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { byHand } from '../workers/by-hand.ts'
import { everyTable, readableAtRest } from './at-rest.ts'
import { type Aviary, anAviary, type Canary, canaries } from './canaries.ts'

let force: TaskForce
let routes: Registered[]
let aviary: Aviary
const logged: string[] = []

beforeAll(async () => {
  const watched = watchRoutes()
  force = await aTaskForce('int', logged)
  watched.stop()
  routes = watched.routes.filter((route) => ofTheApi(route) && route.method === 'GET' && !route.url.endsWith('/stream'))
  aviary = await anAviary(force)
  const worker = byHand(force)
  await worker.sweep()
  await worker.tell()
  await worker.end()
}, 60_000)
afterAll(() => force.end())

const birds = Object.keys(canaries) as Canary[]
const heardIn = (text: string) => birds.filter((bird) => text.includes(canaries[bird]))

/** For each canary, the only people who may read its text. */
const behind: Record<Canary, string[]> = {
  draft: ['officer'],
  // C1 of the case: the caseworker leads the case, and the counsellor and the doctor are assigned to C1.
  name: ['caseworker', 'counsellor', 'doctor'],
  contact: ['caseworker', 'counsellor', 'doctor'],
  // What the sender submitted is read by the receiver once the referral has been accepted.
  story: ['caseworker', 'doctor'],
  // The officer, as author, goes on reading the meeting point. A message is read by sender and receiver only.
  meeting: ['officer', 'caseworker', 'supervisor', 'doctor'],
  message: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  lift: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  // Messages about one referral are read by its sender, by the
  // member of staff who carries it, and by their supervisors.
  question: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  reply: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  phone: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  old: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  reason: ['officer', 'policeSupervisor', 'caseworker', 'supervisor'],
  // The doctor joined the case later, so earlier notes, and notes
  // for author agency and lead only, stay closed to the doctor.
  welfare: ['caseworker', 'counsellor'],
  closing: ['caseworker', 'counsellor'],
  medical: ['caseworker', 'counsellor'],
  task: ['caseworker', 'counsellor'],
  paper: ['caseworker', 'counsellor'],
  page: ['caseworker', 'counsellor'],
  whereabouts: ['caseworker'],
  papers: ['caseworker'],
  intelligence: ['officer'],
}

test('each word is read by those in its compartment, by all of them, and by nobody else, at any address', async () => {
  const readers = new Map<Canary, Set<string>>(birds.map((bird) => [bird, new Set()]))
  for (const [who, person] of Object.entries(aviary.people)) {
    for (const route of routes) {
      const ids = route.url.includes(':') ? (aviary.ids[route.url.split('/')[2] ?? ''] ?? []) : ['']
      for (const id of ids) {
        const reply = await force.app.inject({
          url: addressOf(route, id),
          headers: { authorization: `Bearer ${person.token}` },
        })
        expect(reply.statusCode, `${who} ${route.url}`).toBeLessThan(500)
        const heard = heardIn(reply.body)
        // An address without an id (a list, a count, the notifications) must return no free text to any role.
        if (!route.url.includes(':')) expect(heard, `${who} ${route.url}`).toEqual([])
        for (const bird of heard) readers.get(bird)?.add(who)
      }
    }
  }
  const sorted = (names: Iterable<string>) => [...names].sort()
  const found = Object.fromEntries([...readers].map(([bird, names]) => [bird, sorted(names)]))
  expect(found).toEqual(Object.fromEntries(birds.map((bird) => [bird, sorted(behind[bird])])))
}, 60_000)

describe('at rest', () => {
  test('control: what is not secret is found this way', async () => {
    const [row] = await force.owner`select count(*)::int as n from app.agencies t where t::text like '%Agency%'`
    expect(row?.n).toBeGreaterThan(0)
  })

  test('no word of anybody stands readable in any table: events, clocks, desk, outbox, notices, queue, log', async () => {
    expect(await readableAtRest(force.owner, canaries)).toEqual([])
  })

  test('colleagues are named in the list of people alone, and no secret is kept as it was given', async () => {
    const { officer } = aviary.people
    const found: string[] = []
    for (const { name } of await everyTable(force.owner)) {
      for (const text of ['Test Person', officer?.email ?? '', officer?.secret.toString('hex') ?? '']) {
        const [row] = await force.owner.unsafe(
          `select count(*)::int as n from ${name} t where strpos(t::text, $1) > 0`,
          [text],
        )
        if (row?.n > 0) found.push(name)
      }
    }
    expect([...new Set(found)]).toEqual(['app.people'])
  })
})

test('what is refused repeats nothing of what was sent, and neither does the log', async () => {
  const { caseworker } = aviary.people
  const as = force.as(caseworker as NonNullable<typeof caseworker>)
  const key = { 'idempotency-key': 'a-key-for-the-canaries' }
  const bodies: [string, object][] = [
    ['/notes', { caseId: canaries.name, compartment: canaries.story, text: 7 }],
    ['/notes', { caseId: aviary.caseId, compartment: 'C1', text: `${canaries.story}\u0000` }],
    ['/referrals', { formId: canaries.name, formVersion: 1, answers: { 'known-as': canaries.name } }],
    [
      '/referrals',
      { formId: 'intake-short', formVersion: 1, answers: { 'known-as': [canaries.name], urgency: canaries.story } },
    ],
    ['/referrals/matches', { answers: { 'known-as': canaries.name, 'birth-year': canaries.story } }],
    [`/referrals/${aviary.ids.referrals?.[1]}/actions`, { action: canaries.name, version: 1 }],
    [
      `/referrals/${aviary.ids.referrals?.[1]}/actions`,
      { action: 'query', version: 1, question: canaries.question, more: canaries.reply },
    ],
  ]
  for (const [path, body] of bodies) {
    const reply = await as('POST', path, body, key)
    expect(heardIn(JSON.stringify(reply.body)), path).toEqual([])
  }
  // Sends a request with free text that fails inside the server.
  await force.owner`alter table app.texts_c1 rename to texts_gone`
  const broken = await as('POST', '/referrals/matches', { answers: { 'known-as': canaries.name } }).catch(
    () => undefined,
  )
  const note = await as(
    'POST',
    '/notes',
    { caseId: aviary.caseId, compartment: 'C1', text: canaries.welfare },
    { 'idempotency-key': 'another-key-of-it' },
  )
  await force.owner`alter table app.texts_gone rename to texts_c1`
  expect(note.status).toBe(500)
  expect(heardIn(JSON.stringify([broken, note.body]))).toEqual([])
  expect(logged.length).toBeGreaterThan(0)
  const log = logged.join('')
  expect(log).toContain('unexpected')
  expect(heardIn(log)).toEqual([])
  const { officer } = aviary.people
  for (const secret of [
    'Test Person',
    officer?.email,
    officer?.token,
    caseworker?.token,
    caseworker?.secret.toString('hex'),
  ]) {
    expect(log).not.toContain(secret)
  }
})

test('numbers of the machine name no route by its ids, and nobody', async () => {
  const metrics = await force.app.inject({ url: '/metrics' })
  expect(metrics.body).toContain('route="/api/cases/:id"')
  expect(heardIn(metrics.body)).toEqual([])
  expect(metrics.body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/)
  for (const { email } of Object.values(aviary.people)) expect(metrics.body).not.toContain(email)
})
