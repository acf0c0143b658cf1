import { sectors } from '@palermo/shared/actor.ts'
import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { needs } from '@palermo/shared/codes/needs.ts'
import { services } from '@palermo/shared/codes/services.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { SavedFilters } from '../filters/SavedFilters.tsx'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { Toolbar } from '../ui/Toolbar.tsx'
import type { DirectorySearch } from './search.ts'

interface Props {
  search: DirectorySearch
  /** The loaded agencies, whose areas and languages are offered as filters. */
  agencies: readonly Agency[]
  change: (next: Partial<DirectorySearch>) => void
}

export const nothingSought = {
  q: undefined,
  need: undefined,
  child: undefined,
  service: undefined,
  sector: undefined,
  region: undefined,
  language: undefined,
  openNow: undefined,
}

export const DirectoryFilters = ({ search, agencies, change }: Props) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const regions = distinct([...agencies.map(({ region }) => region), search.region ?? ''])
  const languages = distinct([...agencies.flatMap((agency) => agency.languages), search.language ?? ''])
  const set = Object.values(search).filter((value) => value !== undefined).length
  return (
    <Toolbar label={t('work-items.filters')} set={set}>
      <SearchBox label={t('agencies.find')} value={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
      <FilterSelect
        label={t('agencies.columns.need')}
        value={search.need ?? ''}
        options={needs.map((value) => ({ value, label: label('needs', value) }))}
        onChange={(need) => change({ need: need || undefined })}
      />
      <FilterSelect
        label={t('agencies.columns.service')}
        value={search.service ?? ''}
        options={services.map((value) => ({ value, label: label('services', value) }))}
        onChange={(service) => change({ service: service || undefined })}
      />
      <FilterSelect
        label={t('agencies.columns.region')}
        value={search.region ?? ''}
        options={regions.map((value) => ({ value, label: value }))}
        onChange={(region) => change({ region: region || undefined })}
      />
      <FilterSelect
        label={t('agencies.columns.language')}
        value={search.language ?? ''}
        options={languages
          .map((value) => ({ value, label: label('languages', value) }))
          .sort((one, other) => one.label.localeCompare(other.label))}
        onChange={(language) => change({ language: language || undefined })}
      />
      <FilterSelect
        label={t('agencies.columns.sector')}
        value={search.sector ?? ''}
        options={sectors.map((value) => ({ value, label: t(`sectors.${value}`) }))}
        onChange={(sector) => change({ sector: sector || undefined })}
      />
      <Checkbox
        label={t('agencies.open-now')}
        checked={search.openNow ?? false}
        onChange={(on) => change({ openNow: on || undefined })}
      />
      <Checkbox
        label={t('agencies.for-child')}
        checked={search.child ?? false}
        onChange={(on) => change({ child: on || undefined })}
      />
      {set > 0 && (
        <Button rank="quiet" onPress={() => change(nothingSought)}>
          {t('work-items.clear-filters')}
        </Button>
      )}
      <SavedFilters page="directory" search={search} />
    </Toolbar>
  )
}

const distinct = (words: readonly string[]) => [...new Set(words)].filter((word) => word !== '').sort()
