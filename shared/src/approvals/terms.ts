import type { StaffFunction } from '../actor.ts'

/** What can wait for a second person. `app.approval_stands` says for each who may ask it and what it takes. */
export const approvalKinds = ['account', 'access', 'bar', 'clock', 'profile', 'exit-page', 'reflection-end'] as const

/** Why a second person says no: coded, and none tells anything of a case. */
export const approvalRefusals = ['not-needed', 'not-known-to-us', 'ask-differently', 'against-the-person'] as const

/** Roles that give power over the work or the accounts of others; `authz.is_powerful` says the same to the database. */
export const powerfulRoles = ['supervisor', 'head', 'administrator'] as const

/** Roles that answer approvals; `authz.may_approve` says the same to the database, and whose appointees they may not be. */
export const approving = ['head', 'administrator'] as const

interface Account {
  function: StaffFunction
  isEnabled: boolean
}

/** Whether this change of an account waits for a second person: it becomes one that works, in such a role. */
export const needsApproval = (before: Account | null, after: Account): boolean =>
  after.isEnabled &&
  powerfulRoles.some((role) => role === after.function) &&
  !(before?.isEnabled && before.function === after.function)

/** Compartments for which access is approved by another agency. Whereabouts (C2) need two approvers. */
export const approvedCompartments = ['C1', 'C2', 'C3', 'C4', 'C5'] as const
export type ApprovedCompartment = (typeof approvedCompartments)[number]
