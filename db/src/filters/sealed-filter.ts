import { NewFilter, type SavedFilter } from '@palermo/shared/filters/contract.ts'
import { type Keyring, open, seal } from '../seal.ts'
import type { savedFilters } from './table.ts'

/**
 * Returns the place to which a sealed filter is bound. The filter is encrypted as a whole: its label may contain names,
 * and its values show which cases the owner watches.
 */
const placeOf = (id: string) => ({ table: 'saved_filters', field: 'sealed', id, compartment: 'C1' }) as const

type FilterRow = Pick<typeof savedFilters.$inferSelect, 'id' | 'page' | 'sealed' | 'opens'>

export const sealFilter = (ring: Keyring, id: string, { filter, label }: Pick<NewFilter, 'filter' | 'label'>): Buffer =>
  seal(ring, placeOf(id), JSON.stringify({ filter, label }))

/** Decrypts a filter. Returns undefined if the list no longer has the fields that were saved. */
export const openFilter = (ring: Keyring, { id, page, sealed, opens }: FilterRow): SavedFilter | undefined => {
  const words = JSON.parse(open(ring, placeOf(id), sealed)) as object
  const kept = NewFilter.safeParse({ ...words, page, opens })
  return kept.success ? { id, ...kept.data } : undefined
}
