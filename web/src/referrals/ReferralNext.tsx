import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { ReferralAction } from '@palermo/shared/referrals/record.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useInView } from '../keys/in-view.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At, Due } from '../ui/Due.tsx'
import { actOrder, isPrimary, verbOf } from './acts.ts'
import { nameOf } from './ReferralHead.tsx'
import { runningClock } from './ReferralSteps.tsx'
import { sideOf } from './side.ts'

interface Props {
  referral: Referral
  onAct: (action: ReferralAction) => void
}

/** Shows the next step of the referral, which agency must take the step and until when, and the reader's actions. */
export const ReferralNext = ({ referral, onAct }: Props) => {
  const t = useTranslate()
  const me = useMe()
  const label = useCodeLabel()
  const side = sideOf(me, referral)
  const clock = runningClock(referral)
  const owes = clock && (clock.owesAgencyId === referral.from.id ? referral.from : referral.to)
  const actions = actOrder.filter((action) => referral.actions.some((name) => name === action))
  const offered = actions.map((id) => ({
    id,
    label: t(verbOf(id, referral)),
    run: () => onAct(id),
  }))
  useInView({ title: nameOf(referral, t), acts: offered })
  const primary = actions.find((action) => isPrimary(action, referral.status))
  const writes = referral.status === 'draft' && referral.fromPersonId === me.personId
  const reason = referral.declineReason
    ? label('decline-reasons', referral.declineReason)
    : referral.withdrawalReason && label('withdrawal-reasons', referral.withdrawalReason)
  return (
    <Card title={t('referrals.next')}>
      <p className="measure">
        {t(`referrals.next-words.${stageOf(referral)}.${side}`, {
          from: referral.from.name,
          to: referral.to?.name ?? t('agencies.an-agency'),
        })}
      </p>
      {clock && (
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <strong>{stepWords(clock.key, t)}</strong>
          <span className="text-quiet">
            {clock.owesAgencyId === me.agencyId ? t('referrals.owed-by-us') : owes?.name}
          </span>
          <Due at={clock.dueAt} late={clock.late} />
        </p>
      )}
      {reason && <p>{t('referrals.reason', { reason })}</p>}
      {referral.onwardAgency && <p>{t('referrals.onward', { agency: referral.onwardAgency.name })}</p>}
      {referral.phoneAcceptedAt && (
        <p>
          {t(referral.phoneConfirmedAt ? 'referrals.phone-confirmed' : 'referrals.phone-unconfirmed')}{' '}
          <At at={referral.phoneAcceptedAt} />
        </p>
      )}
      {(writes || actions.length > 0) && (
        <div className="flex flex-wrap gap-2 print:hidden">
          {writes && (
            <ButtonLink to="/referrals/new" search={{ draft: referral.id }} rank="primary">
              {t('referrals.go-on-writing')}
            </ButtonLink>
          )}
          {offered.map(({ id, label: verb, run }, index) => (
            <Button key={id} rank={id === primary ? 'primary' : index < 4 ? 'secondary' : 'quiet'} onPress={run}>
              {verb}
            </Button>
          ))}
        </div>
      )}
    </Card>
  )
}

/**
 * Returns the status by which the sentence is chosen. A referral given back after acceptance gets another sentence than
 * a declined one, and one closed before the service began another than a withdrawn one.
 */
const stageOf = ({ status, acceptedAt, timeline }: Referral) => {
  if (status === 'declined' && acceptedAt !== null) return 'given-back'
  return status === 'withdrawn' && timeline.some(({ action }) => action === 'close-unstarted') ? 'not-begun' : status
}
