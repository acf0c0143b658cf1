import type { BulkResult } from '@palermo/shared/work-items/bulk.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { subjectLink } from '../navigation/subjects.ts'
import { Button } from '../ui/Button.tsx'
import { DialogActions } from '../ui/Dialog.tsx'
import { TextLink } from '../ui/TextLink.tsx'

interface Props {
  rows: readonly BulkResult[]
  items: readonly WorkItem[]
  onClose: () => void
}

/** Lists the rows for which a bulk action was refused, each with the reason. */
export const RefusedRows = ({ rows, items, onClose }: Props) => {
  const t = useTranslate()
  return (
    <>
      <p className="text-quiet">{t('work-items.bulk.again')}</p>
      <ul className="-mx-1 flex flex-col divide-y divide-line">
        {rows.map(({ row, problem }) => {
          const item = items.find(({ id }) => id === row)
          return (
            <li key={row} className="flex flex-col px-1 py-2">
              {item && (
                <span className="flex flex-wrap gap-x-2">
                  <TextLink {...subjectLink(item)}>{stepWords(item.step, t, item.detail)}</TextLink>
                  <span className="figures text-quiet">{item.caseReference}</span>
                </span>
              )}
              <span className="text-late">{t(`work-items.bulk.reasons.${problem ?? 'unavailable'}`)}</span>
            </li>
          )
        })}
      </ul>
      <DialogActions>
        <Button rank="primary" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </DialogActions>
    </>
  )
}
