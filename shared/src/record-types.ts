import alertClocks from './alerts/clocks.json' with { type: 'json' }
import { alert } from './alerts/record.ts'
import approvalClocks from './approvals/clocks.json' with { type: 'json' }
import { approval } from './approvals/record.ts'
import caseClocks from './cases/clocks.json' with { type: 'json' }
import { caseRecord } from './cases/record.ts'
import { contact } from './contacts/record.ts'
import { document } from './documents/record.ts'
import gapClocks from './gaps/clocks.json' with { type: 'json' }
import { gap } from './gaps/record.ts'
import handoverClocks from './handovers/clocks.json' with { type: 'json' }
import { handover } from './handovers/record.ts'
import { note } from './notes/record.ts'
import { collected } from './records/collection.ts'
import { rulesOfTypes } from './records/default-rules.ts'
import referralClocks from './referrals/clocks.json' with { type: 'json' }
import { referral } from './referrals/record.ts'
import requestClocks from './requests/clocks.json' with { type: 'json' }
import { request } from './requests/record.ts'
import snapshotClocks from './snapshots/clocks.json' with { type: 'json' }
import { snapshot } from './snapshots/record.ts'
import taskClocks from './tasks/clocks.json' with { type: 'json' }
import { task } from './tasks/record.ts'

/** All record types, one in each line. Code that handles every record type reads this list. */
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

/**
 * The default rules of the deadlines of all record types, in the order in which pages list them. A default rule applies
 * if a profile has no rule of its own.
 */
export const defaultRules = rulesOfTypes(recordTypes, {
  referral: referralClocks,
  case: caseClocks,
  task: taskClocks,
  alert: alertClocks,
  handover: handoverClocks,
  approval: approvalClocks,
  gap: gapClocks,
  request: requestClocks,
  snapshot: snapshotClocks,
})
