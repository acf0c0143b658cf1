import type { AgencyLabel } from '@palermo/shared/agencies/contract.ts'

/**
 * Returns a function that gives the name of an agency by id; a dash for null and for an agency that the reply does not
 * name.
 */
export const namesOf = (agencies: readonly AgencyLabel[]): ((id: string | null) => string) => {
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? '–' : (names.get(id) ?? '–'))
}
