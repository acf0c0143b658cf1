import type { Case } from '@palermo/shared/cases/contract.ts'
import { closingReasons, reopeningReasons } from '@palermo/shared/cases/reasons.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { stagesOf } from '@palermo/shared/cases/tracks.ts'
import { declineReasons } from '@palermo/shared/codes/decline-reasons.ts'
import { exploitationBases, exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { withdrawalReasons } from '@palermo/shared/codes/withdrawal-reasons.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { amendmentTopics } from '@palermo/shared/referrals/inputs.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { taskWorkflow } from '@palermo/shared/tasks/record.ts'
import type { Workflow } from '@palermo/shared/workflow.ts'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aDraft, adult } from '../referrals/story.ts'
import { seedOfRun } from '../seed-of-run.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let people: TestPerson[]
let agencies: string[]

beforeAll(async () => {
  force = await aTaskForce()
  const police = await force.agency('police')
  const ngo = await force.agency('ngo')
  const health = await force.agency('health')
  agencies = [police, ngo, health, await force.agency('welfare')]
  people = await Promise.all([
    force.person(police, 'officer'),
    force.person(police, 'supervisor'),
    force.person(ngo, 'caseworker'),
    force.person(ngo, 'caseworker'),
    force.person(ngo, 'supervisor'),
    force.person(ngo, 'lawyer'),
    force.person(health, 'caseworker'),
    force.person(health, 'head'),
    force.person(await force.agency('immigration'), 'officer'),
    force.person(ngo, 'administrator'),
    force.person(await force.agency('secretariat'), 'lead'),
  ])
})
afterAll(() => force.end())

/** Random numbers that decide one step: the person, the record, and the action with its input. */
interface Dice {
  who: number
  what: number
  which: number
  how: number
}
const step = fc.record({ who: fc.nat(), what: fc.nat(), which: fc.nat(), how: fc.nat() })
const pick = <T>(items: readonly T[], n: number): T => items[n % items.length] as T
const colleague = (person: TestPerson, n: number) =>
  pick(
    people.filter(({ agencyId }) => agencyId === person.agencyId),
    n,
  )

const another = (urgency: Referral['urgency'] | undefined, how: number) =>
  pick(
    urgencies.filter((one) => one !== urgency),
    how,
  )
const inWords = (how: number) => ({
  topic: pick(
    amendmentTopics.filter((topic) => topic !== 'urgency'),
    how,
  ),
  old: 'a',
  new: 'b',
  reason: 'c',
})

/** Valid input for each action, chosen by the random number. */
const inputs = {
  referral: (
    action: string,
    person: TestPerson,
    { how }: Dice,
    row: Pick<Referral, 'from' | 'to' | 'urgency'> | undefined,
  ) => {
    const to = agencies.filter((id) => id !== row?.from.id && id !== row?.to?.id && id !== person.agencyId)
    const made: Record<string, object> = {
      query: { question: 'Which language?' },
      reply: { answer: 'Khmer.' },
      accept: how % 3 === 0 ? { note: 'Gladly.' } : {},
      decline: {
        reason: pick(declineReasons, how),
        note: 'Full.',
        ...(how % 2 ? { onwardAgencyId: pick(to, how) } : {}),
      },
      start: how % 2 ? { at: '2026-11-01T18:15:00Z', note: 'Met.' } : {},
      reach: {},
      'try-contact': { note: 'No answer.' },
      'close-unstarted': { reason: pick(withdrawalReasons, how), note: 'So be it.' },
      'give-back': { reason: pick(declineReasons, how), note: 'Full after all.' },
      assign: { assigneeId: colleague(person, how).id },
      'record-phone-acceptance': { acceptedBy: 'the desk', at: '2026-11-01T18:15:00Z' },
      complete: { outcomes: [], note: 'Well.' },
      amend: how % 3 === 0 ? { topic: 'urgency', urgency: another(row?.urgency, how), reason: 'c' } : inWords(how),
      reroute: { toAgencyId: pick(to, how) },
      'refer-onward': { toAgencyId: pick(to, how) },
      settle: { reason: pick(withdrawalReasons, how), note: 'So be it.' },
      withdraw: { reason: pick(withdrawalReasons, how), note: 'So be it.' },
    }
    return made[action] ?? {}
  },
  case: (action: string, person: TestPerson, { how }: Dice, row: Case | undefined) => {
    // A milestone is recorded on a track that the person may advance; if there is none, on one that the person may not.
    const track = row?.lanes.find(({ mayAdvance }) => mayAdvance)?.track ?? 'protection'
    const made: Record<string, object> = {
      review: how % 2 ? { note: 'Reviewed.' } : {},
      advance: { track, stage: stagesOf[track][0], on: '2026-11-01' },
      'begin-reflection': { on: '2026-11-01' },
      'end-reflection': { reason: 'residence-granted' },
      'record-decision': { outcome: how % 2 ? 'positive' : 'negative', on: '2026-11-01', early: 'court-order' },
      share: { asked: 'yes' },
      'open-earlier': {
        agencyId: pick(
          agencies.filter((id) => id !== person.agencyId),
          how,
        ),
      },
      'correct-person': { because: 'person-said', callName: `Canary ${how}` },
      'record-exploitation': { form: pick(exploitationForms, how), basis: pick(exploitationBases, how) },
      'hand-over': {
        toPersonId: colleague(person, how).id,
        asked: 'yes',
        summary: [{ compartment: 'C1', text: 'Well.' }],
      },
      'assign-lead': { personId: colleague(person, how).id },
      close: { reason: pick(closingReasons, how), ...(how % 2 ? { note: 'Over.' } : {}) },
      reopen: { reason: pick(reopeningReasons, how), note: 'She came back.' },
    }
    return made[action] ?? {}
  },
  task: (action: string, person: TestPerson, { how }: Dice) =>
    action === 'assign'
      ? { assigneeId: colleague(person, how).id }
      : action === 'finish' && how % 2
        ? { note: 'Done.' }
        : {},
}

