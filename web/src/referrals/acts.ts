import './page-messages.ts'
import { declineReasons } from '@palermo/shared/codes/decline-reasons.ts'
import { type Urgency, urgencies } from '@palermo/shared/codes/urgency.ts'
import { withdrawalReasons } from '@palermo/shared/codes/withdrawal-reasons.ts'
import { amendmentTopics } from '@palermo/shared/referrals/inputs.ts'
import type { ReferralAction } from '@palermo/shared/referrals/workflow.ts'
import type { ActField, ActValues } from '../acts/fields.ts'
import type { useCodeLabel } from '../codes/labels.ts'
import type { Say } from '../messages.ts'

/** The order in which the buttons stand. */
export const actOrder: readonly ReferralAction[] = [
  'accept',
  'reply',
  'start',
  'complete',
  'acknowledge',
  'query',
  'decline',
  'assign',
  'record-phone-acceptance',
  'amend',
  'refer-onward',
  'reroute',
  'settle',
  'withdraw',
  'discard',
]

/** What carries the referral on; whoever only waits is not pushed to anything. */
const onward: readonly ReferralAction[] = ['accept', 'reply', 'start', 'complete', 'refer-onward']

export const isPrimary = (action: ReferralAction, status: string): boolean =>
  onward.includes(action) || (action === 'reroute' && status === 'returned')

/** Acts that one press does: nothing has to be said. */
export const pressActs: readonly ReferralAction[] = ['acknowledge', 'start', 'review-service']

/** The boxes of each act's form, in the order in which one thinks. Names are those of the act's contract. */
export const fieldsOf = (
  action: ReferralAction,
  say: Say,
  label: ReturnType<typeof useCodeLabel>,
  { answersForTeam, urgency }: { answersForTeam: boolean; urgency: Urgency },
): readonly ActField[] => {
  const withdrawal = withdrawalReasons.map((value) => ({ value, label: label('withdrawal-reasons', value) }))
  switch (action) {
    case 'query':
      return [{ kind: 'words', name: 'question' }]
    case 'reply':
      return [{ kind: 'words', name: 'answer' }]
    case 'accept':
      return [...(answersForTeam ? ([{ kind: 'colleague', name: 'assigneeId' }] as const) : []), note]
    case 'assign':
      return [{ kind: 'colleague', name: 'assigneeId' }]
    case 'decline':
      return [
        {
          kind: 'code',
          name: 'reason',
          options: declineReasons.map((value) => ({ value, label: label('decline-reasons', value) })),
        },
        note,
        { kind: 'agency', name: 'onwardAgencyId' },
      ]
    case 'reroute':
    case 'refer-onward':
      return [{ kind: 'agency', name: 'toAgencyId' }, note]
    case 'settle':
    case 'withdraw':
      return [{ kind: 'code', name: 'reason', options: withdrawal }, note]
    case 'record-phone-acceptance':
      return [
        { kind: 'line', name: 'acceptedBy' },
        { kind: 'moment', name: 'at' },
      ]
    case 'amend':
      return [
        {
          kind: 'code',
          name: 'topic',
          options: amendmentTopics.map((value) => ({ value, label: say(`referrals.topics.${value}`) })),
        },
        {
          kind: 'code',
          name: 'urgency',
          needed: true,
          when: ofUrgency,
          options: urgencies
            .filter((value) => value !== urgency)
            .map((value) => ({ value, label: label('urgencies', value) })),
        },
        { kind: 'words', name: 'old', rows: 2, needed: true, when: inWords },
        { kind: 'words', name: 'new', rows: 2, needed: true, when: inWords },
        { kind: 'words', name: 'reason', rows: 2 },
      ]
    case 'complete':
      return [note]
    default:
      return []
  }
}

const ofUrgency = ({ topic }: ActValues) => topic === 'urgency'
const inWords = (values: ActValues) => !ofUrgency(values)
const note = { kind: 'words', name: 'note', rows: 3 } as const
