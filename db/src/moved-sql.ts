import { type AnyRecordType, type AnyType, withLife } from '@palermo/shared/records/collection.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import { word } from './actions-sql.ts'

// Generates functions that find a row of any record type by a fixed statement for each type, so that no SQL is built
// from text when a row is written.

/** Returns the column of a declared field. */
const column = (field: string): string => {
  const name = columnOf(field)
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no name of a column`)
  return name
}

/** Returns the columns of a row's parties, and the lead of its case if the row does not store the lead. */
const endsOf = ({ parties, dossier }: AnyRecordType): string[] => {
  const columns = [
    ...new Set(Object.values(parties).flatMap(({ agency }) => (agency === undefined ? [] : [column(agency)]))),
  ]
  const keepsLead = columns.includes('lead_agency_id') || dossier === null
  return [
    ...columns.map((one) => `t.${one}`),
    ...(keepsLead ? [] : ['(select c.lead_agency_id from app.cases c where c.id = t.case_id)']),
  ]
}

/** Returns the column that holds the id of the row's case; for the case itself its own id. */
const caseOf = ({ name, dossier }: AnyType) => (dossier === name ? 't.id' : 't.case_id')

const endsOfMoved = (
  types: readonly AnyRecordType[],
) => `create or replace function app.ends_of_moved(s_noun text, s_id uuid, s_version integer, s_status text, s_case uuid) returns uuid[]
language plpgsql set search_path = '' as $$
begin
  case s_noun
${types
  .map(
    (
      type,
    ) => `    when '${word(type.name)}' then return (select array[${endsOf(type).join(', ')}] from app.${word(type.plural)} t
      where t.id = s_id and t.version = s_version and t.status = s_status and ${caseOf(type)} is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);`,
  )
  .join('\n')}
    else return null;
  end case;
end $$;
comment on function app.ends_of_moved is
  'Agencies of the parties of a row that this transaction moved to this version and status, and of its case; null where it moved no such row.';
`

const holdSubject = (
  types: readonly AnyRecordType[],
) => `create or replace function app.hold_subject(kind text, id uuid) returns void language plpgsql set search_path = '' as $$
begin
  case kind
${types.map(({ name, plural }) => `    when '${word(name)}' then perform from app.${word(plural)} t where t.id = hold_subject.id for update;`).join('\n')}
  end case;
end $$;
comment on function app.hold_subject is
  'Locks the row that a deadline belongs to, so that one transaction at a time writes its work items.';
`

/** Returns the types whose rows store the agency that wrote them, and a compartment. */
const written = (types: readonly AnyType[]) =>
  types.filter(
    ({ dossier, allFields, compartment }) =>
      dossier !== null &&
      'agencyId' in allFields &&
      ('compartment' in allFields || (typeof compartment === 'string' && compartment !== 'C0')),
  )

/** Returns SQL for the compartment of a row's texts: the row's column, or the fixed compartment of its type. */
const textsOf = ({ compartment, allFields }: AnyType) =>
  'compartment' in allFields || typeof compartment !== 'string' ? 't.compartment' : `'${word(compartment)}'`

const writtenNow = (
  types: readonly AnyType[],
) => `create or replace function authz.written_now(kind text, wanted uuid, of_case uuid, of_compartment text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  case kind
${written(types)
  .map(
    (
      type,
    ) => `    when '${word(type.name)}' then return exists (select from app.${word(type.plural)} t where t.id = wanted and t.case_id = of_case and ${textsOf(type)} = of_compartment
      and t.agency_id = authz.agency_id() and t.xmin = pg_current_xact_id()::xid);`,
  )
  .join('\n')}
    else return false;
  end case;
end $$;
comment on function authz.written_now is
  'Whether the actor wrote this row of this case in this transaction.';
grant execute on function authz.written_now to palermo_api;
`

/** Returns the text of `db/objects/generated/moved.sql`. */
export const movedSql = (types: readonly AnyType[]): string => {
  const all = types.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return [
    '-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.\n',
    endsOfMoved(withLife(all)),
    holdSubject(withLife(all)),
    writtenNow(all),
  ].join('\n')
}
