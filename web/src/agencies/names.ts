import type { AgencyLabel } from '@palermo/shared/agencies/contract.ts'

/** Names by id; an agency that the reply does not name is shown as an em dash, never as an id. */
export const namesOf = (agencies: readonly AgencyLabel[]): ((id: string | null) => string) => {
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  return (id) => (id === null ? '–' : (names.get(id) ?? '–'))
}
