import type { StaffFunction } from '../actor.ts'

/**
 * The kinds of actions that can need approval. `app.approval_stands` checks for each kind which roles may ask, and
 * under which conditions.
 */
export const approvalKinds = ['account', 'access', 'bar', 'clock', 'profile', 'exit-page', 'reflection-end'] as const

/** Reasons for refusing an approval. They are codes, because a text could reveal something about a case. */
export const approvalRefusals = ['not-needed', 'not-known-to-us', 'ask-differently', 'against-the-person'] as const

/**
 * Roles that give power over the work or the accounts of others. `authz.is_powerful` is the same rule in the database.
 */
export const powerfulRoles = ['supervisor', 'head', 'administrator'] as const

/**
 * Roles that answer approvals. `authz.may_approve` has the same list, and excludes persons whose account the asking
 * person created or promoted.
 */
export const approving = ['head', 'administrator'] as const

interface Account {
  function: StaffFunction
  isEnabled: boolean
}

/**
 * Whether a change of an account needs approval: it does if the change enables the account in a role with power over
 * others.
 */
export const needsApproval = (before: Account | null, after: Account): boolean =>
  after.isEnabled &&
  powerfulRoles.some((role) => role === after.function) &&
  !(before?.isEnabled && before.function === after.function)

/** The compartments for which access is approved by another agency. Access to whereabouts (C2) needs two approvers. */
export const approvedCompartments = ['C1', 'C2', 'C3', 'C4', 'C5'] as const
export type ApprovedCompartment = (typeof approvedCompartments)[number]
