import { type AnyRecordType, type AnyType, withLife } from '@palermo/shared/records/collection.ts'
import type { ReadWay } from '@palermo/shared/records/declaration.ts'
import type { PartyKind } from '@palermo/shared/records/parties.ts'
import { column as quoted, waitingIn, word } from './actions-sql.ts'

// Generates the view of the staff who can open each open record, from the declarations: those members of the parties'
// agencies whom row security lets read the record. A test compares the view with row security.

const column = (field: string) => `r.${quoted(field).slice(1, -1)}`
const text = (one: string) => `'${word(one)}'`

/** Returns the SQL conditions on a row `r` and a person `p` under which the person reads the row as this party. */
const readsAs = (way: ReadWay, { person }: PartyKind, caseId: string): string[] => {
  if (way === 'dossier') return [`authz.reads_outline(${caseId}, p.agency_id, p.id, p.sees_team)`]
  if (way !== 'named') return [column(way.ifSet)]
  return person === undefined ? ['true'] : ['p.sees_team', `${column(person)} is null`, `p.id = ${column(person)}`]
}

const openersOf = (type: AnyRecordType): string => {
  const { name, plural, dossier, parties, readBy = {}, confidentialIn = {}, workflow } = type
  const caseId = name === dossier ? 'r.id' : 'r.case_id'
  const kept = Object.entries(parties).flatMap(([relation, party]) =>
    party.agency === undefined ? [] : [{ relation, party, agency: column(party.agency) }],
  )
  const known = kept.filter(({ relation }) => type.readBy === undefined || readBy[relation] !== undefined)
  const shared = known.map(({ relation, party, agency }) => {
    const ways = (readBy[relation] ?? ['dossier']).flatMap((way) => readsAs(way, party, caseId))
    return `(p.agency_id = ${agency} and (${ways.join(' or ')}))`
  })
  const alone = Object.entries(confidentialIn).flatMap(([status, relation]) =>
    kept
      .filter((one) => one.relation === relation)
      .map(
        ({ party, agency }) =>
          `when r.status = ${text(status)} then p.agency_id = ${agency} and (p.sees_team or p.id = ${column(party.person ?? '')})`,
      ),
  )
  const reads = [...new Set(shared)].join('\n      or ')
  return [
    `  select ${text(name)} as noun, r.id, p.agency_id, p.id as person_id`,
    `    from app.${word(plural)} r join app.caseworkers p on p.agency_id in (${[...new Set(known.map(({ agency }) => agency))].join(', ')})`,
    `   where r.status in (${waitingIn(workflow).map(text).join(', ')})`,
    `     and not exists (select from app.case_bars b where b.case_id = ${caseId} and b.person_id = p.id)`,
    alone.length === 0 ? `     and (${reads})` : `     and case ${alone.join(' ')}\n      else (${reads}) end`,
  ].join('\n')
}

/** Returns the text of `db/objects/generated/openers.sql`. */
export const openersSql = (types: readonly AnyType[]): string => {
  const all = withLife(types)
    .filter(({ dossier, workflow }) => dossier !== null && waitingIn(workflow).length > 0)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return [
    '-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.\n',
    `create view app.record_openers with (security_invoker = true) as\n${all.map(openersOf).join('\n  union all\n')};`,
    `comment on view app.record_openers is
  'Each open record of a case, with every member of an agency that is party to it who can open it.';\n`,
    `create view app.opened_nouns with (security_invoker = true) as\n  select noun from (values ${all.map(({ name }) => `(${text(name)})`).join(', ')}) as v(noun);`,
    `comment on view app.opened_nouns is
  'The record types that app.record_openers covers.';\n`,
  ].join('\n')
}
