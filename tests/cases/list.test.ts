import { read } from '@palermo/db/actor.ts'
import type { Case, CaseSummary } from '@palermo/shared/cases/contract.ts'
import { encodeCursor } from '@palermo/shared/page.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
/** Case ids in the order in which the cases were opened. */
const ids: string[] = []

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  const hours = [9, 3, 7, 5, 3]
  for (const hour of hours) {
    const id = await aCase(caseworker)
    // Two cases get a deadline at the same moment, so that the list must order them by the id of the case.
    await aTask(id, new Date(Date.UTC(2026, 0, 1, hour)).toISOString())
    ids.push(id)
  }
  for (const [at, id] of (await Promise.all([0, 1, 2].map(() => aCase(caseworker)))).entries()) {
    if (at < 2) await close(id)
    ids.push(id)
  }
  ids.push(await aCase(colleague))
})
afterAll(() => force.end())

const aCase = async (lead: TestPerson): Promise<string> => {
  const sent = await aSentReferral(force, officer, lead.agencyId, adult)
  await act(force, lead, sent, 'accept')
  return sent.caseId ?? ''
}
const aTask = (caseId: string, dueAt: string) =>
  force.as(caseworker)('POST', '/tasks', { caseId, kind: 'call', dueAt }, { 'idempotency-key': v7() })
/** Completes every referral and task of the case and closes it, so that no deadline is left. */
const close = async (id: string) => {
  const { body: found } = await force.as(caseworker)<Case>('GET', `/cases/${id}`)
  for (const { id: referral, version } of found.referrals) {
    const started = await act(force, caseworker, { id: referral, version }, 'start')
    await act(force, caseworker, started.body, 'complete', { outcomes: [] })
  }
  const { body } = await force.as(caseworker)<Case>('GET', `/cases/${id}`)
  await force.as(caseworker)('POST', `/cases/${id}/actions`, {
    action: 'close',
    version: body.version,
    reason: 'help-completed',
  })
}
type Reply = { items: CaseSummary[]; nextCursor: string | null }
const listed = (person: TestPerson, query: string) => force.as(person)<Reply>('GET', `/cases?${query}`)
const paged = async (person: TestPerson, query: string, limit: number): Promise<CaseSummary[]> => {
  const rows: CaseSummary[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await listed(person, `${query}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`)
    expect(status).toBe(200)
    expect(body.items.length).toBeLessThanOrEqual(limit)
    rows.push(...body.items)
    cursor = body.nextCursor
  }
  return rows
}

test.each([1, 2, 3, 50])(
  'what is due next comes first, and what asks for nothing last, by pages of %i',
  async (limit) => {
    const rows = await paged(supervisor, 'sort=due', limit)
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.toSorted())
    const due = rows.map(({ nextDueAt }) => nextDueAt)
    expect(due.filter((at) => at === null)).toHaveLength(2)
    expect(due.slice(-2)).toEqual([null, null])
    const times = due.slice(0, -2).map((at) => Date.parse(at ?? ''))
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    const idle = rows.slice(-2).map(({ updatedAt }) => updatedAt)
    expect(idle).toEqual(idle.toSorted().reverse())
  },
)

test('the longest open come first where that is asked for, and the last changed where nothing is', async () => {
  const opened = await paged(supervisor, 'sort=opened', 4)
  expect(opened.map(({ openedAt }) => openedAt)).toEqual(opened.map(({ openedAt }) => openedAt).sort())
  const changed = await paged(supervisor, 'q=', 4)
  expect(changed.map(({ updatedAt }) => updatedAt)).toEqual(
    changed
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .reverse(),
  )
  expect(opened).toHaveLength(ids.length)
  expect(changed).toHaveLength(ids.length)
})

test('every order shows the same cases to the same reader, narrowed by the same filters', async () => {
  for (const query of ['open=true', 'open=false', 'mine=true', 'mine=true&open=true', 'child=true', 'status=closed']) {
    const [changed, due, opened] = await Promise.all(
      ['changed', 'due', 'opened'].map(async (sort) => {
        const rows = await paged(caseworker, `${query}&sort=${sort}`, 3)
        return rows.map(({ id }) => id).sort()
      }),
    )
    expect(due, query).toEqual(changed)
    expect(opened, query).toEqual(changed)
  }
  const own = await paged(caseworker, 'sort=due', 50)
  expect(own).toHaveLength(ids.length - 1)
  expect((await listed(officer, 'sort=due')).body.items).toEqual([])
})

test('a page shows exactly the cases that the policy of the table shows its reader', async () => {
  const head = await force.person(supervisor.agencyId, 'head')
  const deputy = await force.person(supervisor.agencyId, 'caseworker')
  const stranger = await force.person(await force.agency('ngo'), 'supervisor')
  const [span] = await force.owner<{ fromAt: Date; untilAt: Date }[]>`
    select app.now() - interval '1 hour' as "fromAt", app.now() + interval '7 days' as "untilAt"`
  const away = { personId: colleague.id, deputyId: deputy.id, ...span }
  const set = await force.as(supervisor)('POST', '/absences', away, { 'idempotency-key': v7() })
  expect(set.status, JSON.stringify(set.body)).toBe(201)
  // No member of the supervisor's agency is assigned to this case, so every member sees it.
  const [unassigned = ''] = ids
  await force.owner`update app.case_members set person_id = null where case_id = ${unassigned} and agency_id = ${supervisor.agencyId}`
  const seen: Record<string, number> = {}
  for (const [who, person] of Object.entries({ officer, caseworker, colleague, deputy, supervisor, head, stranger })) {
    const { rows } = await read(force.db, force.who(person), (sql) => [sql<{ id: string }[]>`select id from app.cases`])
    const allowed = rows[0].map(({ id }) => id).sort()
    for (const query of ['sort=changed', 'sort=opened', 'sort=due'])
      expect((await paged(person, query, 2)).map(({ id }) => id).sort(), `${who}, ${query}`).toEqual(allowed)
    seen[who] = allowed.length
  }
  expect(seen).toEqual({
    officer: 0,
    caseworker: ids.length - 1,
    colleague: 2,
    deputy: 2,
    supervisor: ids.length,
    head: ids.length,
    stranger: 0,
  })
})

test('a place that no list gave out is refused', async () => {
  for (const at of ['idle ', 'idle soon', 'idle infinity', 'idle idle 2026-01-01T00:00:00Z']) {
    const reply = await listed(caseworker, `sort=due&cursor=${encodeCursor([at, v7()])}`)
    expect(reply.status, at).toBe(400)
  }
})
