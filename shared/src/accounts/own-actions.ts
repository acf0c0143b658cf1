import { type Actor, coordinators, doesCasework, firstResponders, type StaffFunction, seesTeam } from '../actor.ts'
import { approving } from '../approvals/terms.ts'
import { compartmentsFor } from '../cases/compartments.ts'
import { onlyAskOfRemoval } from '../cases/removal.ts'

const among = (roles: readonly StaffFunction[]) => (actor: Actor) => roles.includes(actor.function)
const refers = among(firstResponders)

/**
 * Actions and views that belong to no record, with the rule that decides who has them. The server sends with `Me` those
 * that the signed-in person has, and the pages offer only those.
 */
const rules = {
  /** The person has a work queue, cases and referrals. */
  'do-casework': (actor) => doesCasework(actor.function),
  /** The person can be assigned work, and can be absent. */
  'carry-work': among(coordinators),
  refer: refers,
  /** The person may open a case that only the person's own agency can see. */
  'open-own-case': (actor) => refers(actor) && compartmentsFor(actor).includes('C1'),
  /** The person sees the work of colleagues and assigns it. */
  'see-team': among(seesTeam),
  'keep-webhooks': among(seesTeam),
  'read-figures': among(['lead', 'supervisor', 'head']),
  /** The person sees the overview of all agencies (figures and the brief) without access to cases. */
  'lead-task-force': among(['lead']),
  administer: among(['administrator']),
  audit: among(['auditor']),
  /** The person learns of a bar to removal only by asking. */
  'ask-of-removal': ({ sector }) => onlyAskOfRemoval.includes(sector),
  'answer-approvals': among(approving),
} satisfies Record<string, (actor: Actor) => boolean>

export type OwnAction = keyof typeof rules
export const ownActionNames = Object.keys(rules) as [OwnAction, ...OwnAction[]]

export const ownActionsOf = (actor: Actor): OwnAction[] => ownActionNames.filter((name) => rules[name](actor))
