import type { ActOnApproval } from '@palermo/shared/approvals/contract.ts'

export type ApprovalAction = ActOnApproval['action']

/** What people may do with an approval, in the order of its buttons. */
export const approvalActs: readonly ApprovalAction[] = ['approve', 'refuse', 'withdraw']
