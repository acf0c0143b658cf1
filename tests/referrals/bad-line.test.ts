import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Form } from '@palermo/shared/forms/contract.ts'
import { shippedForm } from '@palermo/shared/forms/shipped.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { aTaskForce, password, type TaskForce, type TestPerson } from '../task-force.ts'

/**
 * The parts of the web app's draft module that are called here. The web app is built separately from the tests, so its
 * types are not available.
 */
interface Keeper {
  id: string
  read(): { answers: Answers; referral: { id: string } | undefined; other: unknown }
  change(answers: Answers): void
  flush(): Promise<{ id: string }>
  keepHere(): Promise<void>
  stop(): void
}
interface Pages {
  DraftKeeper: new (start: object) => Keeper
  keptDrafts: { read(): Promise<{ id: string; over?: { referralId: string } }[]>; drop(id: string): void }
  signIn(input: { email: string; password: string }): Promise<unknown>
  signOut(): Promise<void>
}

/**
 * What happens to one request: it is answered; it is lost; its reply is lost; it arrives only after the next request;
 * or the page is closed before the reply arrives.
 */
const fates = ['good', 'lost', 'unanswered', 'late'] as const
type Fate = (typeof fates)[number] | 'page-gone'

let force: TaskForce
let officer: TestPerson
let pages: Pages
let form: Form
let ahead: Fate[] = []
let late: (() => Promise<unknown>)[] = []
let pageGone = () => {}

