import type { Clock, ClockChange } from '@palermo/shared/deadlines/clock.ts'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'
import { useSpan } from './span.ts'

/** Lists the changes of a deadline, the latest first, each with the earlier value. */
export const ClockChanges = ({ clock }: { clock: Clock }) => {
  const t = useTranslate()
  if (clock.changes.length === 0) return null
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-strong">{t('deadlines.changes')}</h3>
      <ol className="flex flex-col divide-y divide-line">
        {clock.changes.toReversed().map((change) => (
          <Change key={change.version} change={change} />
        ))}
      </ol>
    </section>
  )
}

const Change = ({ change }: { change: ClockChange }) => {
  const t = useTranslate()
  const spanWords = useSpan()
  const { kind, at, agencyName, reason, added, source, oldStartedAt, startedAt, oldDueAt, dueAt } = change
  return (
    <li className="py-2">
      <p>
        <strong>{t(`deadlines.changed.${kind}`, { span: added ? spanWords(added) : '' })}</strong>
        {reason && <span className="text-quiet"> · {t(`deadlines.reasons.${reason}`)}</span>}
      </p>
      <p className="text-small text-quiet">
        <At at={at} />
        {' · '}
        {agencyName ?? t('timeline.clock')}
      </p>
      {kind === 'corrected' && (
        <p className="text-small">
          {t('deadlines.began-before')} <At at={oldStartedAt} /> <Onward /> <At at={startedAt} />
        </p>
      )}
      {oldDueAt !== dueAt && (
        <p className="text-small">
          {t('deadlines.due-before')} <At at={oldDueAt} /> <Onward /> <At at={dueAt} />
        </p>
      )}
      {kind === 'extended' && source && (
        <p className="measure text-small text-quiet">{t('deadlines.source', { source })}</p>
      )}
    </li>
  )
}
