import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { At, Due } from '../ui/Due.tsx'
import { Stepper, type StepperStep } from '../ui/Stepper.tsx'

const way = ['sent', 'received', 'accepted', 'in-service', 'completed'] as const
const ends = ['declined', 'withdrawn', 'returned']

/**
 * Returns the deadline shown under the current step: the open deadline that is due first; undefined if none is open.
 */
export const runningClock = ({ deadlines }: Pick<Referral, 'deadlines'>) =>
  deadlines
    .filter(({ closedAt }) => closedAt === null)
    .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))[0]

/** Shows the progress of a referral: the usual steps or, if it ended in another way, the steps that it went through. */
export const ReferralSteps = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const clock = runningClock(referral)
  const reached: Record<(typeof way)[number], string | null> = {
    sent: referral.sentAt,
    received: referral.acknowledgedAt,
    accepted: referral.acceptedAt,
    'in-service': referral.startedAt,
    completed: referral.status === 'completed' ? referral.endedAt : null,
  }
  const here = referral.status === 'queried' ? 'received' : referral.status
  const ended = ends.includes(referral.status)
  const steps = way
    .filter((step) => !ended || reached[step] !== null)
    .map((step): StepperStep => {
      const current = step === here && step !== 'completed'
      const at = reached[step]
      return {
        id: step,
        label: t(`referrals.steps.${step}`),
        state: current ? 'current' : at ? 'done' : 'ahead',
        note:
          current && clock ? (
            <span className="flex flex-col">
              {stepWords(clock.key, t)}
              <Due at={clock.dueAt} late={clock.late} stacked />
            </span>
          ) : at ? (
            <At at={at} />
          ) : undefined,
      }
    })
  const end: StepperStep = {
    id: referral.status,
    label: t(`referrals.status.${referral.status}`),
    state: 'stopped',
    note: referral.endedAt ? <At at={referral.endedAt} /> : undefined,
  }
  return <Stepper label={t('referrals.way')} steps={ended ? [...steps, end] : steps} />
}
