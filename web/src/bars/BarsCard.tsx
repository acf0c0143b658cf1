import type { Case } from '@palermo/shared/cases/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { BarAct } from './BarDialog.tsx'
import { barsQuery } from './queries.ts'

const BarDialog = lazy(() => import('./BarDialog.tsx').then((found) => ({ default: found.BarDialog })))

/**
 * Lists the bars of this case for supervisors and heads on the team, and lets every member declare their own conflict
 * of interest.
 */
export const BarsCard = ({ row }: { row: Pick<Case, 'id'> }) => {
  const t = useTranslate()
  const list = useQuery(barsQuery(row.id))
  const [act, setAct] = useState<BarAct>()
  const { keeps = false, items = [] } = list.data ?? {}
  return (
    <Card title={t('bars.title')}>
      <p className="measure text-quiet">{t(keeps ? 'bars.lead' : 'bars.lead-own')}</p>
      {items.length === 0 ? (
        <EmptyState of={list} small sentence={keeps ? t('bars.none') : undefined} />
      ) : (
        <ul className="divide-y divide-line">
          {items.map(({ personId, name, function: role, agencyName, reason, since, mayLift, waiting }) => (
            <li key={personId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <div className="grow">
                <p>{name ?? `${t(`functions.${role}`)}, ${agencyName}`}</p>
                <p className="text-small text-quiet">
                  {reason && `${t(`bars.reasons.${reason}`)} · `}
                  <At at={since} />
                </p>
              </div>
              {waiting ? (
                <span className="text-small text-quiet">{t('bars.waiting')}</span>
              ) : (
                mayLift && (
                  <Button rank="quiet" onPress={() => setAct({ verb: 'lift', personId })}>
                    {t('bars.lift.verb')}
                  </Button>
                )
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2 print:hidden">
        {keeps && <Button onPress={() => setAct({ verb: 'set' })}>{t('bars.set.verb')}</Button>}
        <Button rank="quiet" onPress={() => setAct({ verb: 'declare' })}>
          {t('bars.declare.verb')}
        </Button>
      </div>
      {act && (
        <Suspense>
          <BarDialog row={row} act={act} candidates={list.data?.candidates ?? []} onClose={() => setAct(undefined)} />
        </Suspense>
      )}
    </Card>
  )
}
