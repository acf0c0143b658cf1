import { alert } from './alerts/record.ts'
import { approval } from './approvals/record.ts'
import { caseRecord } from './cases/record.ts'
import { contact } from './contacts/record.ts'
import { document } from './documents/record.ts'
import { gap } from './gaps/record.ts'
import { handover } from './handovers/record.ts'
import { note } from './notes/record.ts'
import { collected } from './records/collection.ts'
import { referral } from './referrals/record.ts'
import { request } from './requests/record.ts'
import { snapshot } from './snapshots/record.ts'
import { task } from './tasks/record.ts'

/** All record types, one line each. All code that treats record types generically reads this list. */
export const recordTypes = collected([
  alert,
  approval,
  caseRecord,
  contact,
  document,
  gap,
  handover,
  note,
  referral,
  request,
  snapshot,
  task,
])
