import { z } from 'zod'
import { Sector } from '../actor.ts'
import { caseSorts } from '../cases/contract.ts'
import { Language } from '../codes/languages.ts'
import { Need } from '../codes/needs.ts'
import { Service } from '../codes/services.ts'
import { Urgency } from '../codes/urgency.ts'
import { freeText } from '../compartments.ts'
import { drilled } from '../dashboards/drills.ts'
import { ClockKey } from '../deadlines/profile.ts'
import { ReferralStatus, referralSorts } from '../referrals/contract.ts'

/** Maximum number of filters that a person may save for one list. */
export const mostFilters = 10

const chosen = z.literal(true).optional()

const counted = {
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  since: z.iso.date().optional(),
  agency: z.uuid().optional(),
  urgency: Urgency.optional(),
}

/** The filters that can be saved, by page. Search text is never saved, because it may contain names. */
const kept = {
  work: z.strictObject({
    tab: z.enum(['is-owed', 'late']).optional(),
    mine: chosen,
    agency: z.uuid().optional(),
    step: ClockKey.optional(),
    urgency: Urgency.optional(),
  }),
  referrals: z.strictObject({
    box: z.enum(['outbox', 'team']).optional(),
    status: ReferralStatus.optional(),
    urgency: Urgency.optional(),
    agency: z.uuid().optional(),
    ended: chosen,
    sort: z.enum(referralSorts).optional(),
  }),
  cases: z.strictObject({
    tab: z.enum(['closed', 'all']).optional(),
    mine: chosen,
    child: chosen,
    sort: z.enum(caseSorts).optional(),
  }),
  directory: z.strictObject({
    need: Need.optional(),
    child: chosen,
    service: Service.optional(),
    sector: Sector.optional(),
    region: freeText(100).optional(),
    language: Language.optional(),
    openNow: chosen,
  }),
  dashboard: z.strictObject(counted),
  /** The filters of the list of records behind a number of the dashboard. */
  numbers: z.strictObject({
    ...counted,
    ...drilled,
  }),
} as const

export const filterPages = ['work', 'referrals', 'cases', 'directory', 'dashboard', 'numbers'] as const
export const FilterPage = z.enum(filterPages)
export type FilterPage = z.infer<typeof FilterPage>

/** The name that the owner gives to a filter; null shows the filter values instead. */
const Label = freeText(40).nullable()

const on = <P extends FilterPage, S extends z.ZodObject>(page: P, filter: S) =>
  z.strictObject({
    page: z.literal(page),
    filter,
    label: Label.default(null),
    /** Whether the list opens with this filter, which then replaces the earlier default filter. */
    opens: z.boolean().default(false),
  })

const lists = [
  on('work', kept.work),
  on('referrals', kept.referrals),
  on('cases', kept.cases),
  on('directory', kept.directory),
  on('dashboard', kept.dashboard),
  on('numbers', kept.numbers),
] as const

export const NewFilter = z.discriminatedUnion('page', lists).refine(({ filter }) => Object.keys(filter).length > 0, {
  path: ['filter'],
  error: 'filters nothing',
})
export type NewFilter = z.infer<typeof NewFilter>

const identified = { id: z.uuid() }

/** A saved filter, visible only to its owner. */
export const SavedFilter = z.discriminatedUnion('page', [
  lists[0].extend(identified),
  lists[1].extend(identified),
  lists[2].extend(identified),
  lists[3].extend(identified),
  lists[4].extend(identified),
  lists[5].extend(identified),
])
export type SavedFilter = z.infer<typeof SavedFilter>

export const SavedFilters = z.object({ items: z.array(SavedFilter) })

export const ChangeFilter = z.strictObject({ label: Label, opens: z.boolean() })
export type ChangeFilter = z.infer<typeof ChangeFilter>

/**
 * Returns the part of a list's search parameters that can be saved; undefined if there is none, or if a value is not
 * valid.
 */
export const keptOf = (page: FilterPage, search: Record<string, unknown>): NewFilter | undefined => {
  const names = Object.keys(kept[page].shape).filter((name) => search[name] !== undefined)
  const filter = Object.fromEntries(names.map((name) => [name, search[name]]))
  const found = NewFilter.safeParse({ page, filter })
  return found.success ? found.data : undefined
}
