import type { Referral } from '@palermo/shared/referrals/contract.ts'
import type { ReferralEnd } from '@palermo/shared/referrals/messages.ts'
import { CallButton } from '../agencies/CallButton.tsx'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { messageForm } from './WriteMessage.tsx'

/**
 * Shown while a referral is in progress: contact persons and telephone numbers of both agencies, time of arrival, and
 * meeting point.
 */
export const EndsCard = ({ referral }: { referral: Referral }) => {
  const t = useTranslate()
  const { agencyId } = useMe()
  const meeting = meetingPointOf(referral)
  const arrivals = latestArrivals(referral)
  if (referral.ends.length === 0 && !meeting) return null
  const nameOf = (id: string) =>
    id === agencyId ? t('referrals.us') : referral.ends.find((end) => end.agencyId === id)?.agencyName
  return (
    <Card title={t('referrals.ends.title')}>
      {arrivals.map(({ id, agencyId: who, arrivesAt }) => (
        <p key={id} className="rounded-card bg-sunken px-3 py-2">
          <strong>{t('referrals.ends.arrives', { agency: nameOf(who) ?? '' })}</strong> <At at={arrivesAt} />
        </p>
      ))}
      {meeting && (
        <p>
          <span className="text-quiet">{t('referrals.ends.meeting-point')}</span>{' '}
          <span dir="auto" className="font-strong">
            {meeting}
          </span>
        </p>
      )}
      {referral.ends.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {referral.ends.map((end) => (
            <End key={end.agencyId} end={end} isOwn={end.agencyId === agencyId} />
          ))}
        </ul>
      )}
      {referral.mayWrite && (
        <div className="print:hidden">
          <Button onPress={() => document.querySelector<HTMLElement>(`#${messageForm} textarea`)?.focus()}>
            {t('referrals.message.open')}
          </Button>
        </div>
      )}
    </Card>
  )
}

const End = ({ end, isOwn }: { end: ReferralEnd; isOwn: boolean }) => {
  const t = useTranslate()
  const { agencyName, personName, phone, deskName } = end
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 first:pt-0 last:pb-0">
      <div className="min-w-0 grow basis-40">
        <p className="font-strong">{isOwn ? t('referrals.us') : agencyName}</p>
        <p className="text-small text-quiet">
          {personName ?? (end.protected && !isOwn ? t('referrals.ends.protected') : t('referrals.ends.nobody-yet'))}
          {deskName && phone && ` · ${t('referrals.ends.desk', { desk: deskName })}`}
        </p>
      </div>
      {phone ? (
        <CallButton agency={{ name: deskName ?? agencyName }} phone={phone} />
      ) : (
        <span className="text-small text-quiet">{t('referrals.ends.no-number')}</span>
      )}
    </li>
  )
}

/**
 * Returns the present meeting point: that of the last amendment, otherwise the one sent with the referral; null if
 * there is none.
 */
const meetingPointOf = ({ messages, amendments, texts }: Referral): string | null => {
  const amended = amendments.findLast(({ topic }) => topic === 'meeting-point')
  const now = amended && texts.find(({ field, at }) => field === 'amendment-new' && at === amended.at)
  return now?.text ?? messages.find(({ kind }) => kind === 'meeting-point')?.text ?? null
}

/** Returns the arrival time that the sender and the receiver each stated last. */
const latestArrivals = ({ messages, ends }: Referral) =>
  ends.flatMap(({ agencyId }) => {
    const last = messages.findLast((message) => message.kind === 'on-my-way' && message.agencyId === agencyId)
    return last?.arrivesAt ? [{ id: last.id, agencyId, arrivesAt: last.arrivesAt }] : []
  })
