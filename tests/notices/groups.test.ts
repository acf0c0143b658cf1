import type { NoticeGroupPage, TonightAlert } from '@palermo/shared/notices/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { byHand } from '../workers/by-hand.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let colleague: TestPerson
let stranger: TestPerson
let hands: ReturnType<typeof byHand>

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  colleague = await force.person(ngo, 'caseworker')
  stranger = await force.person(await force.agency('health'), 'caseworker')
  hands = byHand(force)
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

const sent = async (urgency = 'soon'): Promise<Referral> => {
  const referral = await aSentReferral(
    force,
    officer,
    caseworker.agencyId,
    { ...adult, urgency, kind: 'service' },
    'service',
  )
  await hands.tell()
  return referral
}
const groupsOf = async (person: TestPerson) =>
  (await force.as(person)<NoticeGroupPage>('GET', '/notices/groups?limit=100')).body.items
const groupOf = async (person: TestPerson, { caseId, id }: Pick<Referral, 'caseId' | 'id'>) => {
  const [row] = await force.owner<{ case_id: string }[]>`select case_id from app.referrals where id = ${id}`
  return (await groupsOf(person)).find((group) => group.id === (caseId ?? row?.case_id))
}
const countOf = async (person: TestPerson) => {
  const [row] = await force.owner<{ n: number }[]>`select app.open_notice_groups(${person.id}) as n`
  return row?.n
}
const alertsOf = async (person: TestPerson) =>
  (await force.as(person)<{ items: TonightAlert[] }>('GET', '/notices/tonight')).body.items

describe('notices of one case', () => {
  test('are one group, with one line for one running clock however often it spoke', async () => {
    const referral = await sent()
    const [clock] = await force.owner<{ id: string }[]>`
      select id from app.deadlines where subject_id = ${referral.id} and key = 'referral.answer'`
    for (const alarm of ['warn', 'due', 'overdue', 'overdue', 'escalate'])
      await force.owner`insert into app.outbox (queue, name, payload) values ('notices', ${`clock.${alarm}`}, ${force.owner.json(
        {
          subjectKind: 'referral',
          subjectId: referral.id,
          caseId: null,
          caseReference: referral.caseReference,
          status: 'sent',
          fromAgencyId: null,
          actorId: null,
          deadlineId: clock?.id ?? '',
          at: new Date().toISOString(),
          to: [{ agencyId: caseworker.agencyId, personId: null }],
        },
      )})`
    await force.owner`update app.outbox set payload = payload || jsonb_build_object('caseId', (select case_id from app.referrals where id = ${referral.id}),
      'at', app.now() + interval '1 second') where name like 'clock.%' and done_at is null`
    await hands.tell()
    const group = await groupOf(caseworker, referral)
    const clocks = group?.lines.filter(({ topic }) => topic.startsWith('clock.')) ?? []
    expect(clocks).toHaveLength(1)
    expect(clocks[0]).toMatchObject({ times: 5, open: true, step: 'referral.answer' })
    expect(group?.lines.map(({ topic }) => topic)).toContain('referral.sent')
  })

  test('are resolved by the act, whoever of the agency takes it', async () => {
    const before = (await countOf(colleague)) ?? 0
    const referral = await sent()
    expect((await groupOf(colleague, referral))?.open).toBe(true)
    expect(await countOf(colleague)).toBe(before + 1)
    expect((await act(force, caseworker, referral, 'accept')).status).toBe(200)
    expect((await groupOf(colleague, referral))?.open).toBe(false)
    expect(await countOf(colleague)).toBe(before)
    // Accepting notifies the sender, so the sender's group becomes unread again.
    await hands.tell()
    expect((await groupOf(officer, referral))?.open).toBe(true)
  })

  test('are read together, and only one’s own', async () => {
    const referral = await sent()
    const group = await groupOf(caseworker, referral)
    expect((await force.as(caseworker)('POST', '/notices/read', { groups: [group?.id] })).status).toBe(204)
    expect((await groupOf(caseworker, referral))?.open).toBe(false)
    expect((await groupOf(colleague, referral))?.open).toBe(true)
    expect(await groupOf(stranger, referral)).toBeUndefined()
  })

  test('come page by page, each group once', async () => {
    await sent()
    await sent()
    const all: string[] = []
    for (let cursor = ''; ; ) {
      const page = (await force.as(caseworker)<NoticeGroupPage>('GET', `/notices/groups?limit=1${cursor}`)).body
      all.push(...page.items.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
    }
    expect(all.length).toBeGreaterThan(2)
    expect(new Set(all).size).toBe(all.length)
  })

  test('that are resolved before they leave the house do not leave it', async () => {
    const referral = await sent()
    await act(force, caseworker, referral, 'accept')
    const rows = await force.owner<{ over: boolean }[]>`
      select app.notice_is_over(n) as over from app.notices n where n.subject_id = ${referral.id} and n.person_id = ${colleague.id}`
    expect(rows.map(({ over }) => over)).toEqual([true])
  })
})

describe('a referral for tonight', () => {
  test('alerts whoever may answer it, until it is answered', async () => {
    const referral = await sent('tonight')
    expect(await alertsOf(caseworker)).toMatchObject([{ referralId: referral.id, acknowledged: false }])
    expect(await alertsOf(colleague)).toHaveLength(1)
    // The alert is not shown to the sender or to a person of another agency.
    expect(await alertsOf(officer)).toEqual([])
    expect(await alertsOf(stranger)).toEqual([])
    const known = await act(force, caseworker, referral, 'acknowledge')
    expect(await alertsOf(colleague)).toMatchObject([{ referralId: referral.id, acknowledged: true }])
    await act(force, caseworker, known.body, 'accept')
    expect(await alertsOf(colleague)).toEqual([])
  })

  test('no other alerts anybody', async () => {
    await sent('within-24-hours')
    expect(await alertsOf(caseworker)).toEqual([])
  })
})
