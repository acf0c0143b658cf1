import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { WorkNumbers } from '@palermo/shared/dashboards/contract.ts'
import { useQuery } from '@tanstack/react-query'
import { agenciesQuery } from '../agencies/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { SavedFilters } from '../filters/SavedFilters.tsx'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import { DateBox } from './DateBox.tsx'
import type { DashboardSearch } from './search.ts'

interface Props {
  search: DashboardSearch
  numbers: WorkNumbers
  change: (next: Partial<DashboardSearch>) => void
}

const unset = {
  from: undefined,
  to: undefined,
  since: undefined,
  agency: undefined,
  urgency: undefined,
}

export const DashboardFilters = ({ search, numbers, change }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const known = useAgencies(numbers, search.agency)
  const { from, to, since, agency, urgency } = search
  const set = [from, to, since, agency, urgency].filter((value) => value !== undefined).length
  return (
    <Toolbar label={t('work-items.filters')} set={set}>
      <DateBox
        label={t('dashboards.filters.from')}
        value={numbers.period.from}
        max={numbers.period.to}
        onChange={(day) => change({ from: day })}
      />
      <DateBox
        label={t('dashboards.filters.to')}
        value={numbers.period.to}
        min={numbers.period.from}
        onChange={(day) => change({ to: day })}
      />
      <FilterSelect
        label={t('dashboards.filters.agency')}
        value={agency ?? ''}
        options={known}
        onChange={(next) => change({ agency: next || undefined })}
      />
      <FilterSelect
        label={t('work-items.columns.urgency')}
        value={urgency ?? ''}
        options={urgencies.map((value) => ({ value, label: label('urgencies', value) }))}
        onChange={(next) => change({ urgency: next || undefined })}
      />
      {set > 0 && (
        <Button rank="quiet" onPress={() => change(unset)}>
          {t('work-items.clear-filters')}
        </Button>
      )}
      <SavedFilters page="dashboard" search={search} />
    </Toolbar>
  )
}

/**
 * Returns the agencies that occur in the figures as options, and the selected agency even if no figure refers to that
 * agency.
 */
const useAgencies = ({ agencies }: WorkNumbers, chosen: string | undefined) => {
  const missing = chosen !== undefined && !agencies.some(({ id }) => id === chosen)
  const { data } = useQuery({ ...agenciesQuery({ limit: 100 }), enabled: missing })
  const more = missing ? (data?.items.filter(({ id }) => id === chosen) ?? []) : []
  return [...agencies, ...more]
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((one, other) => one.label.localeCompare(other.label))
}
