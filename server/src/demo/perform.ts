import { actOnCase, assignMember } from '@palermo/db/cases/commands.ts'
import { logContact } from '@palermo/db/contacts/commands.ts'
import type { Connections, Database } from '@palermo/db/database.ts'
import { answerBreach } from '@palermo/db/deadlines/commands.ts'
import { expiredClocks } from '@palermo/db/deadlines/sweep.ts'
import { retryOf } from '@palermo/db/idempotency.ts'
import { writeNote } from '@palermo/db/notes/commands.ts'
import { actAndReadReferral } from '@palermo/db/referrals/commands.ts'
import { countNotReferred, createReferral } from '@palermo/db/referrals/drafts.ts'
import { expireUnanswered } from '@palermo/db/referrals/unanswered.ts'
import { withdrawWithCase } from '@palermo/db/referrals/withdraw.ts'
import { actOnTask, createTask } from '@palermo/db/tasks/records.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import type { ActOnReferral } from '@palermo/shared/referrals/contract.ts'
import type { Act, ReferralStep } from './acts.ts'
import { agencyOf, type PersonKey } from './cast.ts'
import type { Stage } from './stage.ts'
import { caseOf, type Thread } from './thread.ts'
import { type Tie, tie, tiesThings } from './ties.ts'

/**
 * Performs the actions of the story by the commands that the API itself calls; the actions of one thread run one after
 * the other.
 */
export const performer = (db: Database, worker: Connections, stage: Stage) => {
  const threads = new Map<number, Thread>()
  const threadOf = (n: number): Thread => {
    const known = threads.get(n) ?? { case: null, group: null, referrals: new Map(), tasks: new Map(), done: 0 }
    threads.set(n, known)
    return known
  }
  return async (act: Act): Promise<void> => {
    const thread = threadOf(act.thread)
    thread.done += 1
    if (act.do === 'silence') return expireAllUnanswered(worker, thread, act.on)
    if (tiesThings(act)) await tie(db, stage, { thread, other: threadOf }, act)
    else await perform(db, stage, thread, act)
  }
}

const found = <T>(map: ReadonlyMap<string, T>, name: string): T => {
  const thing = map.get(name)
  if (!thing) throw new Error(`nothing is called ${name}`)
  return thing
}

/** Expires every unanswered deadline that is due. The deadline of referral `on` must be one of these. */
const expireAllUnanswered = async (worker: Connections, thread: Thread, on: string): Promise<void> => {
  const referral = found(thread.referrals, on)
  const clocks = await expiredClocks(worker)
  if (!clocks.some(({ subjectId }) => subjectId === referral.id)) throw new Error(`the silence of ${on} is not over`)
  for (const clock of clocks) await expireUnanswered(worker, clock)
  thread.referrals.set(on, { ...referral, version: referral.version + 1 })
}

export type Done = Exclude<Act, { do: 'silence' }>

