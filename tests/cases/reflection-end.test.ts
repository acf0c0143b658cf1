import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import { endingsThatLiftBar, liftsBar, reflectionEndings } from '@palermo/shared/cases/reflection.ts'
import type { BarToRemoval } from '@palermo/shared/cases/removal.ts'
import type { TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
let lead: TestPerson
let boss: TestPerson
/** A head at the agency on the team that is asked for approval. */
let head: TestPerson
let immigration: TestPerson
let immigrationHead: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})
beforeEach(async () => {
  await force.owner`update app.clock set moved = '2027-06-16T02:00:00Z'::timestamptz - now()`
  lead = await force.person(await force.agency('ngo'), 'caseworker')
  boss = await force.person(lead.agencyId, 'supervisor')
  const clinic = await force.agency('health')
  head = await force.person(clinic, 'head')
  immigration = await force.person(await force.agency('immigration'), 'officer')
  immigrationHead = await force.person(immigration.agencyId, 'head')
  caseId = await aServedCase(force, lead, await force.person(clinic, 'caseworker'))
  expect((await on(lead, 'begin-reflection', { on: '2027-06-10' })).status).toBe(200)
})

const look = async (person = lead) => (await force.as(person)<Case>('GET', `/cases/${caseId}`)).body
const on = async (person: TestPerson, action: string, input: object) =>
  force.as(person)<Case>('POST', `/cases/${caseId}/actions`, { action, version: (await look()).version, ...input })
const end = (reason: string, person = lead) => on(person, 'end-reflection', { reason })
const runs = async () => (await look()).removalSuspendedUntil !== null
const waiting = async (person = head) =>
  (await force.as(person)<ApprovalPage>('GET', '/approvals?box=to-answer&open=true')).body.items
const answer = async (action: 'approve' | 'refuse', person = head) => {
  const [asked] = await waiting(person)
  return force.as(person)<Approval>('POST', `/approvals/${asked?.id}/actions`, {
    action,
    version: asked?.version,
    ...(action === 'refuse' ? { reason: 'against-the-person' } : {}),
  })
}

describe('a reflection period that ends early', () => {
  test.each(endingsThatLiftBar)('%s: continues until another agency has approved it', async (reason) => {
    const requested = await end(reason)
    expect(requested.status).toBe(200)
    expect(requested.body.actions).toContain('end-reflection')
    expect(await runs()).toBe(true)
    expect((await end(reason)).body).toMatchObject({ type: '/problems/wrong-status' })
    expect((await waiting())[0]).toMatchObject({
      act: { kind: 'reflection-end', reason },
      caseReference: (await look()).reference,
      to: { id: head.agencyId },
    })
    expect((await answer('approve')).body.status).toBe('approved')
    // The approval does not end the period: the case lead ends it, and may still decide not to.
    expect(await runs()).toBe(true)
    expect((await end(reason)).status).toBe(200)
    expect(await runs()).toBe(false)
  })

  test('for a right to stay ends at once, since the bar to removal stays', async () => {
    expect((await end('residence-granted')).status).toBe(200)
    expect(await runs()).toBe(false)
    expect(await waiting()).toEqual([])
    const told = await raw.attempt(
      lead,
      (sql) => sql<{ barred: boolean }[]>`select barred from app.bar_to_removal(${caseId})`,
    )
    expect(told).toMatchObject([{ barred: true }])
  })

  test('continues where it is refused, and the approval of one reason is none of another', async () => {
    await end('public-order')
    expect((await answer('refuse')).body.status).toBe('refused')
    expect(await runs()).toBe(true)
    await end('public-order')
    await answer('approve')
    expect((await end('claimed-improperly')).status).toBe(200)
    expect(await runs()).toBe(true)
    expect((await waiting())[0]?.act).toEqual({ kind: 'reflection-end', reason: 'claimed-improperly' })
  })

  test('needs an approval of its own period: one of an earlier period does not count', async () => {
    await end('public-order')
    await answer('approve')
    expect((await end('residence-granted')).status).toBe(200)
    await force.owner`update app.clock set moved = moved + interval '1 day'`
    expect((await on(lead, 'begin-reflection', { on: '2027-06-17' })).status).toBe(200)
    expect((await end('public-order')).status).toBe(200)
    expect(await runs()).toBe(true)
  })

  test('is requested by those who may end it, and never asked of immigration or the police', async () => {
    const stranger = await force.person(await force.agency('police'), 'officer')
    const { version } = await look()
    const input = { action: 'end-reflection', version, reason: 'public-order' }
    expect((await force.as(stranger)('POST', `/cases/${caseId}/actions`, input)).status).toBe(404)
    await end('public-order', boss)
    for (const person of [immigration, immigrationHead]) expect(await waiting(person)).toEqual([])
    const asked = await force.as(immigration)<BarToRemoval>('GET', `/cases/${caseId}/bar-to-removal`)
    expect(asked.status).toBe(404)
    const history = await force.as(lead)<{ items: TimelineEvent[] }>('GET', `/cases/${caseId}/timeline`)
    expect(history.body.items.map(({ action }) => action)).not.toContain('end-reflection')
  })

  test('is not written by SQL under the API’s login without the approval, and is with it', async () => {
    const write = (reason: string | null) =>
      raw.attempt(lead, async (sql) => {
        const [row] = await sql<{ version: number; status: string; reference: string }[]>`
          update app.cases set version = version + 1 where id = ${caseId} returning version, status, reference`
        return sql`select app.record('case', 'cases', ${caseId}::uuid, ${row?.version ?? 0}::int, ${row?.status ?? ''}, 'end-reflection',
          ${caseId}::uuid, ${row?.reference ?? ''}, 'soon', ${sql.json({ reason })}, '{reflection}', '[]', '[]', '[]')`
      })
    await write('residence-granted')
    for (const reason of endingsThatLiftBar) await refused(write(reason))
    await refused(write(null), 'PA341')
    await end('public-order')
    await refused(write('public-order'))
    await answer('approve')
    await write('public-order')
    await refused(write('claimed-improperly'))
  })

  test('lifts the bar for the same reasons in the contract and in the database', async () => {
    for (const reason of reflectionEndings) {
      const [row] = await force.owner<{ lifts: boolean }[]>`select app.ending_lifts_bar(${reason}) as lifts`
      expect({ reason, lifts: row?.lifts }).toEqual({ reason, lifts: liftsBar(reason) })
    }
  })
})
