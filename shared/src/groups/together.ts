import type { z } from 'zod'
import { type AgeBand, childAgeBands } from '../codes/age-bands.ts'
import type { Answers } from '../forms/answers.ts'
import type { ReferralStatus } from '../referrals/record.ts'
import type { ReferredMember, ReferTogether } from './contract.ts'

/** The facts about a member that are stored in C0. */
export interface Known {
  childProcedure: boolean
  ageBand: AgeBand
  language: string | null
  interpreter: boolean
}

/** Returns the answers of the short form for one member: the shared answers, and the member's own answers. */
export const answersFor = (
  { childProcedure, ageBand, language, interpreter }: Known,
  { wants }: z.infer<typeof ReferredMember>,
  { urgency, needs, safeNow, lifeInDanger, story, meetingPoint }: ReferTogether,
): Answers => ({
  'safe-now': safeNow,
  'under-18': !childProcedure ? 'no' : childAgeBands.some((band) => band === ageBand) ? 'yes' : 'not-sure',
  'age-band': ageBand,
  ...(childProcedure ? {} : { 'wants-referral': wants }),
  ...(childProcedure || (wants !== 'not-asked' && wants !== 'unknown')
    ? {}
    : { 'life-in-danger': lifeInDanger ? 'yes' : 'no' }),
  ...(language === null ? {} : { language, interpreter: interpreter ? 'yes' : 'no' }),
  urgency,
  needs,
  kind: 'service',
  ...(story === undefined ? {} : { 'what-happened': story }),
  ...(meetingPoint === undefined ? {} : { 'meeting-point': meetingPoint }),
})

const taken: readonly ReferralStatus[] = ['accepted', 'in-service', 'completed']
const refused: readonly ReferralStatus[] = ['declined', 'returned']

/**
 * Whether the replies separate persons who wish to stay together or near each other: one member has a place, and
 * another member has none.
 */
export const isParted = (wish: string, statuses: readonly ReferralStatus[]): boolean =>
  wish !== 'apart' && statuses.some((one) => taken.includes(one)) && statuses.some((one) => refused.includes(one))
