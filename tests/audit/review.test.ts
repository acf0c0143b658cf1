import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { AccessReview, LookPage } from '@palermo/shared/audit/contract.ts'
import { languages } from '@palermo/shared/codes/languages.ts'
import type { ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aServedCase } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let auditor: TestPerson
let administrator: TestPerson
let lead: TestPerson
let partner: TestPerson
let head: TestPerson
let caseId: string

beforeAll(async () => {
  force = await aTaskForce()
  const secretariat = await force.agency('secretariat')
  administrator = await force.person(secretariat, 'administrator')
  auditor = await force.person(secretariat, 'auditor')
  lead = await force.person(await force.agency('ngo'), 'caseworker')
  const clinic = await force.agency('health')
  partner = await force.person(clinic, 'caseworker')
  head = await force.person(clinic, 'head')
  caseId = await aServedCase(force, lead, partner)
  await force.as(partner)('GET', `/cases/${caseId}`)
})
afterAll(() => force.end())

test('an auditor reviews a week of access under pseudonyms, and nobody else does', async () => {
  await force.as(lead)('GET', '/referrals/00000000-0000-7000-8000-000000000000')
  const review = await force.as(auditor)<AccessReview>('GET', '/access-review')
  expect(review.status).toBe(200)
  expect(review.body.items.find(({ function: role, cases }) => role === 'caseworker' && cases > 0)).toBeDefined()
  expect(review.body.grants).toBeGreaterThan(0)
  expect(JSON.stringify(review.body)).not.toContain('Test Person')
  for (const person of [lead, partner, head, administrator]) {
    expect(JSON.stringify(review.body)).not.toContain(person.id)
    expect((await force.as(person)('GET', '/access-review')).status).toBe(403)
  }
})

test('the agency that leads a case reads who looked, its own people by name; others do not', async () => {
  const looks = await force.as(lead)<LookPage>('GET', `/cases/${caseId}/access`)
  const of = (agencyId: string) => looks.body.items.filter(({ agency }) => agency?.id === agencyId)
  expect(of(partner.agencyId).length).toBeGreaterThan(0)
  expect(of(partner.agencyId).every(({ personName }) => personName === null)).toBe(true)
  expect((await force.as(partner)('GET', `/cases/${caseId}/access`)).status).toBe(403)
})

test('another jurisdiction’s rules are put in force by two', async () => {
  const inForce = async () =>
    (await force.as(administrator)<{ items: ProfileSummary[] }>('GET', '/jurisdictions')).body.items.find(
      (one) => one.inForce,
    )?.code
  expect(await inForce()).toBe('int')
  expect((await force.as(lead)('POST', '/jurisdictions/uk/in-force')).status).toBe(403)
  expect((await force.as(administrator)('POST', '/jurisdictions/int/in-force')).status).toBe(409)
  expect((await force.as(administrator)('POST', '/jurisdictions/xx/in-force')).status).toBe(404)
  const asked = await force.as(administrator)('POST', '/jurisdictions/uk/in-force')
  expect(asked).toMatchObject({ status: 200, body: { isDone: false } })
  expect((await force.as(administrator)('POST', '/jurisdictions/uk/in-force')).status).toBe(409)
  const [approval] = (await force.as(head)<ApprovalPage>('GET', '/approvals?open=true')).body.items as [Approval]
  expect(approval.act).toEqual({ kind: 'profile', code: 'uk' })
  await force.as(head)('POST', `/approvals/${approval.id}/actions`, { action: 'approve', version: 1 })
  expect(await inForce()).toBe('uk')
})

test('languages are those that people speak', () => {
  for (const gone of ['ae', 'vo', 'la', 'cu', 'pi', 'io']) expect(languages).not.toContain(gone)
  for (const kept of ['tl', 'my', 'ceb', 'rom', 'und']) expect(languages).toContain(kept)
})
