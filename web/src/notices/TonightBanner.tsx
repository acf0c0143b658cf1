import { coordinators } from '@palermo/shared/actor.ts'
import type { TonightAlert } from '@palermo/shared/notices/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Siren } from 'lucide-react'
import { useEffect } from 'react'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Due } from '../ui/Due.tsx'
import { prefixWindowTitle } from '../ui/window-title.ts'
import { tonightAlertsQuery } from './queries.ts'
import { isSoundOn, playAlert } from './sound.ts'

/** Over every page, while a referral for tonight waits for this agency's answer; it ends with the answer, whoever gives it. */
export const TonightBanner = () => {
  const say = useSay()
  const me = useMe()
  const { data } = useQuery({ ...tonightAlertsQuery, enabled: coordinators.some((fn) => fn === me.function) })
  const alerts = data?.items ?? []
  useAlarm(alerts)
  if (alerts.length === 0) return null
  return (
    <section aria-label={say('notices.tonight.title')} className="bg-late-soft border-b border-late print:hidden">
      <ul role="alert" className="flex flex-col divide-y divide-line px-4 sm:px-6">
        {alerts.map(({ referralId, caseReference, from, acknowledged, dueAt }) => (
          <li key={referralId} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-2">
            <Siren aria-hidden size={18} className="shrink-0 text-late" />
            <p className="min-w-0 grow">
              <strong>{say('notices.tonight.title')}</strong>{' '}
              {say(acknowledged ? 'notices.tonight.acknowledged' : 'notices.tonight.waits', { agency: from.name })}{' '}
              <span className="figures text-quiet">{caseReference}</span>
            </p>
            {dueAt && <Due at={dueAt} />}
            <Link
              to="/referrals/$id"
              params={{ id: referralId }}
              className="inline-flex min-h-9 touch:min-h-12 items-center font-strong underline underline-offset-3"
            >
              {say('notices.tonight.open', { code: caseReference ?? '' })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const again = 60_000

/** In the title of the window, and where it is turned on, as a sound: for each that nobody has acknowledged, once a minute. */
const useAlarm = (alerts: readonly TonightAlert[]) => {
  const say = useSay()
  const title = alerts.length > 0 ? say('notices.tonight.window', { count: alerts.length }) : ''
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
