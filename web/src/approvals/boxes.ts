import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import type { ApprovalQuery } from '@palermo/shared/approvals/contract.ts'

/** The lists of approvals that this reader can open, in order. */
export const boxesFor = (actions: readonly OwnAction[]): ApprovalQuery['box'][] => {
  if (actions.includes('audit')) return ['all', 'alone']
  return actions.includes('answer-approvals') ? ['to-answer', 'asked', 'alone'] : ['asked']
}
