import { type Deadline, needsReason } from '@palermo/shared/deadlines/contract.ts'
import { Pause } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { hasWords, type Translate, useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { At, Due } from '../ui/Due.tsx'
import { useNow } from '../ui/moment.ts'
import { stepWords } from './steps.ts'
import { Verified } from './Verified.tsx'

const ClockDialog = lazy(() => import('./ClockDialog.tsx').then((found) => ({ default: found.ClockDialog })))
const BreachDialog = lazy(() => import('./BreachDialog.tsx').then((found) => ({ default: found.BreachDialog })))

interface Props {
  deadlines: readonly Deadline[]
  /** The names of the agencies that the page shows, by id. */
  agencies: Readonly<Record<string, string>>
  /** The text shown if no deadline is running. */
  none?: string
}

/**
 * Lists all deadlines of a record: which party owes what by when, by which rule, and whether the rule is verified.
 * Ended deadlines are collapsed, unless a reason for missing one is not yet given.
 */
export const DeadlineList = ({ deadlines, agencies, none }: Props) => {
  const t = useTranslate()
  const now = new Date(useNow()).toISOString()
  const [answering, setAnswering] = useState<Deadline>()
  const [asked, setAsked] = useState<Deadline>()
  const shown = deadlines
    .filter((deadline) => deadline.closedAt === null || needsReason(deadline, now))
    .toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))
  const past = deadlines.filter((deadline) => !shown.includes(deadline))
  const rows = (list: readonly Deadline[]) => (
    <ul className="flex flex-col gap-3">
      {list.map((deadline) => (
        <DeadlineRow
          key={deadline.id}
          deadline={deadline}
          owes={agencies[deadline.owesAgencyId]}
          wantsReason={needsReason(deadline, now)}
          onAnswer={() => setAnswering(deadline)}
          onAsk={() => setAsked(deadline)}
        />
      ))}
    </ul>
  )
  return (
    <>
      {shown.length > 0 ? rows(shown) : <p className="text-quiet">{none ?? t('deadlines.none')}</p>}
      {past.length > 0 && (
        <details>
          <summary className="min-h-9 cursor-pointer py-1.5 text-accent touch:min-h-12">
            {t('deadlines.past', { count: past.length })}
          </summary>
          <div className="pt-2">{rows(past)}</div>
        </details>
      )}
      {asked && (
        <Suspense>
          <ClockDialog deadline={asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      )}
      {answering && (
        <Suspense>
          <BreachDialog deadline={answering} onClose={() => setAnswering(undefined)} />
        </Suspense>
      )}
    </>
  )
}

interface RowProps {
  deadline: Deadline
  owes: string | undefined
  wantsReason: boolean
  onAnswer: () => void
  onAsk: () => void
}

/**
 * Describes the party that owes a step while no agency or person has that role; parties that a profile defines itself
 * have a general description.
 */
const unfilled = (party: string, t: Translate) => {
  const key = `deadlines.in-place-of.${party}`
  return t(hasWords(key) ? key : 'deadlines.in-place-of.other')
}

const DeadlineRow = ({ deadline, owes, wantsReason, onAnswer, onAsk }: RowProps) => {
  const t = useTranslate()
  const me = useMe()
  const reasonKey = `deadlines.breach-reasons.${deadline.breachReason}`
  return (
    <li className="flex flex-col gap-0.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <strong>{stepWords(deadline.key, t)}</strong>
        <span className="text-quiet">{owes}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {deadline.closedAt ? (
          <>
            <Badge tone={deadline.late ? 'late' : 'done'}>
              {t(deadline.late ? 'deadlines.closed-late' : 'deadlines.closed')}
            </Badge>
            <At at={deadline.closedAt} />
          </>
        ) : (
          <Due at={deadline.dueAt} late={deadline.late} />
        )}
        {deadline.pausedUntil && (
          <Badge tone="soon" icon={Pause}>
            {t('deadlines.paused')}
          </Badge>
        )}
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {(deadline.verifiedOn !== null || deadline.mark !== 'design') && (
          <Verified mark={deadline.mark} on={deadline.verifiedOn} />
        )}
        <button
          type="button"
          onClick={onAsk}
          aria-label={t('deadlines.why-of', { step: stepWords(deadline.key, t) })}
          className="min-h-6 text-small text-accent underline decoration-line underline-offset-3 hover:decoration-current touch:min-h-12 print:hidden"
        >
          {t('deadlines.why')}
        </button>
      </p>
      {deadline.inPlaceOf !== null && <p className="text-small">{unfilled(deadline.inPlaceOf, t)}</p>}
      {deadline.breachReason && (
        <p className="text-small">
          {t('deadlines.reason-given', {
            reason: hasWords(reasonKey) ? t(reasonKey) : deadline.breachReason,
          })}
        </p>
      )}
      {wantsReason && deadline.owesAgencyId === me.agencyId && (
        <div>
          <Button onPress={onAnswer}>{t('deadlines.answer')}</Button>
        </div>
      )}
    </li>
  )
}
