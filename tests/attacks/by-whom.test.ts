import type { LookPage } from '@palermo/shared/audit/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, record, refused } from './raw.ts'

// A login of the API or the worker with any SQL cannot carry out an action that the workflow does not allow.

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let police: TestPerson
let api: Raw
let worker: Raw
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('health'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  police = await force.person(await force.agency('police'), 'officer')
  api = rawConnection(force)
  worker = rawConnection(force, 'worker')
})
afterAll(async () => {
  await Promise.all([api.end(), worker.end()])
  await force.end()
})
beforeEach(async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  caseId = (await act(force, caseworker, sent, 'accept')).body.caseId ?? ''
  const body = {
    kind: 'service',
    caseId,
    toAgencyId: police.agencyId,
    formId: 'intake-short',
    formVersion: 1,
    answers: { ...adult, kind: 'service' },
  }
  const draft = await force.as(caseworker)<{ referral: Referral }>('POST', '/referrals', body, {
    'idempotency-key': v7(),
  })
  const service = await act(force, caseworker, draft.body.referral, 'send')
  expect((await act(force, police, service.body, 'accept')).status).toBe(200)
})

const versionOf = async () => {
  const [row] = await force.owner<
    { version: number; status: string }[]
  >`select version, status from app.cases where id = ${caseId}`
  return row ?? { version: 0, status: '' }
}
const moves = async (person: TestPerson, action: string, status: string, set = 'status') => {
  const { version } = await versionOf()
  return api.commit(person, async (sql) => {
    await sql.unsafe(`update app.cases set ${set} = $1, version = version + 1, closing_reason = $2 where id = $3`, [
      status,
      status === 'closed' ? 'help-completed' : null,
      caseId,
    ])
    await record(sql, { noun: 'case', table: 'cases', id: caseId, version: version + 1, status, action, caseId })
  })
}

describe('a case is moved by those to whom the act belongs', () => {
  test.each([
    ['close', 'closed'],
    ['lose-contact', 'contact-lost'],
    ['record-leaving', 'left'],
    ['review', 'open'],
    ['assign-lead', 'open'],
  ])('a member of the team that does not lead cannot %s it', async (action, status) => {
    await refused(moves(police, action, status))
    expect(await versionOf()).toMatchObject({ status: 'open' })
  })

  test('nor can anybody take what only a clock may take', async () => {
    await refused(moves(caseworker, 'hand-back', 'open'))
    await refused(moves(caseworker, 'take-over', 'open'))
  })

  test('control: who leads it can', async () => {
    await moves(caseworker, 'lose-contact', 'contact-lost')
    expect(await versionOf()).toMatchObject({ status: 'contact-lost' })
  })
})

describe('the worker’s login acts as nobody, and takes only what a clock may take', () => {
  const job = async (referral: Referral, status: string, action: string) => {
    await worker.sql`begin`
    try {
      await worker.sql`select authz.begin_job('test.attacked', 'test')`
      await worker.sql`update app.referrals set status = ${status}, version = version + 1 where id = ${referral.id}`
      await worker.sql`select app.record_by_clock('referral', 'referrals', ${referral.id}::uuid, ${referral.version + 1}, ${status}, ${action}, ${referral.caseId}::uuid,
        'PH-000000000', 'soon', '{}', '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation}', '[]', '[]', '[]')`
      await worker.sql`commit`
    } catch (error) {
      await worker.sql`rollback`
      throw error
    }
  }

  test.each([
    ['decline', 'declined'],
    ['accept', 'accepted'],
    ['withdraw', 'withdrawn'],
    ['return', 'returned'],
  ])('it cannot %s a referral whose time has not run out', async (action, status) => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId)
    await refused(job(sent, status, action))
    expect((await force.as(officer)<Referral>('GET', `/referrals/${sent.id}`)).body.status).toBe('sent')
  })

  test.each([
    ['urgent', { ...adult, urgency: 'tonight' }],
    ['a child’s', { ...adult, 'under-18': 'yes', 'age-band': '9-17' }],
  ])('it returns none that is %s, however late', async (_what, answers) => {
    const sent = await aSentReferral(force, officer, caseworker.agencyId, answers as typeof adult)
    await force.owner`update app.deadlines set due_at = app.now() - interval '1 day' where subject_id = ${sent.id}`
    await refused(job(sent, 'returned', 'return'))
  })

  test('it has no other way to the history', async () => {
    await refused(worker.attempt(null, (sql) => record(sql, { id: v7(), version: 1, status: 'sent', caseId: null })))
  })

  test.each(['answers', 'needs', 'age_band', 'language', 'decline_reason', '*'])(
    'and of a referral it does not read %s',
    (column) => refused(worker.attempt(null, (sql) => sql.unsafe(`select ${column} from app.referrals`))),
  )
})

describe('a line of the access log, once written,', () => {
  test('is not replaced by saying that the same request was refused', async () => {
    const request = v7()
    await api.sql`select authz.begin(${police.secret}, 'case.viewed', 'case', ${caseId}::uuid, ${request}, true)`
    await api.sql`select authz.refuse(${police.secret}, 'case.viewed', 'case', ${caseId}::uuid, ${request}, 'not-found')`
    const { body } = await force.as(caseworker)<LookPage>('GET', `/cases/${caseId}/access`)
    const theirs = body.items.filter(({ kind, agency }) => kind === 'case.viewed' && agency?.id === police.agencyId)
    expect(theirs.map(({ refused: was }) => was).toSorted()).toEqual([false, true])
  })

  test.each([`update aud.leaf set outcome = 'refused'`, 'delete from aud.leaf', 'truncate aud.leaf'])(
    'is not touched by anybody, the owner of the database included: %s',
    (statement) => refused(force.owner.unsafe(statement)),
  )
})
