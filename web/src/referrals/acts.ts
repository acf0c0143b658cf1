import { declineNeedsWords, declineReasons } from '@palermo/shared/codes/decline-reasons.ts'
import { type Urgency, urgencies } from '@palermo/shared/codes/urgency.ts'
import { withdrawalNeedsWords, withdrawalReasons } from '@palermo/shared/codes/withdrawal-reasons.ts'
import type { ContactOutcome } from '@palermo/shared/referrals/contacting.ts'
import { amendmentTopics } from '@palermo/shared/referrals/inputs.ts'
import type { ReferralAction } from '@palermo/shared/referrals/record.ts'
import type { ActField, ActValues } from '../acts/fields.ts'
import type { useCodeLabel } from '../codes/labels.ts'
import type { Translate } from '../messages.ts'

/** The order of the buttons for the actions on a referral. */
export const actOrder: readonly ReferralAction[] = [
  'accept',
  'reply',
  'start',
  'complete',
  'acknowledge',
  'query',
  'decline',
  'assign',
  'review-service',
  'record-phone-acceptance',
  'amend',
  'refer-onward',
  'reroute',
  'settle',
  'withdraw',
  'close-unstarted',
  'give-back',
  'discard',
]

/** Actions that may have the primary button of a referral; a party that only waits has no primary button. */
const onward: readonly ReferralAction[] = ['accept', 'reply', 'start', 'complete', 'refer-onward']

export const isPrimary = (action: ReferralAction, status: string): boolean =>
  onward.includes(action) || (action === 'reroute' && status === 'returned')

/**
 * Returns the translation key of an action's button. Once the person was reached, `start` is labelled as the start of
 * the service.
 */
export const verbOf = (action: ReferralAction, { actions }: { actions: readonly ReferralAction[] }): string =>
  action === 'start' && !actions.includes('reach') ? 'referrals.acts.start.verb-later' : `referrals.acts.${action}.verb`

interface Asking {
  answersForTeam: boolean
  urgency: Urgency
  /** The outcomes of a first contact that the receiver can record now. */
  outcomes: readonly ContactOutcome[]
  /** Whether the receiver is asked to take over the case. */
  leads: boolean
}

/** Returns the fields of an action's form in order; each field has the same name as in the action's contract. */
export const fieldsOf = (
  action: ReferralAction,
  t: Translate,
  label: ReturnType<typeof useCodeLabel>,
  { answersForTeam, urgency, outcomes, leads }: Asking,
): readonly ActField[] => {
  const withdrawal = withdrawalReasons.map((value) => ({ value, label: label('withdrawal-reasons', value) }))
  switch (action) {
    case 'query':
      return [{ kind: 'words', name: 'question' }]
    case 'reply':
      return [{ kind: 'words', name: 'answer' }]
    case 'accept':
      return [
        ...(answersForTeam ? ([{ kind: 'colleague', name: 'assigneeId' }] as const) : []),
        ...(leads
          ? ([
              {
                kind: 'code',
                name: 'kind',
                options: [{ value: 'service', label: t('referrals.acts.accept.kinds.service') }],
              },
            ] as const)
          : []),
        note,
      ]
    case 'assign':
      return [{ kind: 'colleague', name: 'assigneeId' }]
    case 'start':
      return contactFields(t, label, outcomes)
    case 'decline':
    case 'give-back':
      return [declineReason(label), noteOfDecline, { kind: 'agency', name: 'onwardAgencyId' }]
    case 'reroute':
    case 'refer-onward':
      return [{ kind: 'agency', name: 'toAgencyId' }, note]
    case 'close-unstarted':
    case 'settle':
    case 'withdraw':
      return [{ kind: 'code', name: 'reason', options: withdrawal }, noteOfWithdrawal]
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
          options: amendmentTopics.map((value) => ({ value, label: t(`referrals.topics.${value}`) })),
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

const declineReason = (label: ReturnType<typeof useCodeLabel>) =>
  ({
    kind: 'code',
    name: 'reason',
    options: declineReasons.map((value) => ({ value, label: label('decline-reasons', value) })),
  }) as const

const contactFields = (
  t: Translate,
  label: ReturnType<typeof useCodeLabel>,
  outcomes: readonly ContactOutcome[],
): readonly ActField[] => {
  const cannot = ({ outcome }: ActValues) => outcome === 'not-possible'
  return [
    { kind: 'moment', name: 'at' },
    {
      kind: 'code',
      name: 'outcome',
      options: outcomes.map((value) => ({ value, label: t(`referrals.contact.outcomes.${value}`) })),
    },
    { ...declineReason(label), needed: true, when: cannot },
    { ...note, needed: (values) => cannot(values) && saysNothing(declineReasons, declineNeedsWords, values) },
    { kind: 'agency', name: 'onwardAgencyId', when: cannot },
  ]
}

const ofUrgency = ({ topic }: ActValues) => topic === 'urgency'
const inWords = (values: ActValues) => !ofUrgency(values)
const note = { kind: 'words', name: 'note', rows: 3 } as const

/** Whether the selected reason requires a note. */
const saysNothing = <R extends string>(reasons: readonly R[], needsWords: (reason: R) => boolean, values: ActValues) =>
  reasons.some((reason) => reason === values.reason && needsWords(reason))
const noteOfDecline: ActField = {
  ...note,
  needed: (values) => saysNothing(declineReasons, declineNeedsWords, values),
}
const noteOfWithdrawal: ActField = {
  ...note,
  needed: (values) => saysNothing(withdrawalReasons, withdrawalNeedsWords, values),
}
