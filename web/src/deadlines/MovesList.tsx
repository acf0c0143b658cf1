import type { Moves } from '@palermo/shared/deadlines/moves.ts'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'
import { Onward } from '../ui/Onward.tsx'
import { stepWords } from './steps.ts'

/**
 * Shows the preview of a change of rules or holidays: the number of running deadlines, the number that would move, and
 * the deadlines that would move, the soonest first.
 */
export const MovesList = ({ moves }: { moves: Moves }) => {
  const t = useTranslate()
  const { count, items, standing } = moves
  if (count === 0) return <p>{t('deadlines.moves-none', { standing })}</p>
  return (
    <section className="flex flex-col gap-2" aria-label={t('deadlines.moves')}>
      <p className="font-strong">{t('deadlines.moves-count', { count, standing })}</p>
      <ul className="flex max-h-72 flex-col divide-y divide-line overflow-y-auto border-y border-line">
        {items.map((move) => (
          <li key={`${move.caseReference} ${move.key} ${move.agencyName} ${move.oldDueAt}`} className="py-1.5">
            <p className="flex flex-wrap gap-x-2">
              <span className="figures font-strong">{move.caseReference ?? t('deadlines.no-case')}</span>
              <span>{stepWords(move.key, t)}</span>
              <span className="text-quiet">{move.agencyName}</span>
            </p>
            <p className="text-small">
              <At at={move.oldDueAt} /> <Onward /> <At at={move.dueAt} />
            </p>
          </li>
        ))}
      </ul>
      {count > items.length && (
        <p className="text-small text-quiet">{t('deadlines.moves-more', { rest: count - items.length })}</p>
      )}
    </section>
  )
}
