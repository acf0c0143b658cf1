import { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police', { name: 'The "Quay" \\ Desk' }), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  for (const urgency of ['tonight', 'soon', 'soon', 'routine', 'within-24-hours'])
    await aSentReferral(force, officer, caseworker.agencyId, { ...adult, urgency })
})
afterAll(() => force.end())

const page = async (person: TestPerson, query: string) => {
  const reply = await force.as(person)('GET', `/work-items?${query}`)
  expect(reply.status).toBe(200)
  return WorkItemPage.parse(reply.body)
}

test('a page of the work queue is what its contract says, and nothing more', async () => {
  const reply = await force.as(caseworker)<{ items: object[] }>('GET', '/work-items')
  const parsed = WorkItemPage.parse(reply.body)
  expect(reply.body).toEqual(parsed)
  expect(parsed.items.map(({ urgency }) => urgency)).toEqual(['tonight', 'within-24-hours', 'soon', 'soon', 'routine'])
  expect(parsed.items[0]).toMatchObject({ side: 'owes', step: 'referral.acknowledge', late: false, assigneeId: null })
  expect(parsed.items[0]?.counterparty?.name).toBe('The "Quay" \\ Desk')
})

test('pages follow each other without a gap or a double, the last one ends', async () => {
  const whole = await page(caseworker, 'limit=100')
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const part: WorkItemPage = await page(caseworker, `limit=2${cursor ? `&cursor=${cursor}` : ''}`)
    ids.push(...part.items.map(({ id }) => id))
    cursor = part.nextCursor
  } while (cursor)
  expect(ids).toEqual(whole.items.map(({ id }) => id))
})

test('a queue longer than a page is read whole in pages of any size, also where much is due at once', async () => {
  const reader = await force.person(await force.agency('ngo'), 'caseworker')
  await force.owner`
    insert into app.work_items (agency_id, side, subject_kind, subject_id, kind, status, priority, due_at, opened_at)
      select ${reader.agencyId}, 'owes', 'task', gen_random_uuid(), 'task.due', 'open', 'soon', now() + (n / 40) * interval '1 day', now()
        from generate_series(1, 120) n`
  const expected = await force.owner<{ id: string }[]>`
    select id from app.work_items where agency_id = ${reader.agencyId} order by due_at, id`
  for (const size of [50, 51, 100]) {
    const sizes: number[] = []
    const ids: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const part: WorkItemPage = await page(reader, `limit=${size}${cursor === '' ? '' : `&cursor=${cursor}`}`)
      ids.push(...part.items.map(({ id }) => id))
      sizes.push(part.items.length)
      cursor = part.nextCursor
    }
    expect(ids).toEqual(expected.map(({ id }) => id))
    expect(sizes).toEqual(size === 50 ? [50, 50, 20] : size === 51 ? [51, 51, 18] : [100, 20])
  }
})

test('what one owes another is owed, and each filter narrows', async () => {
  const owed = await page(officer, 'side=is-owed')
  expect(owed.items).toHaveLength(5)
  expect((await page(officer, 'side=owes')).items.map(({ step }) => step)).toEqual(Array(5).fill('case.review'))
  expect((await page(caseworker, 'urgency=soon')).items).toHaveLength(2)
  expect((await page(caseworker, `agency=${officer.agencyId}`)).items).toHaveLength(5)
  expect((await page(caseworker, `agency=${caseworker.agencyId}`)).items).toEqual([])
  expect((await page(caseworker, 'mine=true')).items).toEqual([])
  const [first] = (await page(caseworker, 'urgency=tonight')).items
  await act(force, caseworker, { id: first?.subjectId ?? '', version: 2 }, 'accept')
  expect((await page(caseworker, 'mine=true')).items.map(({ step }) => step).sort()).toEqual([
    'case.review',
    'referral.first-contact',
  ])
  expect((await page(caseworker, 'late=true')).items).toEqual([])
  await force.moveClock('1 day')
  expect((await page(caseworker, 'late=true&mine=true')).items.map(({ step }) => step)).toEqual([
    'referral.first-contact',
  ])
})
