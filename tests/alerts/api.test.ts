import type { Alert, AlertSummary } from '@palermo/shared/alerts/contract.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import { splitByCompartment } from '@palermo/shared/forms/mapping.ts'
import type { Draft } from '@palermo/shared/referrals/drafts.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ukAnswers, ukForm } from '../forms/uk-answers.ts'
import { aTaskForce, leaveRulesToTypes, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let supervisor: TestPerson
let authority: TestPerson
let stranger: TestPerson
beforeAll(async () => {
  force = await aTaskForce('uk')
  await leaveRulesToTypes(force)
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  supervisor = await force.person(police, 'supervisor')
  authority = await force.person(await force.agency('immigration'), 'officer')
  stranger = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(() => force.end())

const declined: Answers = { 'pv-under-age': 'no', 'pv-want-to-submit-nrm': 'no', 'authorities-cooperation': 'yes' }

const begin = async (chosen: Answers = declined) => {
  const body = { formId: ukForm.id, formVersion: ukForm.version, answers: ukAnswers(chosen) }
  return (await force.as(officer)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })).body.referral
}
const send = (draft: { id: string; version: number }, more: object = {}, key = v7(), person = officer) =>
  force.as(person)<Alert>(
    'POST',
    '/alerts',
    { draftId: draft.id, version: draft.version, toAgencyId: authority.agencyId, ...more },
    { 'idempotency-key': key },
  )
const act = (person: TestPerson, alert: Alert, action: string, input: object = {}) =>
  force.as(person)<Alert>('POST', `/alerts/${alert.id}/actions`, { action, version: alert.version, ...input })
const read = (person: TestPerson, { id }: { id: string }) => force.as(person)<Alert>('GET', `/alerts/${id}`)

const numberOf = async (table: string) =>
  (await force.owner<{ n: number }[]>`select count(*)::int as n from ${force.owner(`app.${table}`)}`)[0]?.n

describe('a notice without a person', () => {
  test('is sent out of the draft, which leaves nothing behind, and makes neither case nor person', async () => {
    const before = [await numberOf('cases'), await numberOf('persons'), await numberOf('case_tokens')]
    const draft = await begin()
    const { status, body } = await send(draft)
    expect(status).toBe(201)
    expect(body).toMatchObject({ status: 'sent', kind: 'duty-to-notify', mine: true, sealed: [] })
    expect(body.reference).toMatch(/^DN-[0-9A-Z]{9}$/)
    expect(body.answers).toEqual(ukAnswers(declined))
    expect([await numberOf('cases'), await numberOf('persons'), await numberOf('case_tokens')]).toEqual(before)
    const [left] = await force.owner`select status, answers from app.referrals where id = ${draft.id}`
    expect(left).toMatchObject({ status: 'withdrawn', answers: {} })
    for (const table of ['texts_c1', 'texts_c2', 'texts_c3', 'texts_c4', 'texts_c5'])
      expect([
        ...(await force.owner`select 1 from ${force.owner(`app.${table}`)} where subject_id = ${draft.id}`),
      ]).toEqual([])
    expect([...(await force.owner`select * from app.orphans()`)]).toEqual([])
  })

  test('names nobody unless the person agreed to help an investigation', () => {
    const silent = ukAnswers({ ...declined, 'authorities-cooperation': 'no' })
    expect(Object.keys(silent).filter((id) => /name|contact-details|phone/.test(id) && id.startsWith('pv-'))).toEqual(
      [],
    )
    expect(ukAnswers(declined)['pv-name-first-name']).toBeDefined()
  })

  test('is sent once, however often the line breaks', async () => {
    const draft = await begin()
    const key = v7()
    const first = await send(draft, {}, key)
    const again = await send(draft, {}, key)
    expect(again.status).toBe(201)
    expect(again.body.id).toBe(first.body.id)
  })

  test('counts one more adult who did not want to be referred', async () => {
    const counted = async () =>
      (await force.owner`select coalesce(sum(n), 0)::int as n from app.not_referred`)[0]?.n as number
    const before = await counted()
    await send(await begin())
    expect(await counted()).toBe(before + 1)
  })

  test('is read at the authority as far as its reader stands in the compartments, and nowhere else', async () => {
    const { body } = await send(await begin())
    const parts = splitByCompartment(ukForm, ukAnswers(declined))
    const seen = await read(authority, body)
    expect(seen.body.answers).toEqual({ ...parts.C0, ...parts.C1, ...parts.C4 })
    expect(seen.body.sealed).toEqual(['C2', 'C3', 'C5'])
    expect((await read(supervisor, body)).body.answers).toEqual({})
    expect((await read(stranger, body)).status).toBe(404)
    expect((await act(stranger, body, 'acknowledge')).status).toBe(404)
    const { items } = (await force.as(stranger)<{ items: AlertSummary[] }>('GET', '/alerts')).body
    expect(items).toEqual([])
  })

  test('comes back to its sender: received, then what was done with it', async () => {
    const { body } = await send(await begin())
    const received = await act(authority, body, 'acknowledge')
    expect(received.body).toMatchObject({ status: 'received', actions: ['close'] })
    // Once the alert is received, its sender reads its status but no longer its contents.
    expect((await read(officer, body)).body).toMatchObject({ answers: {}, actions: ['withdraw'] })
    expect((await act(authority, received.body, 'close')).status).toBe(422)
    const closed = await act(authority, received.body, 'close', { reason: 'noted' })
    expect(closed.body).toMatchObject({ status: 'closed', closeReason: 'noted', dueAt: null, actions: [] })
    expect((await read(officer, body)).body).toMatchObject({ status: 'closed', closeReason: 'noted' })
  })

  test('is moved only by whoever it is up to, at the version they saw', async () => {
    const { body } = await send(await begin())
    expect((await act(officer, body, 'acknowledge')).status).toBe(403)
    expect((await act(authority, body, 'withdraw', { reason: 'mistaken-or-duplicate' })).status).toBe(403)
    expect((await act(authority, body, 'close', { reason: 'noted' })).status).toBe(409)
    expect((await act(supervisor, body, 'withdraw', { reason: 'now-referred' })).body.status).toBe('withdrawn')
    expect((await act(authority, body, 'acknowledge')).status).toBe(409)
  })

  test('stands in the work queue until it is answered, and is late when it is not', async () => {
    const { body } = await send(await begin())
    const owed = async () =>
      (await force.as(authority)<{ items: { subjectId: string; step: string }[] }>('GET', '/work-items?side=owes')).body
        .items
    expect((await owed()).filter(({ subjectId }) => subjectId === body.id).map(({ step }) => step)).toEqual([
      'alert.acknowledge',
    ])
    await act(authority, body, 'acknowledge')
    expect((await owed()).filter(({ subjectId }) => subjectId === body.id).map(({ step }) => step)).toEqual([
      'alert.review',
    ])
  })
})

describe('no notice is sent', () => {
  test('for a child, or somebody who may be one', async () => {
    for (const age of ['yes', 'not-sure']) {
      const { status } = await send(await begin({ ...declined, 'pv-under-age': age }))
      expect(status).toBe(422)
    }
  })

  test('of somebody who wants to be referred', async () => {
    const refused = await send(await begin({ 'pv-under-age': 'no', 'pv-want-to-submit-nrm': 'yes' }))
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ errors: [{ pointer: '/draftId', detail: 'does not end in a notice' }] })
  })

  test('out of another’s draft, which is as good as none', async () => {
    const draft = await begin()
    expect((await send(draft, {}, v7(), supervisor)).status).toBe(404)
    expect((await send(draft, {}, v7(), stranger)).status).toBe(404)
    expect((await send({ id: v7(), version: 1 })).status).toBe(404)
    const [kept] = await force.owner`select status from app.referrals where id = ${draft.id}`
    expect(kept?.status).toBe('draft')
  })

  test('to one’s own agency, nor with answers missing: and the draft stays as it was', async () => {
    const draft = await begin()
    expect((await send(draft, { toAgencyId: officer.agencyId })).status).toBe(422)
    expect((await send(draft, { version: 7 })).status).toBe(409)
    const body = { formId: ukForm.id, formVersion: 1, answers: declined }
    const short = await force.as(officer)<Draft>('POST', '/referrals', body, { 'idempotency-key': v7() })
    expect((await send(short.body.referral)).status).toBe(422)
    for (const { id } of [draft, short.body.referral])
      expect((await force.as(officer)<Draft>('GET', `/referrals/${id}/draft`)).body.referral.status).toBe('draft')
  })
})
