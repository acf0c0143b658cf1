import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { BulkReply } from '@palermo/shared/work-items/bulk.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  stranger = await force.person(await force.agency('health'), 'supervisor')
})
afterAll(() => force.end())
beforeEach(async () => {
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
})

const aCase = async (): Promise<Referral> =>
  (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')).body
const queue = async (person: TestPerson) =>
  (await force.as(person)<{ items: WorkItem[] }>('GET', '/work-items?limit=100')).body.items
const rowOf = async (person: TestPerson, subjectId: string | null) =>
  (await queue(person)).find((item) => item.subjectId === subjectId)?.id ?? ''
const bulk = (person: TestPerson, body: object, key: string = v7()) =>
  force.as(person)<BulkReply>('POST', '/work-items/actions', body, { 'idempotency-key': key })
const outcomes = ({ body }: { body: BulkReply }) =>
  body.results.map(({ outcome, problem }) => (problem === null ? outcome : `${outcome} ${problem}`))
const aCall = { action: 'add-task', kind: 'call', dueAt: '2030-01-01T00:00:00Z' }
const tasksIn = async (caseId: string | null) =>
  (await force.as(caseworker)<Case>('GET', `/cases/${caseId}`)).body.tasks

test('the same task goes to each case that was chosen, once a case, and a retry adds none', async () => {
  const [one, other] = [await aCase(), await aCase()]
  const rows = [
    await rowOf(caseworker, one.id),
    await rowOf(caseworker, one.caseId),
    await rowOf(caseworker, other.caseId),
  ]
  const key = v7()
  const body = { ...aCall, rows, text: 'Ask how the week was.' }
  const reply = await bulk(caseworker, body, key)
  expect(reply.status).toBe(200)
  expect(outcomes(reply)).toEqual(['done', 'same-case', 'done'])
  expect(outcomes(await bulk(caseworker, body, key))).toEqual(['done', 'same-case', 'done'])
  for (const { caseId } of [one, other]) {
    expect(await tasksIn(caseId)).toMatchObject([{ kind: 'call', text: 'Ask how the week was.', status: 'open' }])
  }
})

test('what is refused is told of its row and holds nothing else back', async () => {
  const [mine, ended] = [await aCase(), await aCase()]
  const gone = await rowOf(caseworker, ended.caseId)
  const { version } = (await force.as(caseworker)<Case>('GET', `/cases/${ended.caseId}`)).body
  await force.as(caseworker)('POST', `/cases/${ended.caseId}/actions`, {
    action: 'close',
    version,
    reason: 'help-completed',
  })
  // The service of the closed case has not ended, so its row exists, but no task can be added to the closed case.
  const rows = [gone, await rowOf(caseworker, ended.id), await rowOf(caseworker, mine.caseId), v7()]
  const reply = await bulk(caseworker, { ...aCall, rows })
  expect(outcomes(reply)).toEqual([
    'refused changed-meanwhile',
    'refused wrong-status',
    'done',
    'refused changed-meanwhile',
  ])
  expect(await tasksIn(mine.caseId)).toHaveLength(1)
})

test('a row of another agency is told as one that is nowhere', async () => {
  const theirs = await rowOf(caseworker, (await aCase()).id)
  expect(outcomes(await bulk(stranger, { ...aCall, rows: [theirs, v7()] }))).toEqual([
    'refused changed-meanwhile',
    'refused changed-meanwhile',
  ])
})

test('a supervisor hands several things to one colleague; a caseworker may not, row by row', async () => {
  const referral = await aCase()
  await bulk(caseworker, { ...aCall, rows: [await rowOf(caseworker, referral.id)] })
  const [task] = await tasksIn(referral.caseId)
  const chosen = [referral.id, task?.id ?? '', referral.caseId ?? '']
  const rows = await Promise.all(chosen.map((id) => rowOf(supervisor, id)))
  // A caseworker may reassign a task only to a colleague who is on the case, which this one is not.
  expect(outcomes(await bulk(caseworker, { action: 'reassign', rows, personId: colleague.id }))).toEqual([
    'refused not-allowed',
    'refused invalid',
    'refused not-allowed',
  ])
  const key = v7()
  const body = { action: 'reassign', rows, personId: colleague.id }
  expect(outcomes(await bulk(supervisor, body, key))).toEqual(['done', 'done', 'done'])
  // The reassigned rows have new ids, but a retry with the same key gets the first reply.
  expect(outcomes(await bulk(supervisor, body, key))).toEqual(['done', 'done', 'done'])
  const carried = (await queue(colleague)).filter(({ assigneeId }) => assigneeId === colleague.id)
  expect(carried.map(({ subjectId }) => subjectId).sort()).toEqual(chosen.toSorted())
  expect(
    outcomes(
      await bulk(supervisor, { ...body, rows: [await rowOf(supervisor, task?.id ?? '')], personId: stranger.id }),
    ),
  ).toEqual(['refused invalid'])
  expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
})

test('each row leaves the line in the log that the act leaves by itself', async () => {
  const referral = await aCase()
  const rows = [await rowOf(supervisor, referral.id)]
  const [last] = await force.owner<{ id: string }[]>`select max(id)::text as id from aud.leaf`
  await bulk(supervisor, { action: 'reassign', rows, personId: colleague.id })
  const lines = await force.owner`
    select kind, subject_id from aud.leaf where id > ${last?.id ?? '0'}::bigint order by id`
  expect([...lines]).toEqual([
    { kind: 'desk.acted', subject_id: null },
    { kind: 'referral.acted', subject_id: referral.id },
    { kind: 'desk.reassigned', subject_id: null },
  ])
})

test('too many rows, none, or no key are refused before anything is done', async () => {
  const rows = Array.from({ length: 51 }, () => v7())
  expect((await bulk(caseworker, { ...aCall, rows })).body).toMatchObject({ errors: [{ pointer: '/rows' }] })
  expect((await bulk(caseworker, { ...aCall, rows: [] })).status).toBe(422)
  expect((await force.as(caseworker)('POST', '/work-items/actions', { ...aCall, rows: [v7()] })).status).toBe(400)
})
