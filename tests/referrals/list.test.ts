import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { aSentReferral } from './story.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
/** Referral ids in the order in which the referrals were sent. */
const ids: string[] = []

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  for (let sent = 0; sent < 5; sent += 1) ids.push((await aSentReferral(force, officer, caseworker.agencyId)).id)
})
afterAll(() => force.end())

interface Page {
  items: ReferralSummary[]
  nextCursor: string | null
}
const paged = async (person: TestPerson, query: string): Promise<string[]> => {
  const rows: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/referrals?${query}&limit=2${cursor ? `&cursor=${cursor}` : ''}`
    const reply = await force.as(person)<Page>('GET', path)
    rows.push(...reply.body.items.map(({ id }) => id))
    cursor = reply.body.nextCursor
  }
  return rows
}

test('each box is read from its newest or from its oldest, page by page', async () => {
  const boxes = [
    [caseworker, 'inbox'],
    [caseworker, 'team'],
    [officer, 'outbox'],
  ] as const
  for (const [person, box] of boxes) {
    expect(await paged(person, `box=${box}&sort=oldest`), box).toEqual(ids)
    expect(await paged(person, `box=${box}`), box).toEqual(ids.toReversed())
  }
})
