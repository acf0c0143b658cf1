import type { ActOnApproval } from '@palermo/shared/approvals/contract.ts'

export type ApprovalAction = ActOnApproval['action']

/** Actions on an approval, in the order of the buttons. */
export const approvalActs: readonly ApprovalAction[] = ['approve', 'refuse', 'withdraw']
