import type { Case } from '@palermo/shared/cases/contract.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'

/** The parts of a case page in order: tabs on a wide screen, a list on a phone. */
export const caseParts = ['overview', 'plan', 'help', 'notes', 'documents', 'team', 'history'] as const
export type CasePart = (typeof caseParts)[number]

export const runningReferrals = ({ referrals }: Pick<Case, 'referrals'>): Case['referrals'] =>
  referrals.filter(({ status }) => !referralWorkflow.final.some((final) => final === status))

/**
 * The number of records in a part, shown beside the name of the part; undefined for parts whose records are loaded only
 * when the part is opened.
 */
export const countOf = (row: Case, part: CasePart): number | undefined => {
  switch (part) {
    case 'plan':
      return row.tasks.filter(({ status }) => status === 'open').length
    case 'help':
      return runningReferrals(row).length
    case 'notes':
      return row.notes.length
    case 'team':
      return row.team.filter(({ untilAt }) => untilAt === null).length
    default:
      return undefined
  }
}
