import { type Database, openDatabase } from '@palermo/db/database.ts'
import { retryOf } from '@palermo/db/idempotency.ts'
import { requestRecords } from '@palermo/db/requests/records.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { actOnTask, createTask } from '@palermo/db/tasks/records.ts'
import type { Request, RequestPage } from '@palermo/shared/requests/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { countTrips, type Trips } from '../kernel/trips.ts'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let trips: Trips
let opened: Database
let db: Database
/**
 * Number of connections that the next call may still take. Each call gets one, so a hint to other processes, which is
 * sent later, gets none and is not counted.
 */
let free = 0
let boss: TestPerson
let officer: TestPerson
let caseId: string

/**
 * Makes a case that the welfare agency leads and the police serve. The access of the police, given at acceptance, has
 * ended.
 */
beforeAll(async () => {
  force = await aTaskForce()
  trips = await countTrips(urlFor(force.url, 'api'))
  opened = openDatabase(trips.url, { newest: 1, keys: new Map([[1, Buffer.alloc(32, 1)]]) }, { size: 1 })
  const take = () => (free-- > 0 ? opened.slots.take() : Promise.reject(new Error('no connection is free')))
  db = { ...opened, slots: { ...opened.slots, take } }
  const welfare = await force.agency('welfare')
  const lead = await force.person(welfare, 'caseworker')
  boss = await force.person(welfare, 'supervisor')
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  const sent = await aSentReferral(force, lead, police, { ...adult, urgency: 'routine' }, 'service')
  caseId = (await act(force, officer, sent, 'accept')).body.caseId ?? ''
  await force.moveClock('91 days')
})
afterAll(async () => {
  await opened.slots.end()
  await trips.end()
  await force.end()
})

const calling = () => {
  free = 1
  return db
}
const ask = () => {
  const input = { caseId, compartment: 'C1', purpose: 'investigation', legalBasis: 'consent' } as const
  return requestRecords.create(calling(), force.who(officer), retryOf(v7(), input), input)
}
const refuse = ({ id, version }: Request) =>
  requestRecords.act(calling(), force.who(boss), id, { action: 'refuse', version, reason: 'not-needed-for-task' })
const withdraw = ({ id, version }: Request) =>
  requestRecords.act(calling(), force.who(officer), id, { action: 'withdraw', version })

test('a creation and an action wait for the proof, for what decides them, and for the commit', async () => {
  await refuse(await ask())
  // The first round trip proves the session and reads the facts of the case and the idempotency key, the second runs
  // the hand-written part of the creation, and the third inserts the row, which a trigger completes.
  const asked = await trips.expect([4, 1, 2, 3], ask)
  const refused = await trips.expect([4, 1, 2], () => refuse(asked))
  expect(refused).toMatchObject({ status: 'refused', refusalReason: 'not-needed-for-task', actions: [] })
  expect(await trips.expect([4], () => requestRecords.read(calling(), force.who(boss), asked.id))).toEqual(refused)
})

test('a creation of which the database completes nothing waits for two answers', async () => {
  const task = { caseId, kind: 'call', dueAt: new Date(Date.now() + 200 * 86_400_000).toISOString() } as const
  const create = () => createTask(calling(), force.who(officer), retryOf(v7(), task), task)
  const cancel = ({ id, version }: { id: string; version: number }) =>
    actOnTask(calling(), force.who(officer), id, { action: 'cancel', version })
  await cancel(await create())
  const made = await trips.expect([4, 5], create)
  expect(await trips.expect([4, 1, 3], () => cancel(made))).toMatchObject({ status: 'cancelled', actions: ['reopen'] })
})

test('the derived list has the rows of the hand-written one, in its order and in pages', async () => {
  await withdraw(await ask())
  for (const [person, filter] of [
    [officer, {}],
    [officer, { status: 'withdrawn' }],
    [boss, { caseId, status: 'refused' }],
  ] as const) {
    const query = new URLSearchParams({ ...filter, limit: '1' })
    const { items } = (await force.as(person)<RequestPage>('GET', `/requests?${new URLSearchParams(filter)}`)).body
    expect(items.length).toBeGreaterThan(0)
    const found: string[] = []
    for (let cursor: string | undefined; found.length < items.length; ) {
      const page = await requestRecords.list?.(calling(), force.who(person), {
        ...requestRecords.contracts.Query.parse(Object.fromEntries(query)),
        cursor,
      })
      found.push(...(page?.items.map(({ id }) => id) ?? []))
      cursor = page?.nextCursor ?? undefined
      if (cursor === undefined) break
    }
    expect(found).toEqual(items.map(({ id }) => id))
  }
})

test('a reader of another agency has an empty list, and a record that is hidden does not exist', async () => {
  const stranger = await force.person(await force.agency('ngo'), 'caseworker')
  const asked = await ask()
  expect(await requestRecords.list?.(calling(), force.who(stranger), { limit: 50 })).toEqual({
    items: [],
    nextCursor: null,
  })
  await expect(requestRecords.read(calling(), force.who(stranger), asked.id)).rejects.toThrow('There is nothing here')
  await expect(
    requestRecords.act(calling(), force.who(stranger), asked.id, { action: 'withdraw', version: 1 }),
  ).rejects.toThrow('There is nothing here')
  await withdraw(asked)
})
