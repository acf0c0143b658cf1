import type { Case } from '@palermo/shared/cases/contract.ts'
import { stagesOf } from '@palermo/shared/cases/tracks.ts'
import type { Clock } from '@palermo/shared/deadlines/clock.ts'
import type { DeadlinePage } from '@palermo/shared/deadlines/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { Task } from '@palermo/shared/tasks/contract.ts'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { aDraft, adult } from '../referrals/story.ts'
import type { TaskForce, TestPerson } from '../task-force.ts'
import type { ByHand } from '../workers/by-hand.ts'

/** One step of a random history. The numbers choose among the records and actions that exist at that time. */
export interface Step {
  what: 'refer' | 'act' | 'act-on-case' | 'task' | 'act-on-task' | 'act-on-clock' | 'pass' | 'leave'
  who: number
  which: number
  how: number
}

const nat = fc.nat(9999)
export const anHistory: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Step['what']>(
      'refer',
      'refer',
      'act',
      'act',
      'act',
      'act',
      'act',
      'act-on-case',
      'task',
      'act-on-task',
      'act-on-clock',
      'act-on-clock',
      'pass',
      'leave',
    ),
    who: nat,
    which: nat,
    how: nat,
  }),
  { minLength: 10, maxLength: 30 },
)

const urgencies = ['tonight', 'within-24-hours', 'soon', 'routine']
const times = ['20 minutes', '3 hours', '1 day', '4 days', '9 days', '16 days', '35 days']
/** The last ten of a list, so that a few records get long histories instead of many records short ones. */
const recent = <T>(list: readonly T[]) => list.slice(-10)
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

export interface World {
  force: TaskForce
  hands: ByHand
  people: TestPerson[]
  administrator: TestPerson
  referrals: string[]
  tasks: string[]
}

/**
 * Carries out one step as the chosen person, with one of the actions that the reply offers. Returns the statuses of the
 * replies.
 */
export const happen = async (world: World, step: Step): Promise<number[]> => {
  const { force, hands, people } = world
  const person = pick(people, step.who)
  if (step.what === 'pass') {
    await force.moveClock(pick(times, step.how))
    await hands.sweep()
    return []
  }
  if (step.what === 'leave') return leave(world, step)
  if (step.what === 'refer') return refer(world, person, step)
  if (step.what === 'task') return addTask(world, person, step)
  if (step.what === 'act-on-task') return actOnTask(world, person, step)
  if (step.what === 'act-on-clock') return actOnClock(world, person, step)
  const id = pick(recent(world.referrals), step.which)
  const seen = id === undefined ? undefined : await force.as(person)<Referral>('GET', `/referrals/${id}`)
  if (seen?.status !== 200) return seen ? [seen.status] : []
  if (step.what === 'act-on-case') return actOnCase(world, person, seen.body.caseId, step)
  const action = pick(seen.body.actions, step.how)
  if (action === undefined) return []
  const reply = await force.as(person)('POST', `/referrals/${id}/actions`, {
    action,
    version: seen.body.version,
    ...inputOf(world, person, seen.body, action),
  })
  return [reply.status]
}

/** Disables a person's account, and adds a person with the same role and without work. */
const leave = async ({ force, people, administrator }: World, { who }: Step): Promise<number[]> => {
  const gone = pick(people, who)
  const [row] = await force.owner<{ version: number }[]>`select version from app.people where id = ${gone.id}`
  const ended = await force.as(administrator)('PATCH', `/people/${gone.id}`, { version: row?.version, disabled: true })
  people[people.indexOf(gone)] = await force.person(gone.agencyId, gone.function)
  return [ended.status]
}

const refer = async (
  { force, people, referrals }: World,
  person: TestPerson,
  { which, how }: Step,
): Promise<number[]> => {
  const others = people.filter(({ agencyId }) => agencyId !== person.agencyId)
  const child = how % 3 === 0
  const answers = {
    ...adult,
    urgency: pick(urgencies, how),
    ...(child ? { 'under-18': 'yes', 'age-band': '9-17' } : {}),
  }
  const kind = which % 2 === 0 ? 'lead' : 'service'
  const draft = await aDraft(force, person, pick(others, which).agencyId, answers as never, kind)
  referrals.push(draft.id)
  if (how % 5 === 0) return []
  const sent = await force.as(person)('POST', `/referrals/${draft.id}/actions`, {
    action: 'send',
    version: draft.version,
  })
  return [sent.status]
}

