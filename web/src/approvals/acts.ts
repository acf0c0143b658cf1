import type { ActOnApproval } from '@palermo/shared/approvals/contract.ts'

export type ApprovalAction = ActOnApproval['action']

/** Actions on an approval, in the order in which their buttons are shown. */
export const approvalActs: readonly ApprovalAction[] = ['approve', 'refuse', 'withdraw']
