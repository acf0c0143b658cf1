import { changeParts, type WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { useTranslate } from '../messages.ts'
import { DateBox } from './DateBox.tsx'
import { NumberLink } from './NumberLink.tsx'
import type { DashboardSearch } from './search.ts'

interface Props {
  numbers: WorkNumbers
  change: (next: Partial<DashboardSearch>) => void
}

/** Shows how the figures changed since the last meeting. */
export const ChangePanel = ({ numbers, change }: Props) => {
  const t = useTranslate()
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 px-3 py-2">
      <DateBox label={t('dashboards.change-since')} value={numbers.since} onChange={(since) => change({ since })} />
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        {changeParts.map((part) => (
          <div key={part} className="flex items-baseline gap-1.5">
            <dd className="order-first text-large font-strong">
              <NumberLink number={`since-${part}`} n={numbers.change[part]} />
            </dd>
            <dt className="text-quiet">{t(`dashboards.change.${part}`)}</dt>
          </div>
        ))}
      </dl>
    </div>
  )
}
