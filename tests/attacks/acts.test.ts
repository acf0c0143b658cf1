import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type Raw, rawConnection, record, refused } from './raw.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let raw: Raw
let sent: Referral

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})
beforeEach(async () => {
  sent = await aSentReferral(force, officer, caseworker.agencyId)
})

describe('an act is one of its workflow, whoever holds the connection', () => {
  /** Moves it by hand, and says of it what is to stand in its history. */
  const moves = (referral: Referral, status: string, action: string, person = caseworker) =>
    raw.commit(person, async (sql) => {
      await sql`update app.referrals set status = ${status}, version = version + 1 where id = ${referral.id}`
      await record(sql, { ...referral, version: referral.version + 1, status, action })
    })

  test('control: one that is declared, from where it may be taken', async () => {
    await moves(sent, 'received', 'acknowledge')
    expect((await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)).body.status).toBe('received')
  })

  test.each([
    ['a step is skipped', 'in-service', 'start'],
    ['the end is reached at once', 'completed', 'complete'],
    ['one is told as another', 'received', 'assign'],
    ['it is one that there is not', 'received', 'approve'],
    ['it began long ago', 'sent', 'create'],
  ])('refused where %s', async (_what, status, action) => {
    await refused(moves(sent, status, action))
    const after = await force.as(caseworker)<Referral>('GET', `/referrals/${sent.id}`)
    expect(after.body).toMatchObject({ status: 'sent', version: sent.version })
    expect(after.body.timeline.map((event) => event.action)).toEqual(['create', 'send'])
  })

  test('what has its event is not moved again behind it', async () => {
    await refused(
      raw.commit(caseworker, async (sql) => {
        await sql`update app.referrals set status = 'received', version = version + 1 where id = ${sent.id}`
        await record(sql, { ...sent, version: sent.version + 1, status: 'received', action: 'acknowledge' })
        await sql`update app.referrals set status = 'queried' where id = ${sent.id}`
      }),
      '23514',
    )
  })

  test('a case that has ended is not opened again under another name', async () => {
    const accepted = (await act(force, caseworker, sent, 'accept')).body
    const closed = await force.as(supervisor)<{ version: number }>('GET', `/cases/${accepted.caseId}`)
    const ended = await force.as(supervisor)<{ version: number }>('POST', `/cases/${accepted.caseId}/actions`, {
      action: 'close',
      version: closed.body.version,
      reason: 'help-completed',
    })
    expect(ended.status).toBe(200)
    const version = ended.body.version + 1
    await refused(
      raw.commit(supervisor, async (sql) => {
        await sql`update app.cases set status = 'open', version = ${version} where id = ${accepted.caseId}`
        await record(sql, {
          noun: 'case',
          table: 'cases',
          id: accepted.caseId ?? '',
          version,
          status: 'open',
          action: 'review',
          caseId: accepted.caseId,
        })
      }),
    )
  })
})
