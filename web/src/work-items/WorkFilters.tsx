import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import type { ReactNode } from 'react'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { SavedFilters } from '../filters/SavedFilters.tsx'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import type { WorkSearch } from './search.ts'

interface Props {
  search: WorkSearch
  mine: number | undefined
  /** The loaded items, from which agencies and steps for the filters are taken. */
  items: readonly WorkItem[]
  change: (next: Partial<WorkSearch>) => void
  /** Content at the end of the filters' line. */
  end?: ReactNode
}

export const WorkFilters = ({ search, mine, items, change, end }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const agencies = new Map(items.flatMap(({ counterparty: other }) => (other ? [[other.id, other.name] as const] : [])))
  const steps = new Set([...items.map(({ step }) => step), ...(search.step ? [search.step] : [])])
  const set = [search.agency, search.step, search.urgency, search.mine].filter(Boolean)
  return (
    <Toolbar label={t('work-items.filters')} set={set.length} end={end}>
      {search.tab !== 'is-owed' && (
        <Checkbox
          label={t('work-items.mine', { mine: mine ?? 0 })}
          checked={search.mine ?? false}
          onChange={(on) => change({ mine: on || undefined, at: undefined })}
        />
      )}
      <FilterSelect
        label={t('work-items.columns.step')}
        value={search.step ?? ''}
        options={[...steps].map((step) => ({ value: step, label: stepWords(step, t) }))}
        onChange={(step) => change({ step: step || undefined, at: undefined })}
      />
      <FilterSelect
        label={t('agencies.columns.name')}
        value={search.agency ?? ''}
        options={[...agencies].map(([value, name]) => ({ value, label: name }))}
        onChange={(agency) => change({ agency: agency || undefined, at: undefined })}
      />
      <FilterSelect
        label={t('work-items.columns.urgency')}
        value={search.urgency ?? ''}
        options={urgencies.map((value) => ({ value, label: label('urgencies', value) }))}
        onChange={(urgency) => change({ urgency: urgency || undefined, at: undefined })}
      />
      {set.length > 0 && (
        <Button
          rank="quiet"
          onPress={() => change({ mine: undefined, agency: undefined, step: undefined, urgency: undefined })}
        >
          {t('work-items.clear-filters')}
        </Button>
      )}
      <SavedFilters page="work" search={search} />
    </Toolbar>
  )
}
