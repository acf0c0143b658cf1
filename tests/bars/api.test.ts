import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { BarPage } from '@palermo/shared/bars/contract.ts'
import type { WorkItemCounts } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Raw, rawConnection } from '../attacks/raw.ts'
import { aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
let lead: TestPerson
let boss: TestPerson
let clinicHead: TestPerson
let nurse: TestPerson
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
  const ngo = await force.agency('ngo')
  lead = await force.person(ngo, 'caseworker')
  boss = await force.person(ngo, 'supervisor')
  const clinic = await force.agency('health')
  clinicHead = await force.person(clinic, 'head')
  nurse = await force.person(clinic, 'caseworker')
  caseId = await aServedCase(force, lead, nurse)
})

const set = (person: TestPerson, personId?: string, reason = 'relative') =>
  force.as(person)('POST', '/bars', { caseId, reason, ...(personId ? { personId } : {}) })
const lift = (person: TestPerson, personId: string) => force.as(person)('POST', '/bars/lift', { caseId, personId })
const list = async (person: TestPerson) => (await force.as(person)<BarPage>('GET', `/bars?caseId=${caseId}`)).body
const sees = async (person: TestPerson) => (await force.as(person)('GET', `/cases/${caseId}`)).status === 200

describe('a conflict-of-interest bar', () => {
  test('is set by those who answer for the person, and from then on hides the case', async () => {
    const colleague = await force.person(lead.agencyId, 'caseworker')
    await force.as(boss)('POST', `/cases/${caseId}/members`, { personId: colleague.id })
    expect(await sees(colleague)).toBe(true)
    expect((await set(colleague, lead.id)).status).toBe(403)
    expect((await set(boss, colleague.id)).status).toBe(204)
    expect(await sees(colleague)).toBe(false)
    expect(await list(boss)).toMatchObject({
      keeps: true,
      items: [{ personId: colleague.id, reason: 'relative', mayLift: true }],
    })
    expect((await set(boss, colleague.id)).body).toMatchObject({ errors: [{ pointer: '/personId' }] })
    // The head of the other agency sees no name in the list.
    expect((await list(clinicHead)).items.every(({ name }) => name === null)).toBe(true)
    expect(await list(lead)).toEqual({ keeps: false, items: [], candidates: [] })
  })

  test('is declared by oneself, and not before one’s work in the case is somebody else’s', async () => {
    expect((await set(lead)).body).toMatchObject({ status: 422, errors: [{ pointer: '/personId' }] })
    expect((await set(nurse)).body).toMatchObject({ status: 422, errors: [{ pointer: '/personId' }] })
    const other = await force.person(lead.agencyId, 'caseworker')
    await force.as(boss)('POST', `/cases/${caseId}/members`, { personId: other.id })
    expect((await set(other, undefined, 'other-interest')).status).toBe(204)
    expect(await sees(other)).toBe(false)
    expect((await set(other)).status).toBe(404)
  })

  test('is lifted by two people of two agencies, and by no one of them', async () => {
    const other = await force.person(lead.agencyId, 'caseworker')
    await set(boss, other.id)
    expect((await lift(lead, other.id)).status).toBe(403)
    expect((await lift(other, other.id)).status).toBe(404)
    expect((await lift(boss, other.id)).status).toBe(204)
    expect((await list(boss)).items[0]?.waiting).toBe(true)
    expect((await lift(boss, other.id)).status).toBe(409)
    const [asked] = (await force.as(clinicHead)<ApprovalPage>('GET', '/approvals?open=true')).body.items as [Approval]
    expect(asked.act).toEqual({ kind: 'bar' })
    expect(
      (await force.as(boss)('POST', `/approvals/${asked.id}/actions`, { action: 'approve', version: 1 })).status,
    ).toBe(403)
    await force.as(clinicHead)('POST', `/approvals/${asked.id}/actions`, { action: 'approve', version: 1 })
    expect((await list(boss)).items).toEqual([])
  })
})

describe('holds in every count', () => {
  test('of the work queue, by the pages and by SQL: the barred count what they would without the case', async () => {
    const second = await force.person(lead.agencyId, 'supervisor')
    const counts = async (person: TestPerson) =>
      (await force.as(person)<WorkItemCounts>('GET', '/work-items/counts')).body
    const bySql = (person: TestPerson, table: string) =>
      raw.attempt(person, async (sql) =>
        Number((await sql.unsafe(`select coalesce(sum(n), 0) as n from ${table}`))[0]?.n),
      )
    const all = await counts(second)
    expect(all.owes + all.isOwed).toBeGreaterThan(0)
    expect(await bySql(second, 'app.counters')).toBeGreaterThan(0)
    expect((await set(boss, second.id)).status).toBe(204)
    expect(await counts(second)).toMatchObject({ owes: 0, isOwed: 0, late: 0 })
    expect(await bySql(second, 'app.counters')).toBe(0)
    expect((await counts(boss)).owes).toBe(all.owes)
  })

  test('of an update without a condition, in every table: it never names a row that the barred cannot read', async () => {
    const second = await force.person(lead.agencyId, 'head')
    expect((await set(boss, second.id)).status).toBe(204)
    const tables = await force.owner<{ name: string; field: string }[]>`
      select distinct c.relname as name, (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
          and has_column_privilege('palermo_api', c.oid, a.attnum, 'update') and a.attname <> 'status' limit 1) as field
        from pg_policy p join pg_class c on c.oid = p.polrelid and c.relnamespace = 'app'::regnamespace
        join pg_attribute k on k.attrelid = c.oid and k.attname in ('case_id', 'reference') and not k.attisdropped
       where p.polcmd in ('w', '*') and 'palermo_api'::regrole = any (p.polroles)`
    expect(tables.length).toBeGreaterThan(8)
    for (const { name, field } of tables) {
      if (!field) continue
      const named = await raw
        .attempt(second, async (sql) => (await sql.unsafe(`update app.${name} set ${field} = ${field}`)).count)
        .catch((error: { code?: string }) => error.code)
      const read = await raw
        .attempt(second, async (sql) => Number((await sql.unsafe(`select count(*) as n from app.${name}`))[0]?.n))
        .catch((error: { code?: string }) => error.code)
      if (typeof named === 'number' && typeof read === 'number') expect(named, name).toBeLessThanOrEqual(read)
    }
  })
})