const inputOf = ({ people }: World, person: TestPerson, referral: Referral, action: string): object => {
  const colleague = people.find(({ agencyId, id }) => agencyId === person.agencyId && id !== person.id) ?? person
  const elsewhere = people.find(({ agencyId }) => agencyId !== person.agencyId && agencyId !== referral.to?.id)
  const inputs: Record<string, object> = {
    query: { question: 'Which language?' },
    reply: { answer: 'Tagalog.' },
    assign: { assigneeId: colleague.id },
    decline: { reason: 'no-capacity' },
    reroute: { toAgencyId: elsewhere?.agencyId },
    'refer-onward': { toAgencyId: elsewhere?.agencyId },
    settle: { reason: 'no-longer-wanted' },
    withdraw: { reason: 'no-longer-wanted' },
    amend: {
      topic: 'urgency',
      urgency: referral.urgency === 'tonight' ? 'routine' : 'tonight',
      reason: 'her child came',
    },
    'record-phone-acceptance': { acceptedBy: 'the night desk', at: new Date().toISOString() },
    complete: { outcomes: [] },
  }
  return inputs[action] ?? {}
}

const caseSeen = (force: TaskForce, person: TestPerson, id: string) => force.as(person)<Case>('GET', `/cases/${id}`)

const actOnCase = async (
  { force, people }: World,
  person: TestPerson,
  id: string | null,
  { how }: Step,
): Promise<number[]> => {
  if (id === null) return []
  const seen = await caseSeen(force, person, id)
  if (seen.status !== 200) return [seen.status]
  const action = pick(seen.body.actions, how)
  if (action === undefined) return []
  const colleague =
    people.find(({ agencyId, id: other }) => agencyId === person.agencyId && other !== person.id) ?? person
  // The reply says on which tracks the reader may record a milestone.
  const own = seen.body.lanes.filter(({ mayAdvance }) => mayAdvance).map(({ track }) => track)
  const track = own.length > 0 ? pick(own, how) : 'protection'
  const inputs: Record<string, object> = {
    close: { reason: 'help-completed' },
    reopen: { note: 'She came back.' },
    'assign-lead': { personId: colleague.id },
    advance: { track, stage: stagesOf[track][0], on: '2026-11-24' },
    'begin-reflection': { on: pick(['2026-11-01', '2026-11-20', '2025-01-01'], how) },
    'end-reflection': { reason: 'residence-granted' },
    'record-decision': { outcome: pick(['positive', 'negative'], how), on: '2026-11-20', early: 'court-order' },
  }
  const reply = await force.as(person)('POST', `/cases/${id}/actions`, {
    action,
    version: seen.body.version,
    ...inputs[action],
  })
  return [reply.status]
}

/** Takes one of the actions that the rule of a deadline allows: pause, resume, extend or correct. */
const actOnClock = async ({ force }: World, person: TestPerson, { which, how }: Step): Promise<number[]> => {
  const { body: page } = await force.as(person)<DeadlinePage>('GET', '/deadlines?limit=50')
  const id = pick(page.items ?? [], which)?.id
  if (id === undefined) return []
  const { body: clock } = await force.as(person)<Clock>('GET', `/deadlines/${id}`)
  const action = pick(clock.actions, how)
  if (action === undefined) return []
  const inputs: Record<string, object> = {
    pause: { reason: pick(clock.pause?.reasons ?? [], how), until: clock.pause?.latest },
    extend: { value: 1, reason: 'complex' },
    correct: {
      startedAt: new Date(Date.parse(clock.startedAt) - (how % 900) * 3_600_000).toISOString(),
      reason: 'typing-error',
    },
  }
  const input = { action, version: clock.version, ...inputs[action] }
  return [(await force.as(person)('POST', `/deadlines/${id}/actions`, input)).status]
}

const addTask = async (world: World, person: TestPerson, { which, how }: Step): Promise<number[]> => {
  const { force, referrals, tasks } = world
  const id = pick(recent(referrals), which)
  const seen = id === undefined ? undefined : await force.as(person)<Referral>('GET', `/referrals/${id}`)
  if (seen?.status !== 200 || seen.body.caseId === null) return []
  const [row] = await force.owner<{ due: Date }[]>`select app.now() + make_interval(hours => ${1 + (how % 200)}) as due`
  const reply = await force.as(person)<Task>(
    'POST',
    '/tasks',
    { caseId: seen.body.caseId, kind: 'call', dueAt: row?.due.toISOString() },
    { 'idempotency-key': v7() },
  )
  if (reply.status === 201) tasks.push(reply.body.id)
  return [reply.status]
}

const actOnTask = async (
  { force, people, tasks }: World,
  person: TestPerson,
  { which, how }: Step,
): Promise<number[]> => {
  const id = pick(recent(tasks), which)
  const [row] =
    id === undefined ? [] : await force.owner<{ case_id: string }[]>`select case_id from app.tasks where id = ${id}`
  if (!row) return []
  const seen = await caseSeen(force, person, row.case_id)
  const task = seen.status === 200 ? seen.body.tasks.find((candidate) => candidate.id === id) : undefined
  const action = task && pick(task.actions, how)
  if (!task || action === undefined) return []
  const colleague =
    people.find(({ agencyId, id: other }) => agencyId === person.agencyId && other !== person.id) ?? person
  const reply = await force.as(person)('POST', `/tasks/${id}/actions`, {
    action,
    version: task.version,
    ...(action === 'assign' ? { assigneeId: colleague.id } : {}),
  })
  return [reply.status]
}