const perform = async (db: Database, stage: Stage, thread: Thread, act: Exclude<Done, Tie>): Promise<void> => {
  const who = (audit: string) => stage.who(act.by, audit)
  const retry = retryOf(`demo-${act.thread}-${thread.done}`, act)
  switch (act.do) {
    case 'draft':
      return draft(db, stage, thread, act)
    case 'refer':
      return refer(db, stage, thread, act)
    case 'case': {
      const { id, version } = caseOf(thread)
      const result = await actOnCase(db, who('case.acted'), id, { ...act.step, version }, withdrawWithCase)
      thread.case = { ...caseOf(thread), version: result.version }
      return
    }
    case 'hand-over': {
      const { id, version } = caseOf(thread)
      const { asked, summary } = act
      const offer = { action: 'hand-over', version, toPersonId: stage.personId(act.to), asked, summary } as const
      thread.case = {
        ...caseOf(thread),
        version: (await actOnCase(db, who('case.acted'), id, offer, withdrawWithCase)).version,
      }
      return
    }
    case 'contact': {
      const { do: _, by: __, at: ___, thread: ____, ...tried } = act
      await logContact(db, who('contact.logged'), retry, { ...tried, caseId: caseOf(thread).id })
      return
    }
    case 'join':
      await assignMember(db, who('case.member-assigned'), caseOf(thread).id, stage.personId(act.person))
      return
    case 'note': {
      const { compartment, kind, text } = act
      await writeNote(db, who('note.written'), retry, { caseId: caseOf(thread).id, compartment, kind, text })
      return
    }
    case 'task': {
      const { kind, compartment, text, assignee } = act
      const task = await createTask(db, who('task.created'), retry, {
        caseId: caseOf(thread).id,
        kind,
        compartment,
        ...(text === undefined ? {} : { text }),
        dueAt: new Date(act.dueAt).toISOString(),
        ...(assignee ? { assigneeId: stage.personId(assignee) } : {}),
      })
      thread.tasks.set(act.as, task)
      return
    }
    case 'end-task': {
      const { id, version } = found(thread.tasks, act.on)
      const note = act.note === undefined ? {} : { note: act.note }
      thread.tasks.set(act.on, await actOnTask(db, who('task.acted'), id, { action: act.action, version, ...note }))
      return
    }
    case 'explain':
      return explain(db, stage, thread, act)
    case 'not-referred':
      return countNotReferred(db, who('referral.not-wanted'))
  }
}

const draft = async (db: Database, stage: Stage, thread: Thread, act: Extract<Done, { do: 'draft' }>) => {
  const input = {
    kind: act.kind,
    ...(act.inCase ? { caseId: caseOf(thread).id } : {}),
    ...(act.to ? { toAgencyId: stage.agencyId(act.to) } : {}),
    formId: intakeShort.id,
    formVersion: intakeShort.version,
    answers: act.answers,
  }
  const retry = retryOf(`demo-${act.thread}-${act.as}`, input)
  thread.referrals.set(act.as, await createReferral(db, stage.who(act.by, 'referral.drafted'), retry, input))
}

const refer = async (db: Database, stage: Stage, thread: Thread, act: Extract<Done, { do: 'refer' }>) => {
  const { id, version } = found(thread.referrals, act.on)
  const who = stage.who(act.by, 'referral.acted')
  const result = await actAndReadReferral(db, who, id, inputOf(stage, act.step, version))
  thread.referrals.set(act.on, result)
  const { step } = act
  if (step.action === 'reroute' || step.action === 'refer-onward') {
    const next = result.thread.at(-1)
    if (next) thread.referrals.set(step.as, { id: next.id, version: 1 })
  }
  if (step.action === 'send' && !thread.case && result.caseId)
    thread.case = { id: result.caseId, version: 1, reference: result.caseReference ?? '' }
  // Accepting a referral for the lead changes the case lead, and therefore raises the version of the case.
  if (step.action === 'accept' && result.kind === 'lead' && thread.case) thread.case.version += 1
}

const explain = async (db: Database, stage: Stage, thread: Thread, act: Extract<Done, { do: 'explain' }>) => {
  const { deadlines = [] } = found(thread.referrals, act.on)
  const own = stage.agencyId(agencyOf(act.by))
  for (const { id, late, closedAt, owesAgencyId, breachReason } of deadlines) {
    if (late && closedAt !== null && owesAgencyId === own && breachReason === null)
      await answerBreach(db, stage.who(act.by, 'deadline.answered'), id, { reason: act.reason })
  }
}

const inputOf = (stage: Stage, step: ReferralStep, version: number): ActOnReferral => {
  const person = (key: PersonKey) => ({ assigneeId: stage.personId(key) })
  switch (step.action) {
    case 'accept': {
      const { assignee, ...rest } = step
      return { ...rest, version, ...(assignee ? person(assignee) : {}) }
    }
    case 'assign':
      return { action: step.action, version, ...person(step.assignee) }
    case 'decline': {
      const { onward, ...rest } = step
      return { ...rest, version, ...(onward ? { onwardAgencyId: stage.agencyId(onward) } : {}) }
    }
    case 'reroute':
    case 'refer-onward':
      return { action: step.action, version, toAgencyId: stage.agencyId(step.to) }
    default:
      return { ...step, version }
  }
}
