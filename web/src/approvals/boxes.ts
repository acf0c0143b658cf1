import type { OwnAction } from '@palermo/shared/accounts/own-actions.ts'
import type { ApprovalQuery } from '@palermo/shared/approvals/contract.ts'

/** Returns the lists of approvals that a reader with these actions can open, in the order of the tabs. */
export const boxesFor = (actions: readonly OwnAction[]): ApprovalQuery['box'][] => {
  if (actions.includes('audit')) return ['all', 'alone']
  return actions.includes('answer-approvals') ? ['to-answer', 'asked', 'alone'] : ['asked']
}