type Noun = keyof typeof inputs
const books = { referral: referralWorkflow, case: caseWorkflow, task: taskWorkflow }

/** Whether only a job or the disabling of an account takes this action. */
const byItself = ({ actions }: Workflow, name: string) =>
  actions[name]?.may.every(({ relation }) => relation === 'clock')

/**
 * The records of each type to act on. For a task, the case is added, because a task is shown on the page of its case.
 */
const subjects = async () => ({
  referral: await force.owner<
    { id: string; case_id: string | null }[]
  >`select id, case_id from app.referrals order by id desc limit 12`,
  case: await force.owner<
    { id: string; case_id: string }[]
  >`select id, id as case_id from app.cases order by id desc limit 6`,
  task: await force.owner<
    { id: string; case_id: string }[]
  >`select id, case_id from app.tasks order by id desc limit 6`,
})

interface Seen {
  version: number
  actions: readonly string[]
  from?: Referral['from']
  to?: Referral['to']
}
const look = async (
  person: TestPerson,
  noun: Noun,
  { id, case_id: caseId }: { id: string; case_id: string | null },
): Promise<Seen | undefined> => {
  if (noun === 'referral') {
    const reply = await force.as(person)<Referral>('GET', `/referrals/${id}`)
    return reply.status === 200 ? reply.body : undefined
  }
  const reply = await force.as(person)<Case>('GET', `/cases/${caseId}`)
  if (reply.status !== 200) return undefined
  return noun === 'case' ? reply.body : reply.body.tasks.find((task) => task.id === id)
}

const begin = async (person: TestPerson, dice: Dice) => {
  const to = pick(
    agencies.filter((id) => id !== person.agencyId),
    dice.how,
  )
  const { case: cases } = await subjects()
  if (dice.which % 4 === 0 && cases.length > 0) {
    const body = { caseId: pick(cases, dice.which).id, kind: 'call', dueAt: '2030-01-01T00:00:00Z' }
    const reply = await force.as(person)('POST', '/tasks', body, { 'idempotency-key': v7() })
    expect([201, 404, 409]).toContain(reply.status)
    return `task ${reply.status}`
  }
  if (dice.which % 4 === 1 && cases.length > 0) {
    const kind = dice.how % 2 ? 'lead' : 'service'
    const body = {
      caseId: pick(cases, dice.which).id,
      toAgencyId: to,
      kind,
      formId: 'intake-short',
      formVersion: 1,
      answers: { ...adult, kind },
    }
    const reply = await force.as(person)('POST', '/referrals', body, { 'idempotency-key': v7() })
    expect([201, 403, 404]).toContain(reply.status)
    return `draft in a case ${reply.status}`
  }
  if (!['officer', 'caseworker', 'supervisor', 'head'].includes(person.function)) return 'nothing'
  const draft = await aDraft(force, person, to, adult, dice.how % 3 ? 'lead' : 'service')
  if (dice.how % 5) await act(force, person, draft, 'send')
  return 'draft'
}

