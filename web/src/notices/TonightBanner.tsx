import type { TonightAlert } from '@palermo/shared/notices/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Siren } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Due } from '../ui/Due.tsx'
import { prefixWindowTitle } from '../ui/window-title.ts'
import { tonightAlertsQuery } from './queries.ts'
import { isSoundOn, playAlert } from './sound.ts'

/**
 * Shown on every page while a referral for tonight waits for this agency's answer; the banner disappears once a member
 * of the agency has answered.
 */
export const TonightBanner = () => {
  const t = useTranslate()
  const me = useMe()
  const { data } = useQuery({ ...tonightAlertsQuery, enabled: me.actions.includes('carry-work') })
  const alerts = data?.items ?? []
  useAlarm(alerts)
  // Only the referral that is due first is shown, with a link to the others, so that the page stays visible on a small
  // screen.
  const [first, ...others] = alerts.toSorted((one, other) => (one.dueAt ?? '').localeCompare(other.dueAt ?? ''))
  if (!first) return null
  const { referralId, caseReference, from, acknowledged, dueAt } = first
  return (
    <section aria-label={t('notices.tonight.title')} className="border-b border-late bg-late-soft print:hidden">
      <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-1.5 sm:px-6">
        <p className="min-w-0 grow">
          <Siren aria-hidden size={18} className="inline align-text-bottom text-late" />{' '}
          <strong>{t('notices.tonight.title')}</strong>{' '}
          {t(acknowledged ? 'notices.tonight.acknowledged' : 'notices.tonight.waits', { agency: from.name })}{' '}
          {dueAt && <Due at={dueAt} />}
        </p>
        <Link to="/referrals/$id" params={{ id: referralId }} className={link}>
          {t('notices.tonight.open', { code: caseReference ?? '' })}
        </Link>
        {others.length > 0 && (
          <Link to="/referrals" search={{ box: 'inbox' }} className={link}>
            {t('notices.tonight.others', { count: others.length })}
          </Link>
        )}
      </div>
    </section>
  )
}

const link = 'inline-flex min-h-9 touch:min-h-12 items-center font-strong underline underline-offset-3'

const again = 60_000

/**
 * Shows the number of waiting referrals in the window title. If the sound is turned on, plays it at once and then every
 * minute while a referral is not acknowledged.
 */
const useAlarm = (alerts: readonly TonightAlert[]) => {
  const t = useTranslate()
  const title = alerts.length > 0 ? t('notices.tonight.window', { count: alerts.length }) : ''
  const waiting = alerts
    .filter(({ acknowledged }) => !acknowledged)
    .map(({ referralId }) => referralId)
    .join(' ')
  useEffect(() => {
    prefixWindowTitle(title)
    return () => prefixWindowTitle('')
  }, [title])
  useEffect(() => {
    if (waiting === '') return
    const ring = () => {
      if (isSoundOn()) void playAlert().catch(() => undefined)
    }
    ring()
    const timer = setInterval(ring, again)
    return () => clearInterval(timer)
  }, [waiting])
}