const line = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const send = async (): Promise<Response> => {
    const reply: LightMyRequestResponse = await force.app.inject({
      method: (init.method ?? 'GET') as 'GET',
      url: path,
      headers: init.headers as Record<string, string>,
      ...(init.body ? { payload: init.body as string } : {}),
    })
    const bodiless = [204, 304].includes(reply.statusCode)
    return new Response(bodiless ? null : reply.body, {
      status: reply.statusCode,
      headers: { 'content-type': `${reply.headers['content-type']}` },
    })
  }
  const fate = path.startsWith('/api/referrals') ? (ahead.shift() ?? 'good') : 'good'
  const before = late
  late = fate === 'late' ? [send] : []
  if (fate === 'lost' || fate === 'late') {
    for (const one of before) await one()
    throw new TypeError('Failed to fetch')
  }
  const reply = await send()
  for (const one of before) await one()
  if (fate === 'page-gone') {
    pageGone()
    return new Promise(() => undefined)
  }
  if (fate === 'unanswered') throw new TypeError('Failed to fetch')
  return reply
}

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const shipped = shippedForm('intake-short', 1)
  if (!shipped) throw new Error('the short form is not shipped')
  form = shipped.form
  const stored = new Map<string, string>()
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
    removeItem: (name: string) => void stored.delete(name),
  }
  vi.stubGlobal(
    'localStorage',
    new Proxy(storage, {
      ownKeys: () => [...stored.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  )
  vi.stubGlobal('fetch', line)
  const from = (file: string) => import(new URL(`../../web/src/${file}`, import.meta.url).href)
  pages = Object.assign(
    {},
    ...(await Promise.all(['referrals/draft-keeper.ts', 'referrals/kept.ts', 'session/session.ts'].map(from))),
  )
  await pages.signIn({ email: officer.email, password })
})
afterAll(async () => {
  await pages.signOut()
  vi.unstubAllGlobals()
  await force.end()
})

const read = async (id: string) => (await force.as(officer)<Draft>('GET', `/referrals/${id}/draft`)).body

const open = async (last?: Keeper): Promise<Keeper> => {
  const kept = last && (await pages.keptDrafts.read()).find(({ id }) => id === last.id)
  const id = kept ? kept.over?.referralId : last?.read().referral?.id
  const draft = id === undefined ? undefined : await read(id)
  const keeper = new pages.DraftKeeper({
    form,
    today: '2026-11-24',
    answers: draft?.answers ?? {},
    referral: draft?.referral,
    receiver: undefined,
    kept,
    onCreated: () => undefined,
    onKept: () => undefined,
  })
  // Stops the timer, so that the draft is saved only when the history says so.
  keeper.stop()
  return keeper
}

const typed = fc.record({
  what: fc.constant('type' as const),
  field: fc.constantFrom('known-as', 'what-happened'),
  words: fc.option(
    fc.nat(30).map((n) => `word ${n}`),
    { nil: undefined },
  ),
})
const saved = fc.record({
  what: fc.constant('save' as const),
  fates: fc.array(fc.constantFrom(...fates), { maxLength: 5 }),
})
const reopened = fc.record({
  what: fc.constant('reopen' as const),
  fates: fc.array(fc.constantFrom(...fates), { maxLength: 3 }),
})
const history = fc.array(
  fc.oneof({ weight: 5, arbitrary: typed }, { weight: 5, arbitrary: saved }, { weight: 1, arbitrary: reopened }),
  {
    minLength: 1,
    maxLength: 30,
  },
)

/** Ends the page, as a telephone may do, while the last changes are being sent. */
const end = async (keeper: Keeper, before: readonly Fate[] = []) => {
  ahead = [...before, 'page-gone']
  const laid = keeper.keepHere()
  const gone = new Promise<void>((resolve) => {
    pageGone = resolve
  })
  const kept = keeper.flush().then(
    () => undefined,
    () => keeper.keepHere(),
  )
  await Promise.race([kept, gone])
  await laid
  keeper.keepHere = async () => undefined
  ahead = []
}

test('whoever writes on one device alone is never asked to choose, and loses nothing, whatever the line does', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      let keeper = await open()
      let answers: Answers = { 'safe-now': 'yes' }
      const write = () => keeper.change(answers)
      write()
      for (const step of steps) {
        if (step.what === 'type') {
          const { [step.field]: _, ...others } = answers
          answers = step.words === undefined ? others : { ...others, [step.field]: step.words }
          write()
        } else {
          ahead = [...step.fates]
          if (step.what === 'save') await keeper.flush().catch(() => undefined)
          else {
            await end(keeper, step.fates)
            keeper = await open(keeper)
            expect(keeper.read().answers).toEqual(answers)
            // The page does the same when it is opened again: it first sends the changes that are stored on the device.
            keeper.change(answers)
          }
        }
        expect(keeper.read().other).toBeUndefined()
      }
      ahead = []
      const { id } = await keeper.flush()
      for (const one of late) await one()
      late = []
      expect(keeper.read().other).toBeUndefined()
      expect((await read(id)).answers).toEqual(answers)
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('a page that is ended while its save is on its way is no other device to the next one', async () => {
  const first = await open()
  first.change({ 'known-as': 'Begun' })
  await first.flush()
  first.change({ 'known-as': 'On its way' })
  await end(first)
  const next = await open(first)
  expect(next.read().answers).toEqual({ 'known-as': 'On its way' })
  next.change({ 'known-as': 'Gone on' })
  const { id } = await next.flush()
  expect(next.read().other).toBeUndefined()
  expect((await read(id)).answers).toEqual({ 'known-as': 'Gone on' })
})

test('nor is it one, however much is typed between a save that arrived unanswered and the next answer', async () => {
  const keeper = await open()
  keeper.change({ 'known-as': 'Begun' })
  await keeper.flush()
  for (let words = 0; words < 30; words++) {
    ahead = [words === 0 ? 'unanswered' : 'lost']
    keeper.change({ 'known-as': `Word ${words}` })
    await expect(keeper.flush()).rejects.toThrow()
  }
  const { id } = await keeper.flush()
  expect((await read(id)).answers).toEqual({ 'known-as': 'Word 29' })
})

test('but what another device wrote is shown, and nothing is written over it', async () => {
  const keeper = await open()
  keeper.change({ 'known-as': 'Begun' })
  const { id } = await keeper.flush()
  const { referral } = await read(id)
  await force.as(officer)('PUT', `/referrals/${id}/draft`, {
    version: referral.version,
    answers: { 'known-as': 'Elsewhere' },
  })
  keeper.change({ 'known-as': 'Here' })
  await expect(keeper.flush()).rejects.toThrow()
  expect(keeper.read().other).toMatchObject({ answers: { 'known-as': 'Elsewhere' } })
  expect((await read(id)).answers).toEqual({ 'known-as': 'Elsewhere' })
})
