import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import { openAccounts } from '@palermo/db/load/accounts.ts'
import { load } from '@palermo/db/load/load.ts'
import { caseworkerOf, nth, receiverOf, type Size, statusesByDigit } from '@palermo/db/load/numbering.ts'
import { proveLedgers } from '@palermo/db/proofs.ts'
import type { SignedIn } from '@palermo/shared/accounts/contract.ts'
import { isCaseReference } from '@palermo/shared/cases/reference.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, password, type TaskForce } from '../task-force.ts'
import { atTerminal } from '../terminal.ts'

// More than one batch of referrals, and numbers that do not divide each other.
const size: Size = { referrals: 20_011, cases: 997, agencies: 7 }
let force: TaskForce
let folder: string
const shares: number[] = []

beforeAll(async () => {
  force = await aTaskForce()
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-load-'))
  await load(force.owner, force.db.ring, size, (share) => shares.push(share))
  await openAccounts(force.owner, await hashPassword(password))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await force.end()
})

const signIn = async (email: string) => {
  const reply = await force.app.inject({ method: 'POST', url: '/api/sign-in', payload: { email, password } })
  expect(reply.statusCode).toBe(200)
  const { accessToken } = reply.json<SignedIn>()
  return async <T>(url: string) => {
    const { statusCode, body } = await force.app.inject({ url, headers: { authorization: `Bearer ${accessToken}` } })
    return { status: statusCode, body: JSON.parse(body) as T }
  }
}

test('as many as were asked for are there, in every status, and every ledger holds', async () => {
  const [counts] = await force.owner`
    select (select count(*)::int from app.referrals) as referrals, (select count(*)::int from app.cases) as cases,
        (select count(*)::int from app.texts_c1) as words, (select count(distinct reference)::int from app.cases) as names`
  expect(counts).toEqual({ referrals: size.referrals, cases: size.cases, words: size.referrals, names: size.cases })
  const statuses = await force.owner<{ status: string }[]>`select distinct status from app.referrals order by 1`
  expect(statuses.map(({ status }) => status)).toEqual([...new Set(statusesByDigit)].sort())
  const references = await force.owner<{ reference: string }[]>`select reference from app.cases`
  expect(references.filter(({ reference }) => !isCaseReference(reference))).toEqual([])
  expect((await proveLedgers(force.owner)).map(({ name, broken }) => [name, broken])).toEqual([
    ['work-items', 0],
    ['counters', 0],
    ['orphans', 0],
    ['events', 0],
  ])
})

test('the way is told as it grows, and ends with all of it', () => {
  expect(shares.length).toBeGreaterThan(2)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

test('whoever was loaded signs in, finds their work, and reads the words of a referral that is theirs', async () => {
  const n = 3
  expect(statusesByDigit[n]).toBe('in-service')
  const get = await signIn(`person${caseworkerOf(receiverOf(size, n))}@load.test`)
  const desk = await get<WorkItemPage>('/api/work-items?side=owes')
  expect(desk.body.items.length).toBe(50)
  const referral = await get<Referral>(`/api/referrals/${nth('referral', n)}`)
  expect(referral.status).toBe(200)
  expect(referral.body.texts.map(({ text }) => text)).toEqual([`Which language does the person speak, number ${n}?`])
})

test('a referral between two other agencies stays hidden', async () => {
  const get = await signIn('person1@load.test')
  const [row] = await force.owner<{ id: string }[]>`
    select id from app.referrals where ${nth('agency', 1)} not in (from_agency_id, to_agency_id, lead_agency_id) limit 1`
  expect((await get(`/api/referrals/${row?.id}`)).status).toBe(404)
})

const terminal = (words: string[]) => atTerminal(words, { url: force.url, folder })

test('what holds cases already is not loaded a second time', async () => {
  const again = await terminal(['load', '--referrals', '10'])
  expect(again.code).toBe(1)
  expect(again.complained).toBe('There are cases here already. Only an empty database is loaded.')
})

test.each([
  [[], '--referrals is missing.'],
  [['--referrals', 'many'], '--referrals is a whole number of at least 1.'],
  [['--referrals', '10', '--agencies', '1'], '--agencies is a whole number of at least 2.'],
])('a load called with %j is told how it is called', async (words, told) => {
  const { code, complained } = await terminal(['load', ...words])
  expect(code).toBe(2)
  expect(complained).toContain(told)
})

test('the check says that all holds, and of each ledger when it does not', async () => {
  const sound = await terminal(['check'])
  expect(sound.code).toBe(0)
  expect(sound.said.every((line) => line.startsWith('holds'))).toBe(true)
  const harm: [string, RegExp][] = [
    ['update app.counters set n = n + 1 where ctid = (select ctid from app.counters limit 1)', /^BROKEN Every counter/],
    [
      "delete from app.work_items where id = (select id from app.work_items where subject_kind = 'case' limit 1)",
      /^BROKEN The work items/,
    ],
    ['delete from app.deadlines where subject_id = (select id from app.cases limit 1)', /^BROKEN Nothing open/],
    ['delete from app.events where id = (select id from app.events where version = 3 limit 1)', /^BROKEN Every status/],
  ]
  for (const [statement, told] of harm) {
    await force.owner.unsafe(statement)
    const broken = await terminal(['check'])
    expect(broken.code).toBe(1)
    expect(broken.said.filter((line) => told.test(line)).length, statement).toBe(1)
  }
})
