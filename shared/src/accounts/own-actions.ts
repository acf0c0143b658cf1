import { type Actor, coordinators, doesCasework, firstResponders, type StaffFunction, seesTeam } from '../actor.ts'
import { approving } from '../approvals/terms.ts'
import { compartmentsFor } from '../cases/compartments.ts'
import { onlyAskOfRemoval } from '../cases/removal.ts'

const among = (roles: readonly StaffFunction[]) => (actor: Actor) => roles.includes(actor.function)
const refers = among(firstResponders)

/**
 * Actions and views that belong to no record, with the roles that have them, declared nowhere else. The server sends
 * the signed-in person's own ones with `Me`, and the pages offer only those.
 */
const rules = {
  /** Has a work queue, cases and referrals. */
  'do-casework': (actor) => doesCasework(actor.function),
  /** Can be assigned work, and can be absent. */
  'carry-work': among(coordinators),
  refer: refers,
  /** Open a case that only the own agency can see. */
  'open-own-case': (actor) => refers(actor) && compartmentsFor(actor).includes('C1'),
  /** Sees the work of colleagues and assigns it. */
  'see-team': among(seesTeam),
  'keep-webhooks': among(seesTeam),
  'read-figures': among(['lead', 'supervisor', 'head']),
  /** The overview of all agencies: figures and the brief, without access to cases. */
  'lead-task-force': among(['lead']),
  administer: among(['administrator']),
  audit: among(['auditor']),
  /** Learns of a bar to removal only by asking. */
  'ask-of-removal': ({ sector }) => onlyAskOfRemoval.includes(sector),
  'answer-approvals': among(approving),
} satisfies Record<string, (actor: Actor) => boolean>

export type OwnAction = keyof typeof rules
export const ownActionNames = Object.keys(rules) as [OwnAction, ...OwnAction[]]

export const ownActionsOf = (actor: Actor): OwnAction[] => ownActionNames.filter((name) => rules[name](actor))