const perform = async (person: TestPerson, dice: Dice) => {
  const there = await subjects()
  const noun = pick(['referral', 'referral', 'referral', 'case', 'task'] as const, dice.what)
  const row = there[noun].length === 0 ? undefined : pick(there[noun], dice.which)
  if (!row) return 'nothing there'
  const rules = books[noun]
  const seen = await look(person, noun, row)
  const offered = seen?.actions ?? []
  const others = rules.actionNames.filter((name) => !offered.includes(name) && !byItself(rules, name))
  const wanted =
    offered.length > 0 && dice.how % 10 < 7
      ? pick(offered, dice.how)
      : pick(others.length > 0 ? others : rules.actionNames, dice.how)
  const input = inputs[noun](wanted, person, dice, seen as never)
  const reply = await force.as(person)<{ type?: string; errors?: unknown }>('POST', `/${noun}s/${row.id}/actions`, {
    action: wanted,
    version: seen?.version ?? 1,
    ...input,
  })
  const told = `${person.function} at ${person.sector} tries ${noun}.${wanted}${seen ? '' : ' unseen'}: ${reply.status} ${reply.body.type ?? ''} ${JSON.stringify(reply.body.errors ?? '')}`
  if (!seen) expect(reply.status, told).toBe(404)
  // These actions may be refused although they are offered: a draft may be incomplete or its case closed; a hand-over
  // may be offered already or go to a person who cannot lead; an agency may not be on the team.
  else if (offered.includes(wanted) && ['send', 'hand-over', 'open-earlier'].includes(wanted))
    expect([200, 409, 422], told).toContain(reply.status)
  // A task is not assigned to a colleague who is not on the case, and the refusal names the field.
  else if (offered.includes(wanted) && noun === 'task' && wanted === 'assign' && reply.status !== 200)
    expect(reply.body, told).toMatchObject({ status: 422, errors: [{ pointer: '/assigneeId', code: 'not-on-case' }] })
  else if (offered.includes(wanted)) expect(reply.status, told).toBe(200)
  else expect(['/problems/not-allowed', '/problems/wrong-status'], told).toContain(reply.body.type)
  return told
}

/** Returns the inconsistencies in the data, by kind; after any sequence of actions there must be none. */
const consistent = async () => {
  const orphans = await force.owner`select * from app.orphans()`
  const [uncounted] = await force.owner`
    with rows as (select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as assignee_id, side,
        count(*)::int as n from app.work_items group by 1, 2, 3),
      counted as (select agency_id, assignee_id, side, sum(n)::int as n from app.counters group by 1, 2, 3 having sum(n) <> 0)
    select (select count(*) from (table rows except table counted) a)::int + (select count(*) from (table counted except table rows) b)::int as n`
  const unlike = await force.owner`
    select d.subject_id from app.work_items d left join lateral (
        select r.status, r.urgency from app.referrals r where r.id = d.subject_id
        union all select c.status, c.urgency from app.cases c where c.id = d.subject_id
        union all select t.status, null from app.tasks t where t.id = d.subject_id
        union all select h.status, null from app.handovers h where h.id = d.subject_id) s on true
     where s.status is distinct from d.status or s.urgency <> d.priority
        or not exists (select from app.deadlines k where k.subject_id = d.subject_id and k.key = d.kind and k.closed_at is null and k.due_at = d.due_at)`
  const unmoved = await force.owner`
    select s.id from (select id, version, status from app.referrals union all select id, version, status from app.cases union all select id, version, status from app.tasks) s
     where not exists (select from app.events e where e.subject_id = s.id and e.version = s.version and e.status = s.status)`
  return { orphans: [...orphans], uncounted: uncounted?.n, unlike: [...unlike], unmoved: [...unmoved] }
}

test(`whatever is offered can be done and whatever is not is refused, in any history (seed ${seedOfRun})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 40 }), async (dice) => {
      const history: string[] = []
      try {
        for (const one of dice) {
          const person = pick(people, one.who)
          history.push(await (one.what % 6 === 0 ? begin(person, one) : perform(person, one)))
        }
        expect(await consistent()).toEqual({ orphans: [], uncounted: 0, unlike: [], unmoved: [] })
      } catch (error) {
        throw new Error(`after:\n${history.join('\n')}`, { cause: error })
      }
    }),
    { numRuns: 12, seed: seedOfRun, endOnFailure: true },
  )
}, 90_000)
