import { type AnyType, withLife } from '@palermo/shared/records/collection.ts'
import { word } from './actions-sql.ts'

/** Returns the types whose records all stand in one compartment, with that compartment. */
const inCompartment = (types: readonly AnyType[]) =>
  withLife(types)
    .flatMap(({ name, compartment }) =>
      typeof compartment === 'string' && compartment !== 'C0' ? [{ name, compartment }] : [],
    )
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))

const bodyOf = (types: readonly AnyType[]): string => {
  const places = inCompartment(types)
  if (places.length === 0) return `select 'C0'`
  const cases = places.map(({ name, compartment }) => `when '${word(name)}' then '${word(compartment)}'`)
  return `select case kind ${cases.join(' ')} else 'C0' end`
}

/**
 * Returns the text of `db/objects/generated/compartments.sql`. The SQL function has no settings, so that the planner
 * inlines it.
 */
export const compartmentsSql = (
  types: readonly AnyType[],
): string => `-- Written by \`npm run db:generate\` from the record types in shared/src: edit those, not this file.

create or replace function authz.compartment_of_kind(kind text) returns text language sql immutable as $$
  ${bodyOf(types)}
$$;
comment on function authz.compartment_of_kind is
  'The compartment in which the deadlines and work items of a record type stand.';
grant execute on function authz.compartment_of_kind to palermo_api, palermo_worker;
`
