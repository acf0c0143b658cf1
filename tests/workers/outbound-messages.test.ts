import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openMailbox } from '@palermo/server/notices/mailbox.ts'
import type { DeliveryPage } from '@palermo/shared/notices/contract.ts'
import { openLog } from '@palermo/workers/log.ts'
import { wordsOf } from '@palermo/workers/notices/words.ts'
import { type Running, startWorkers } from '@palermo/workers/start.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aMailServer, type MailServer } from './mail-server.ts'
import { retryNow, settingsFor, workersOf } from './working.ts'

let force: TaskForce
let mail: MailServer
let workers: Running | undefined
let officer: TestPerson
let administrator: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
beforeEach(async () => {
  mail = await aMailServer()
})
afterEach(async () => {
  await workers?.stop()
  workers = undefined
  await mail.end()
})
afterAll(() => force.end())

const somebodyIsTold = async () => {
  const person = await force.person(await force.agency('ngo'), 'caseworker')
  await aSentReferral(force, officer, person.agencyId)
  return person
}
const newest = async () => (await force.as(administrator)<DeliveryPage>('GET', '/deliveries?limit=1')).body.items[0]
const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

describe('a letter and its mail server', () => {
  test('that is busy: the log says so, and it goes at the next try', async () => {
    mail.answer = { code: 451, words: 'try later, person@example.test' }
    workers = await workersOf(force, { smtpUrl: mail.url })
    await somebodyIsTold()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'failed', tries: 1, error: '451' }))
    mail.answer = undefined
    await force.moveClock('1 minute')
    await retryNow(force, 'email')
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'sent', tries: 2, error: null }))
    expect(mail.letters).toHaveLength(1)
  })

  test('that will never take it: it is given up at once', async () => {
    mail.answer = { code: 550, words: 'no such person@example.test here' }
    workers = await workersOf(force, { smtpUrl: mail.url })
    await somebodyIsTold()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'dead', tries: 1, error: '550' }))
    expect(JSON.stringify(await newest())).not.toContain('example.test')
  })

  test('that is not there: it waits for it', async () => {
    const { url } = mail
    await mail.end()
    workers = await workersOf(force, { smtpUrl: url })
    await somebodyIsTold()
    await eventually(async () => expect(await newest()).toMatchObject({ state: 'failed', error: 'ESOCKET' }))
  })

  test('that nobody has set up: it waits, and people are told in the app', async () => {
    workers = await workersOf(force)
    const person = await somebodyIsTold()
    await eventually(async () => {
      const { body } = await force.as(person)<{ items: unknown[] }>('GET', '/notices')
      expect(body.items).toHaveLength(1)
    })
    expect(await newest()).toMatchObject({ state: 'waiting', tries: 0 })
  })

  test('of the demo: it ends in the mailbox, where it can be read', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'palermo-mailbox-'))
    const settings = settingsFor(force)
    settings.mail.mailboxFile = path.join(folder, 'mailbox')
    workers = await startWorkers(settings, openLog('silent'))
    const person = await somebodyIsTold()
    // The mailbox is opened after the worker was started.
    const mailbox = await openMailbox(folder)
    await eventually(() => expect(mailbox.letters().join()).toContain(person.email))
    expect(mailbox.letters().find((letter) => letter.includes(person.email))).toContain('/notices')
    await mailbox.end()
    await rm(folder, { recursive: true })
  })
})

const plain = {
  locale: 'en-GB',
  kind: 'notices' as const,
  manner: 'at-once' as const,
  codes: [],
  dueToday: null,
  late: null,
}
const notices = 'https://palermo.test/notices'

test.each([
  [1, '1 notice is waiting for you'],
  [2, '2 notices are waiting for you'],
  [1200, '1,200 notices are waiting for you'],
])('a letter about %d says a count and a link, in plain words', (count, subject) => {
  const words = wordsOf({ ...plain, notices: count }, notices)
  expect(words.subject).toBe(subject)
  expect(words.text).toBe(
    `${subject}.\n\nSign in to read:\n${notices}\n\nThis message was sent automatically. Replies are not read.\n`,
  )
  // A language without a translation gets the English text.
  expect(wordsOf({ ...plain, locale: 'tl', notices: count }, notices)).toEqual(words)
})

test('a digest says besides how much is late and due, and codes alone', () => {
  const digest = { ...plain, manner: 'digest' as const, notices: 2, codes: ['PH-AAAA0001', 'PH-AAAA0002'] }
  const words = wordsOf({ ...digest, dueToday: 1, late: 2 }, notices)
  expect(words.subject).toBe('Your day: 2 notices are waiting for you')
  expect(words.text).toBe(
    `Your day: 2 notices are waiting for you.\n\n2 of your steps are late.\n1 of your steps is due today.\n\nAbout these cases:\nPH-AAAA0001\nPH-AAAA0002\n\nSign in to read:\n${notices}\n\nThis is your daily digest, sent automatically. You can choose its hour under Notices, Settings. Replies are not read.\n`,
  )
  expect(wordsOf({ ...digest, dueToday: 0, late: 0 }, notices).text).not.toMatch(/late|due/)
  const many = Array.from({ length: 53 }, (_, i) => `PH-${i}`)
  expect(wordsOf({ ...digest, codes: many, dueToday: 0, late: 0 }, notices).text).toContain('PH-49\nand 3 more\n')
})
