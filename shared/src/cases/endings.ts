import { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { ReferralSummary } from '../referrals/contract.ts'
import { referralWorkflow } from '../referrals/record.ts'
import type { Task } from '../tasks/contract.ts'
import { partiesOfTask, taskWorkflow } from '../tasks/record.ts'
import { type Ending, permits, relationsOf } from '../workflow.ts'
import { caseWorkflow } from './record.ts'

/** An open record in a case: a task with its kind, or a referral or offered hand-over with its status. */
export const LooseEnd = z.object({
  noun: z.enum(['task', 'referral', 'handover']),
  id: z.uuid(),
  /** The kind of a task; the status of a referral or hand-over. */
  what: z.string(),
  agencyName: z.string().nullable(),
  dueAt: z.iso.datetime().nullable(),
})
export type LooseEnd = z.infer<typeof LooseEnd>

/**
 * The open records of a case. `ends`: records that end together with the case. `goesOn`: records that continue with
 * their own owner and deadline.
 */
export const LooseEnds = z.object({ ends: z.array(LooseEnd), goesOn: z.array(LooseEnd) })
export type LooseEnds = z.infer<typeof LooseEnds>

interface Row {
  lead: { id: string }
  tasks: readonly Pick<Task, 'id' | 'kind' | 'status' | 'agencyId' | 'agencyName' | 'assigneeId' | 'dueAt'>[]
  referrals: readonly Pick<ReferralSummary, 'id' | 'status' | 'to'>[]
  /** The open offer of a hand-over; null if there is none. */
  offer: { id: string; agencyName: string; dueAt: string | null } | null
}

const endings: readonly Ending[] = caseWorkflow.actions.close.ends ?? []

/** Returns the open records of the case that this actor sees, divided by whether closing the case ends them. */
export const looseEnds = (actor: Actor, { lead, tasks, referrals, offer }: Row): LooseEnds => {
  const endsTask = actOf('task')
  const endsReferral = actOf('referral')
  const leads = relationsOf(actor, { 'case-lead': { agencyId: lead.id, personId: null } })
  const ofTasks = tasks
    .filter(({ status }) => !taskWorkflow.final.some((one) => one === status))
    .map((task) => ({
      ends:
        endsTask.from.includes(task.status) &&
        permits(taskWorkflow.actions.cancel, relationsOf(actor, partiesOfTask(task)), actor.function),
      end: { noun: 'task', id: task.id, what: task.kind, agencyName: task.agencyName, dueAt: task.dueAt } as const,
    }))
  const ofReferrals = referrals
    .filter(({ status }) => !referralWorkflow.final.some((one) => one === status))
    .map(({ id, status, to }) => ({
      ends: endsReferral.from.includes(status) && permits(referralWorkflow.actions.withdraw, leads, actor.function),
      end: { noun: 'referral', id, what: status, agencyName: to?.name ?? null, dueAt: null } as const,
    }))
  // A closed case cannot be handed over, so closing the case withdraws an open hand-over.
  const what = 'offered'
  const endsOffer = actOf('handover').from.includes(what)
  const ofOffers = offer ? [{ ends: endsOffer, end: { noun: 'handover', what, ...offer } as const }] : []
  const all = [...ofTasks, ...ofReferrals, ...ofOffers]
  return {
    ends: all.filter(({ ends }) => ends).map(({ end }) => end),
    goesOn: all.filter(({ ends }) => !ends).map(({ end }) => end),
  }
}

const actOf = (noun: LooseEnd['noun']): Ending => {
  const found = endings.find((ending) => ending.noun === noun)
  if (!found) throw new Error(`no ${noun} ends with a case`)
  return found
}
