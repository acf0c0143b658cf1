import type { TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { hasWords, type Translate, useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'

/** Lists the events of a referral or a case, newest first, with coded facts only. */
export const Timeline = ({ events }: { events: readonly TimelineEvent[] }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const reasonOf = ({ facts, action }: TimelineEvent) => {
    if (!facts.reason) return undefined
    if (hasWords(`referrals.reasons.${facts.reason}`)) return t(`referrals.reasons.${facts.reason}`)
    return label(
      action === 'decline' || action === 'give-back' ? 'decline-reasons' : 'withdrawal-reasons',
      facts.reason,
    )
  }
  return (
    <ol className="flex flex-col">
      {events
        .toSorted((one, other) => other.at.localeCompare(one.at))
        .map((event) => (
          <li key={event.id} className="group relative flex gap-3 pb-3 last:pb-0">
            <span aria-hidden="true" className="relative flex w-2.5 shrink-0 justify-center">
              <span className="absolute top-3 bottom-[-0.75rem] w-px bg-line group-last:hidden" />
              <span className="relative mt-2 size-2 rounded-full bg-edge" />
            </span>
            <div className="min-w-0">
              <p>
                {wordsOf(event, t)}
                {event.facts.topic && hasWords(`referrals.topics.${event.facts.topic}`) && (
                  <span className="text-quiet"> · {t(`referrals.topics.${event.facts.topic}`)}</span>
                )}
                {reasonOf(event) && <span className="text-quiet"> · {reasonOf(event)}</span>}
              </p>
              {event.facts.contactedAt && (
                <p className="text-small text-quiet">
                  {t('timeline.contacted')} <At at={event.facts.contactedAt} />
                </p>
              )}
              <p className="text-small text-quiet">
                <At at={event.at} />
                {' · '}
                {event.mine ? t('agencies.you') : (event.agencyName ?? t('timeline.clock'))}
              </p>
            </div>
          </li>
        ))}
    </ol>
  )
}

const wordsOf = ({ subjectKind, action }: TimelineEvent, t: Translate): string => {
  const key = `timeline.${subjectKind}.${action}`
  return hasWords(key) ? t(key) : t('timeline.other')
}
