import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useSay } from '../messages.ts'
import { At, Due } from '../ui/Due.tsx'
import { Stepper, type StepperStep } from '../ui/Stepper.tsx'

const way = ['sent', 'received', 'accepted', 'in-service', 'completed'] as const
const ends = ['declined', 'withdrawn', 'returned']

/** The clock that runs: of those still open, the one due first. */
export const runningClock = ({ deadlines }: Pick<Referral, 'deadlines'>) =>
  deadlines
    .filter(({ closedAt }) => closedAt === null)
    .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))[0]

/** Where the referral stands: the usual way, or as far as it came before it ended otherwise. */
export const ReferralSteps = ({ referral }: { referral: Referral }) => {
  const say = useSay()
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
        label: say(`referrals.steps.${step}`),
        state: current ? 'current' : at ? 'done' : 'ahead',
        note:
          current && clock ? (
            <span className="flex flex-col">
              {stepWords(clock.key, say)}
              <Due at={clock.dueAt} late={clock.late} stacked />
            </span>
          ) : at ? (
            <At at={at} />
          ) : undefined,
      }
    })
  const end: StepperStep = {
    id: referral.status,
    label: say(`referrals.status.${referral.status}`),
    state: 'stopped',
    note: referral.endedAt ? <At at={referral.endedAt} /> : undefined,
  }
  return <Stepper label={say('referrals.way')} steps={ended ? [...steps, end] : steps} />
}
