import type { StaffFunction } from '../actor.ts'

/**
 * Kinds of actions that can need approval. `app.approval_stands` checks for each which roles may ask and under which
 * conditions.
 */
export const approvalKinds = ['account', 'access', 'bar', 'clock', 'profile', 'exit-page', 'reflection-end'] as const

/** Reasons for refusing an approval: coded, so that none reveals anything about a case. */
export const approvalRefusals = ['not-needed', 'not-known-to-us', 'ask-differently', 'against-the-person'] as const

/** Roles that give power over the work or the accounts of others; `authz.is_powerful` says the same to the database. */
export const powerfulRoles = ['supervisor', 'head', 'administrator'] as const

/**
 * Roles that answer approvals; `authz.may_approve` says the same to the database, and excludes persons whom the asker
 * appointed.
 */
export const approving = ['head', 'administrator'] as const

interface Account {
  function: StaffFunction
  isEnabled: boolean
}

/** Whether this change of an account needs approval: it becomes enabled in a role with power over others. */
export const needsApproval = (before: Account | null, after: Account): boolean =>
  after.isEnabled &&
  powerfulRoles.some((role) => role === after.function) &&
  !(before?.isEnabled && before.function === after.function)

/** Compartments for which access is approved by another agency. Whereabouts (C2) need two approvers. */
export const approvedCompartments = ['C1', 'C2', 'C3', 'C4', 'C5'] as const
export type ApprovedCompartment = (typeof approvedCompartments)[number]
