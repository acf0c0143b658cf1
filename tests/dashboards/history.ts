import { write } from '@palermo/db/actor.ts'
import { type Database, openDatabase } from '@palermo/db/database.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { rulebookOf } from '@palermo/db/rulebook.ts'
import { transitionByClock } from '@palermo/db/transition.ts'
import { declineReasons } from '@palermo/shared/codes/decline-reasons.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { Answers } from '@palermo/shared/forms/answers.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { partiesOfReferral, referralWorkflow } from '@palermo/shared/referrals/record.ts'
import fc from 'fast-check'
import { act, aDraft, adult } from '../referrals/story.ts'
import type { TaskForce, TestPerson } from '../task-force.ts'

/** An agency with a caseworker, who writes and accepts referrals, and a supervisor. */
export interface Agency {
  id: string
  caseworker: TestPerson
  supervisor: TestPerson
}

export interface World {
  force: TaskForce
  agencies: readonly Agency[]
  worker: Database
  referrals: string[]
}

export const aWorld = async (force: TaskForce): Promise<World> => {
  const sectors = ['police', 'ngo', 'ngo', 'health'] as const
  const agencies: Agency[] = []
  for (const [at, sector] of sectors.entries()) {
    const id = await force.agency(sector, at === 2 ? { protected: true, region: 'North', name: 'Canary House' } : {})
    agencies.push({
      id,
      caseworker: await force.person(id, sector === 'police' ? 'officer' : 'caseworker'),
      supervisor: await force.person(id, 'supervisor'),
    })
  }
  const worker = openDatabase(urlFor(force.url, 'worker'), force.db.ring, { size: 1 })
  return { force, agencies, worker, referrals: [] }
}

/** One step of a random history. Each number is taken modulo the number of possible choices. */
export type Step =
  | { kind: 'begin'; from: number; to: number; urgency: number; child: boolean; send: boolean; lead: boolean }
  | { kind: 'act'; which: number; choice: number }
  | { kind: 'silence'; which: number }
  | { kind: 'not-referred'; who: number }
  | { kind: 'wait'; hours: number }

const any = fc.nat({ max: 999 })
const begin = fc.record({
  kind: fc.constant('begin' as const),
  from: any,
  to: any,
  urgency: any,
  child: fc.boolean(),
  send: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  lead: fc.boolean(),
})
const doing = fc.record({ kind: fc.constant('act' as const), which: any, choice: any })
export const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: begin },
  { weight: 12, arbitrary: doing },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('silence' as const), which: any }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('not-referred' as const), who: any }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 2, 5, 26, 75, 170) }),
  },
)

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T

/** Carries out one step over HTTP. A step that is not possible at its turn is skipped. */
export const happen = async (world: World, step: Step): Promise<void> => {
  const { force, agencies } = world
  switch (step.kind) {
    case 'wait':
      return force.moveClock(`${step.hours} hours ${step.hours % 7} minutes`)
    case 'not-referred':
      await force.as(pick(agencies, step.who).caseworker)('POST', '/referrals/not-referred', {})
      return
    case 'begin':
      return startReferral(world, step)
    case 'silence':
      return fallSilent(world, step.which)
    case 'act':
      return doSomething(world, step)
  }
}

const answersOf = ({ urgency, child }: { urgency: number; child: boolean }): Answers => {
  const { 'wants-referral': wanted, ...rest } = adult
  const who: Answers = child ? { 'under-18': 'yes', 'age-band': '9-17' } : { 'wants-referral': wanted ?? 'yes' }
  return { ...rest, ...who, urgency: pick(urgencies, urgency) }
}

const startReferral = async ({ force, agencies, referrals }: World, step: Extract<Step, { kind: 'begin' }>) => {
  const from = pick(agencies, step.from)
  const to = pick(
    agencies.filter(({ id }) => id !== from.id),
    step.to,
  )
  const draft = await aDraft(force, from.caseworker, to.id, answersOf(step), step.lead ? 'lead' : 'service')
  referrals.push(draft.id)
  if (!step.send) return
  const sent = await act(force, from.caseworker, draft, 'send')
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body))
}

