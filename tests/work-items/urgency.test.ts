import { type Urgency, urgencies, urgencyNow } from '@palermo/shared/codes/urgency.ts'
import type { ReferralSummary } from '@palermo/shared/referrals/contract.ts'
import type { WorkItemPage } from '@palermo/shared/work-items/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(() => force.end())

const tonight = { ...adult, urgency: 'tonight' }
const listed = async (path: string) =>
  (await force.as(caseworker)<{ items: { id: string; urgency: string }[] }>('GET', path)).body.items
const inbox = (urgency: Urgency) => listed(`/referrals?box=inbox&urgency=${urgency}`)
const work = (urgency: Urgency) =>
  force
    .as(caseworker)<WorkItemPage>('GET', `/work-items?urgency=${urgency}`)
    .then(({ body }) => body.items)

test('tonight ends with the night: nothing of the day before is listed under it, and what nobody answered is late', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, tonight)
  expect((await inbox('tonight')).map(({ id }) => id)).toEqual([sent.id])
  expect((await work('tonight')).map(({ subjectId }) => subjectId)).toContain(sent.id)
  await force.moveClock('25 hours')
  expect(await inbox('tonight')).toEqual([])
  expect(await work('tonight')).toEqual([])
  const now = (await work('soon')).find(({ subjectId }) => subjectId === sent.id)
  expect(now).toMatchObject({ urgency: 'soon', late: true })
  expect((await inbox('soon')).map(({ id }) => id)).toEqual([sent.id])
})

test('tonight ends with its answer: a declined one and a case of theirs that is closed are listed no more', async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId, tonight)
  expect((await inbox('tonight')).map(({ id }) => id)).toEqual([sent.id])
  const declined = await act(force, caseworker, sent, 'decline', { reason: 'no-capacity' })
  expect(declined.status).toBe(200)
  expect(await inbox('tonight')).toEqual([])
})

test('work that is begun in a case long after its first night is not of tonight', async () => {
  const lead = (
    await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId, tonight), 'accept')
  ).body
  await force.moveClock('90 days')
  const { body } = await force.as(caseworker)<{ version: number }>('GET', `/cases/${lead.caseId}`)
  const reviewed = { action: 'review', version: body.version }
  expect((await force.as(caseworker)('POST', `/cases/${lead.caseId}/actions`, reviewed)).status).toBe(200)
  expect(await work('tonight')).toEqual([])
})

test('the database and the pages mean the same', async () => {
  const statuses = [
    'sent',
    'accepted',
    'in-service',
    'completed',
    'withdrawn',
    'open',
    'contact-lost',
    'closed',
    'left',
  ]
  for (const urgency of urgencies)
    for (const status of statuses)
      for (const hours of [null, -1, 0, 23, 24, 25, 47, 48, 49, 5000]) {
        const [row] = await force.owner<{ now: Date; since: Date | null; said: string }[]>`
          select app.now() as now, app.now() - make_interval(hours => ${hours}) as since,
            app.urgency_now(${urgency}, app.now() - make_interval(hours => ${hours}), ${status}) as said`
        const since = row?.since?.toISOString() ?? null
        expect(urgencyNow({ urgency, since, status }, row?.now.getTime() ?? 0), `${urgency} ${status} ${hours}`).toBe(
          row?.said,
        )
      }
})

test('a list never names a referral by an urgency that its page does not show', async () => {
  const all = (await listed('/referrals?box=inbox')) as unknown as ReferralSummary[]
  const [clock] = await force.owner<{ now: Date }[]>`select app.now() as now`
  for (const urgency of urgencies)
    for (const { id } of await inbox(urgency)) {
      const row = all.find((one) => one.id === id)
      if (!row) throw new Error(`${id} is in no list`)
      const said = { urgency: row.urgency, since: row.sentAt, status: row.status }
      expect(urgencyNow(said, clock?.now.getTime() ?? 0)).toBe(urgency)
    }
})
