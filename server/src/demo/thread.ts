import type { Group } from '@palermo/shared/groups/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'

export interface Versioned {
  id: string
  version: number
}
/** A record as the reply to the last action showed it. */
export type Known = Versioned & Partial<Pick<Referral, 'deadlines'>>

/** The state of one thread: the ids and versions that its next action must send. */
export interface Thread {
  case: (Versioned & { reference: string }) | null
  /** The group to which the person of this thread belongs. */
  group: Group | null
  referrals: Map<string, Known>
  tasks: Map<string, Versioned>
  done: number
}

export const caseOf = (thread: Thread): NonNullable<Thread['case']> => {
  if (!thread.case) throw new Error('there is no case yet')
  return thread.case
}
