import type { StaffFunction } from '@palermo/shared/actor.ts'
import type { ApprovalQuery } from '@palermo/shared/approvals/contract.ts'
import { approving } from '@palermo/shared/approvals/terms.ts'

/** Which lists of approvals somebody has, the first one first. */
export const boxesFor = (role: StaffFunction): ApprovalQuery['box'][] => {
  if (role === 'auditor') return ['all', 'alone']
  return approving.some((one) => one === role) ? ['to-answer', 'asked', 'alone'] : ['asked']
}
