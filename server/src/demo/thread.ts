import type { Group } from '@palermo/shared/groups/contract.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'

export interface Versioned {
  id: string
  version: number
}
/** The id and version of a record, as the reply to the last action on the record gave them. */
export type Known = Versioned & Partial<Pick<Referral, 'deadlines'>>

/** The state of one thread: the ids and versions that the next action of the thread must send. */
export interface Thread {
  case: (Versioned & { reference: string }) | null
  /** The group in which the person of this thread is kept together with other persons. */
  group: Group | null
  referrals: Map<string, Known>
  tasks: Map<string, Versioned>
  done: number
}

export const caseOf = (thread: Thread): NonNullable<Thread['case']> => {
  if (!thread.case) throw new Error('there is no case yet')
  return thread.case
}
