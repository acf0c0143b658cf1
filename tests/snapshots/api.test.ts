import { createHash } from 'node:crypto'
import type { Problem } from '@palermo/shared/problem.ts'
import type { Snapshot, SnapshotPage } from '@palermo/shared/snapshots/contract.ts'
import type { Statistics } from '@palermo/shared/statistics/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { admit, crowd } from '../statistics/people.ts'
import { countAndPublish } from '../statistics/publish.ts'
import { aTaskForce, leaveRulesToTypes, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'

let force: TaskForce
let worker: ByHand
let lead: TestPerson
let otherLead: TestPerson
let second: TestPerson
let head: TestPerson
let week: string

const many = crowd

beforeAll(async () => {
  force = await aTaskForce()
  await leaveRulesToTypes(force)
  worker = byHand(force)
  lead = await force.person(await force.agency('secretariat'), 'lead')
  second = await force.person(lead.agencyId, 'lead')
  const ngo = await force.agency('ngo')
  head = await force.person(ngo, 'head')
  otherLead = await force.person(ngo, 'lead')
  await admit(force.owner, many, '2020-01-01T00:00:00Z')
  await countAndPublish(worker)
  week = (await force.as(lead)<Statistics>('GET', '/statistics')).body.week ?? ''
})
afterAll(async () => {
  await worker.end()
  await force.end()
})

const draft = (person: TestPerson = lead, wanted = week, key = v7()) =>
  force.as(person)<Snapshot>('POST', '/snapshots', { week: wanted }, { 'idempotency-key': key })
const act = (person: TestPerson, { id, version }: Snapshot, action: string, more: object = {}) =>
  force.as(person)<Snapshot & Partial<Problem>>('POST', `/snapshots/${id}/actions`, { action, version, ...more })
const read = (person: TestPerson, id: string) => force.as(person)<Snapshot>('GET', `/snapshots/${id}`)

test('drafted, signed, published: from then on everybody reads the same figures, with what they hash to', async () => {
  const { status, body: drafted } = await draft()
  expect([status, drafted.status, drafted.actions]).toEqual([201, 'drafted', ['withdraw']])
  expect([drafted.forAnother, drafted.signedBy]).toEqual([true, null])
  const live = (await force.as(lead)<Statistics>('GET', '/statistics')).body
  expect(drafted.document.tables).toEqual(live.tables)
  // Before publication the snapshot is answered as not found.
  expect((await read(head, drafted.id)).status).toBe(404)
  expect((await force.as(head)<SnapshotPage>('GET', '/snapshots')).body.items).toEqual([])
  const { body: signed } = await act(second, drafted, 'sign')
  expect([signed.signedBy, signed.forAnother]).toEqual(['another', false])
  expect((await read(head, drafted.id)).status).toBe(404)
  const { body: published } = await act(lead, signed, 'publish')
  expect([published.status, published.actions]).toEqual(['published', ['withdraw']])
  const seen = (await read(head, drafted.id)).body
  expect([seen.document, seen.hash, seen.intact, seen.actions]).toEqual([drafted.document, drafted.hash, true, []])
  const [row] = await force.owner<{ document: string }[]>`select document from app.snapshots where id = ${drafted.id}`
  expect(
    createHash('sha256')
      .update(row?.document ?? '')
      .digest('hex'),
  ).toBe(drafted.hash)
})

test('the same week gives the same figures under the same hash, whatever has happened to people since', async () => {
  const before = (await draft()).body
  await admit(force.owner, many, '2020-01-01T00:00:00Z')
  await countAndPublish(worker)
  const after = (await draft()).body
  expect([after.hash, after.document]).toEqual([before.hash, before.document])
  expect(after.id).not.toBe(before.id)
})

test('what is wrong is withdrawn with a reason, and stays to be read as withdrawn', async () => {
  const made = (await draft()).body
  const signed = (await act(second, made, 'sign')).body
  const published = (await act(lead, signed, 'publish')).body
  expect((await act(lead, published, 'withdraw')).status).toBe(422)
  const withdrawn = (await act(lead, published, 'withdraw', { reason: 'figures-wrong' })).body
  expect([withdrawn.status, withdrawn.withdrawalReason, withdrawn.actions]).toEqual(['withdrawn', 'figures-wrong', []])
  expect((await read(head, made.id)).body).toMatchObject({ status: 'withdrawn', hash: made.hash, intact: true })
  // A draft that was withdrawn stays hidden from all but the task-force leads.
  const given = (await act(lead, (await draft()).body, 'withdraw', { reason: 'not-needed' })).body
  expect((await read(head, given.id)).status).toBe(404)
})

test('each step in its turn, under its version, by the lead who drafted it or a colleague there, and by nobody else', async () => {
  const made = (await draft()).body
  expect((await act(lead, made, 'publish')).body).toMatchObject({ status: 409, type: '/problems/wrong-status' })
  expect((await act(otherLead, made, 'sign')).status).toBe(403)
  const signed = (await act(second, made, 'sign')).body
  expect((await act(lead, made, 'publish')).body).toMatchObject({ status: 409, type: '/problems/changed-meanwhile' })
  const published = (await act(lead, signed, 'publish')).body
  expect((await act(head, published, 'withdraw', { reason: 'not-needed' })).status).toBe(403)
  for (const role of ['supervisor', 'caseworker', 'administrator', 'auditor'] as const) {
    expect([role, (await draft(await force.person(head.agencyId, role))).status]).toEqual([role, 403])
  }
})

test('its clocks run until it is published', async () => {
  const made = (await draft()).body
  const clocks = async () =>
    (
      await force.owner<{ key: string }[]>`
        select key from app.deadlines where subject_id = ${made.id} and closed_at is null`
    ).map(({ key }) => key)
  expect(await clocks()).toEqual(['snapshot.sign'])
  const signed = (await act(second, made, 'sign')).body
  expect(await clocks()).toEqual(['snapshot.publish'])
  await act(lead, signed, 'publish')
  expect(await clocks()).toEqual([])
})

test('what was frozen cannot be changed, not by the login that serves it nor by the functions that own it', async () => {
  const made = (await draft()).body
  const change = (set: string) => force.owner.unsafe(`update app.snapshots set ${set} where id = '${made.id}'`)
  for (const set of [
    `document = '{}'`,
    `hash = sha256('x')`,
    `week = '2020-01-06'`,
    `document = '{}', hash = sha256('{}')`,
  ]) {
    await expect(change(set), set).rejects.toMatchObject({ code: 'PA391' })
  }
  // Nobody can send figures: the database copies those that it published.
  const [row] = await force.owner<{ document: string }[]>`select document from app.snapshots where id = ${made.id}`
  expect(JSON.parse(row?.document ?? '')).toMatchObject({ week, method: 'joint-suppression-1' })
})

test('a retry makes one; the list pages; a file names its week', async () => {
  const key = v7()
  const [one, two] = [await draft(lead, week, key), await draft(lead, week, key)]
  expect(two.body.id).toBe(one.body.id)
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = `/snapshots?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const { items, nextCursor }: SnapshotPage = (await force.as(lead)<SnapshotPage>('GET', query)).body
    ids.push(...items.map(({ id }) => id))
    cursor = nextCursor
  }
  const [all] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.snapshots`
  expect([ids.length, new Set(ids).size]).toEqual([all?.n, all?.n])
  const file = await force.app.inject({
    url: `/api/snapshots/${one.body.id}?format=csv`,
    headers: { authorization: `Bearer ${lead.token}` },
  })
  expect(file.headers['content-disposition']).toBe(`attachment; filename="people-${week}-frozen.csv"`)
  expect(file.body).toContain('people,all,all,85,')
})

test.each([
  ['a week that was not counted', { week: '2020-01-06' }, 404],
  ['a day that is none', { week: '2026-02-30' }, 422],
  ['a day of another age', { week: '0000-01-01' }, 422],
  ['figures of one’s own', { week: '2020-01-06', document: '{}' }, 422],
  ['no week', {}, 422],
])('%s is refused', async (_, body, status) => {
  const reply = await force.as(lead)('POST', '/snapshots', body, { 'idempotency-key': v7() })
  expect(reply.status).toBe(status)
})

test('whoever drafted does not sign where there is a second lead: not by an action, and not by SQL', async () => {
  const made = (await draft()).body
  expect((await act(lead, made, 'sign')).body).toMatchObject({ status: 403, type: '/problems/not-allowed' })
  const raw = rawConnection(force)
  try {
    const past = `update app.snapshots set status = 'signed', version = version + 1, signed_at = app.now() where id = '${made.id}'`
    await refused(raw.attempt(lead, (sql) => sql.unsafe(past)))
    // The guard cannot be passed by naming another drafter either.
    await refused(
      raw.attempt(lead, (sql) =>
        sql.unsafe(`update app.snapshots set drafter_id = '${second.id}' where id = '${made.id}'`),
      ),
    )
    await refused(
      raw.attempt(lead, (sql) => sql.unsafe(`update app.snapshots set signed_by = 'another' where id = '${made.id}'`)),
    )
  } finally {
    await raw.end()
  }
  expect((await read(second, made.id)).body.actions).toEqual(['sign', 'withdraw'])
  expect((await act(second, made, 'sign')).body.signedBy).toBe('another')
})

test('a lead who is alone signs, and the figures say so for good, also once a second has come', async () => {
  await force.owner`update app.people set disabled_at = app.now() where id = ${second.id}`
  try {
    const made = (await draft()).body
    expect([made.forAnother, made.actions]).toEqual([false, ['sign', 'withdraw']])
    const signed = (await act(lead, made, 'sign')).body
    expect(signed.signedBy).toBe('drafter')
    const published = (await act(lead, signed, 'publish')).body
    await force.owner`update app.people set disabled_at = null where id = ${second.id}`
    expect((await read(head, published.id)).body.signedBy).toBe('drafter')
  } finally {
    await force.owner`update app.people set disabled_at = null where id = ${second.id}`
  }
})
