import type { NewFilter } from '@palermo/shared/filters/contract.ts'
import { useQueries } from '@tanstack/react-query'
import { useIntl } from 'react-intl'
import { agencyQuery } from '../agencies/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { useDrillWords } from './drills.ts'

type Filtered = NewFilter

const agencyParts = ['agency', 'sender', 'receiver', 'owes', 'lead']

/** Returns a function that describes a saved filter without a name by the labels of the controls that it sets. */
export const useFilterWords = (filters: readonly Filtered[]): ((filter: Filtered) => string) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { formatDate } = useIntl()
  const agencies = useAgencies(filters)
  const drilled = useDrillWords(agencies)
  const day = (key: string) => (on: string) =>
    `${t(key)} ${formatDate(`${on}T12:00:00Z`, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })}`
  const named = (id: string) => agencies.find((one) => one.id === id)?.name ?? t('filters.an-agency')
  const partsOf = (page: Filtered['page']): Record<string, (value: string) => string> => ({
    tab: (tab) => t(page === 'cases' ? `cases.tabs.${tab}` : `work-items.tabs.${tab}`),
    box: (box) => t(`referrals.boxes.${box}`),
    number: (number) => t(`dashboards.numbers.${number}`),
    mine: () => t('filters.mine'),
    ended: () => t('referrals.with-ended'),
    openNow: () => t('agencies.open-now'),
    status: (status) => t(`referrals.status.${status}`),
    step: (step) => stepWords(step, t),
    urgency: (code) => label('urgencies', code),
    need: (code) => label('needs', code),
    service: (code) => label('services', code),
    sector: (sector) => t(`sectors.${sector}`),
    language: (code) => label('languages', code),
    region: (region) => region,
    agency: named,
    from: day('dashboards.filters.from'),
    to: day('dashboards.filters.to'),
    since: day('dashboards.change-since'),
    sort: (sort) => t(page === 'cases' ? `cases.sort.${sort}` : `referrals.sort.${sort}`),
    child: () => t(page === 'directory' ? 'agencies.for-child' : 'cases.child'),
  })
  return (one) => {
    const parts = partsOf(one.page)
    const isDrilled = one.page === 'numbers'
    const own = Object.entries(one.filter).flatMap(([name, value]) =>
      isDrilled && (name === 'step' || name === 'status') ? [] : (parts[name]?.(String(value)) ?? []),
    )
    return [...own, ...(isDrilled ? drilled(one.filter).map(([, value]) => value) : [])].join(' · ')
  }
}

/** Returns the agencies to which the filters refer, without agencies that the reader cannot load. */
const useAgencies = (filters: readonly Filtered[]) => {
  const ids = filters.flatMap(({ filter }) =>
    Object.entries(filter).flatMap(([name, value]) => (agencyParts.includes(name) ? [String(value)] : [])),
  )
  return useQueries({
    queries: [...new Set(ids)].map((id) => agencyQuery(id)),
    combine: (found) => found.flatMap(({ data }) => data ?? []),
  })
}
