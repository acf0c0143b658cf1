import { mostRows } from '@palermo/shared/work-items/bulk.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { ListChecks } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Button } from '../ui/Button.tsx'
import type { Choosing } from '../ui/choosing.ts'

const BulkDialog = lazy(() => import('./BulkDialog.tsx').then((found) => ({ default: found.BulkDialog })))

/** The button that starts the selection of rows, at the end of the filters. */
export const ChooseRows = ({ choosing }: { choosing: Choosing }) => {
  const t = useTranslate()
  return choosing.on ? null : (
    <Button rank="quiet" icon={ListChecks} onPress={() => choosing.set(true)}>
      {t('work-items.bulk.choose')}
    </Button>
  )
}

/** Shows how many rows are selected, and the actions on these rows. The bar stays visible over a long list. */
export const ChosenBar = ({ choosing, items }: { choosing: Choosing; items: readonly WorkItem[] }) => {
  const t = useTranslate()
  const me = useMe()
  const [act, setAct] = useState<'add-task' | 'reassign'>()
  const chosen = items.filter(({ id }) => choosing.chosen.has(id))
  const isPossible = chosen.length > 0 && chosen.length <= mostRows
  if (!choosing.on) return null
  return (
    <div className="sticky top-13 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-3 py-2 print:hidden">
      <p role="status" className="me-auto font-strong">
        {t('work-items.bulk.chosen', { count: chosen.length })}
        {chosen.length > mostRows && ` · ${t('work-items.bulk.most', { most: mostRows })}`}
      </p>
      {chosen.length < items.length && (
        <Button rank="quiet" onPress={() => choosing.replace(items.map(({ id }) => id))}>
          {t('work-items.bulk.all', { count: items.length })}
        </Button>
      )}
      <Button isDisabled={!isPossible} onPress={() => setAct('add-task')}>
        {t('work-items.bulk.add-task')}
      </Button>
      {me.actions.includes('see-team') && (
        <Button isDisabled={!isPossible} onPress={() => setAct('reassign')}>
          {t('work-items.bulk.reassign')}
        </Button>
      )}
      <Button rank="quiet" onPress={() => choosing.set(false)}>
        {t('work-items.bulk.end')}
      </Button>
      {act && (
        <Suspense>
          <BulkDialog act={act} items={chosen} choosing={choosing} onClose={() => setAct(undefined)} />
        </Suspense>
      )}
    </div>
  )
}
