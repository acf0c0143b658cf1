import { type Deadline, isLate } from '@palermo/shared/deadlines/contract.ts'

/**
 * A deadline as `app.deadline_rows` returns it, without the field `late`, which is computed when the deadline is read.
 */
export type DeadlineRow = Omit<Deadline, 'late' | 'caseReference'>

export const presentDeadline = (row: DeadlineRow, caseReference: string | null, now: string): Deadline => ({
  ...row,
  caseReference,
  late: isLate(row, now),
})