/**
 * Expires an unanswered referral, as the job does. Referrals for a child and urgent ones are skipped, because the
 * database refuses to expire them.
 */
const fallSilent = async ({ force, worker, referrals }: World, which: number) => {
  if (referrals.length === 0) return
  const id = pick(referrals, which)
  const [row] = await force.owner`
    select * from app.referrals r where id = ${id} and status in ('sent', 'received')
      and not child_procedure and urgency not in ('tonight', 'within-24-hours')
      and exists (select from app.deadlines d where d.subject_id = r.id and d.closed_at is null and d.due_at <= app.now())`
  if (!row) return
  await write(worker, { kind: 'test.silence', request: 'test' }, async (tx) => {
    const subject = {
      id,
      version: row.version,
      status: row.status,
      caseId: row.case_id,
      caseReference: row.case_reference,
      urgency: row.urgency,
      childProcedure: row.child_procedure,
      parties: partiesOfReferral({
        fromAgencyId: row.from_agency_id,
        fromPersonId: row.from_person_id,
        toAgencyId: row.to_agency_id,
        assigneeId: row.assignee_id,
        leadAgencyId: row.lead_agency_id,
        leadPersonId: row.lead_person_id,
      }),
    }
    await transitionByClock(tx, await rulebookOf(worker, tx.sql), referralWorkflow, subject, 'return')
  })
}

/** Lets a person of one of the agencies take one of the actions that are offered to that person. */
const doSomething = async (
  { force, agencies, referrals }: World,
  { which, choice }: Extract<Step, { kind: 'act' }>,
) => {
  if (referrals.length === 0) return
  // Chooses among the ten newest referrals, so that older ones stay unanswered for long.
  const id = pick([...referrals].reverse().slice(0, 10), which)
  const doers = agencies.flatMap(({ supervisor, caseworker }) => [supervisor, caseworker])
  for (const person of choice % 2 === 0 ? doers : doers.reverse()) {
    const { status, body } = await force.as(person)<Referral>('GET', `/referrals/${id}`)
    // Only the author sends a draft, a need goes onward only once, and rare actions stay rare, so that many referrals
    // are there to be counted.
    const acts = (status === 200 ? body.actions : []).filter(
      (name) =>
        (name !== 'send' || body.fromPersonId === person.id) &&
        (name !== 'refer-onward' || body.thread.length === 0) &&
        (choice % 5 === 0 || !rare.has(name)),
    )
    if (acts.length === 0) continue
    const action = pick(acts, choice)
    const next = agencies.find((agency) => agency.id !== body.to?.id && agency.id !== body.from.id)?.id
    const before = new Set(referrals)
    const done = await act(force, person, body, action, inputOf(action, { choice, next, person }))
    if (done.status !== 200) throw new Error(`${action}: ${JSON.stringify(done.body)}`)
    for (const { id: other } of await force.owner<{ id: string }[]>`select id from app.referrals order by id`) {
      if (!before.has(other)) referrals.push(other)
    }
    return
  }
}

const rare = new Set(['withdraw', 'reroute', 'discard', 'amend', 'assign', 'record-phone-acceptance', 'review-service'])

const inputOf = (
  action: string,
  { choice, next, person }: { choice: number; next: string | undefined; person: TestPerson },
): object => {
  switch (action) {
    case 'assign':
      return { assigneeId: person.id }
    case 'query':
      return { question: 'Canary question' }
    case 'reply':
      return { answer: 'Canary answer' }
    case 'decline':
    case 'give-back':
      return { reason: pick(declineReasons, choice), note: 'Canary reason' }
    case 'close-unstarted':
      return { reason: 'no-longer-wanted', note: 'Canary note' }
    case 'withdraw':
    case 'settle':
      return { reason: 'needs-met-elsewhere', note: 'Canary note' }
    case 'reroute':
    case 'refer-onward':
      return { toAgencyId: next }
    case 'complete':
      return { outcomes: [] }
    case 'amend':
      return { topic: 'needs', old: 'Canary old', new: 'Canary new', reason: 'Canary why' }
    case 'record-phone-acceptance':
      return { acceptedBy: 'Canary Person', at: '2026-01-01T00:00:00Z' }
    default:
      return {}
  }
}
