import type { AnyType } from '@palermo/shared/records/collection.ts'
import { sentFields } from '@palermo/shared/records/contracts.ts'
import type { AccessPart, ReadWay } from '@palermo/shared/records/declaration.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import type { PartyKind } from '@palermo/shared/records/parties.ts'
import { column as quoted, word } from './actions-sql.ts'

// Derives the row policies and rights of each record type from its dossier, compartment, audience and parties. A part
// that needs more than the declaration states is named in `byHand` and written in `db/objects/<plural>/access.sql`.

const column = (field: string) => quoted(field).slice(1, -1)
const text = (one: string) => `'${word(one)}'`
const myAgency = '(select agency_id from authz.me)'
const me = '(select person_id from authz.me)'

interface Policy {
  name: string
  form: string
  about: string
}
const policy = ({ plural }: AnyType, { name, form, about }: Policy) =>
  `create policy ${word(plural)}_${name} on app.${word(plural)} ${form};
comment on policy ${word(plural)}_${name} on app.${word(plural)} is
  '${about}';`

const isByHand = ({ byHandAccess = [] }: AnyType, part: AccessPart) => byHandAccess.includes(part)

/**
 * Returns the SQL expression for the compartment of a row: the compartment of its type, or the column that names the
 * compartment.
 */
const compartmentOf = ({ compartment }: AnyType) =>
  typeof compartment === 'object' ? column(compartment.chosenBy) : text(compartment)
const inCompartment = (type: AnyType) => `authz.in_case(case_id, ${compartmentOf(type)})`

/**
 * Returns the column with the time that `authz.reads_entry` compares when it decides whether an entry is an earlier
 * one.
 */
const writtenAt = ({ allFields }: AnyType) =>
  ['recordedAt', 'at'].filter((field) => allFields[field] !== undefined).map(columnOf)[0] ?? 'created_at'
const audienceOf = ({ allFields }: AnyType) =>
  Object.entries(allFields).find(([, { kind }]) => kind === 'audience')?.[0]

const agenciesOf = (type: AnyType) =>
  Object.entries(type.parties).flatMap(([relation, party]) =>
    party.agency === undefined ? [] : [{ relation, party, agency: column(party.agency) }],
  )

/** Returns the condition on the row and on `authz.me` under which a party reads the row. */
const readsAs = (ways: readonly ReadWay[], type: AnyType, { agency = '', person }: PartyKind): string => {
  const named = person !== undefined && ways.includes('named')
  const optional = person !== undefined && type.allFields[person]?.isOptional === true
  const conditions = [
    ...(named
      ? [...(optional ? [`${column(person)} is null`] : []), `me.person_id = ${column(person)}`, 'me.sees_team']
      : []),
    ...(ways.includes('dossier') ? ["authz.in_case(case_id, 'C0')"] : []),
  ]
  const isOfAgency = `me.working_agency = ${column(agency)}`
  if (conditions.length === 0) return isOfAgency
  const [first = ''] = conditions
  return `(${isOfAgency} and ${conditions.length === 1 ? first : `(${conditions.join(' or ')})`})`
}

/**
 * Returns the parties that read a row: those that the type names in `readBy`, or all parties that are agencies, each
 * agency once.
 */
const readersOf = (type: AnyType) => {
  const { readBy = {} } = type
  const known = agenciesOf(type).filter(({ relation }) => type.readBy === undefined || readBy[relation] !== undefined)
  return known
    .map(({ relation, party }) => readsAs(readBy[relation] ?? ['named'], type, party))
    .filter((one, n, all) => all.indexOf(one) === n)
}

const readOf = (type: AnyType): Policy => {
  const { name, dossier, compartment } = type
  const form = (predicate: string) => `for select to palermo_api using (${predicate})`
  const byParties = `exists (select from authz.me where\n    ${readersOf(type).join('\n    or ')})`
  if (dossier === null)
    return {
      name: 'read',
      form: form(byParties),
      about: `Members of the agencies that are party to it read a row of the type ${word(name)}.`,
    }
  if (type.readBy !== undefined)
    return {
      name: 'read',
      form: form(`\n  case_id <> all ((select barred from authz.me)::uuid[])\n  and ${byParties}`),
      about: `The parties that its declaration names read a row of the type ${word(name)}; never a person barred from its case.`,
    }
  if (compartment === 'C0') {
    const [owner] = agenciesOf(type)
    if (owner === undefined) throw new Error(`${name} has no agency among its parties: byHandAccess: ['read']`)
    return {
      name: 'read',
      form: form(`authz.knows(case_id, ${owner.agency})`),
      about: `Its agency, and readers of the case who may know of that agency, read a row of the type ${word(name)}.`,
    }
  }
  const audience = audienceOf(type)
  const admitted =
    audience === undefined
      ? ''
      : ` and authz.reads_entry(${text(name)}, id, case_id, agency_id, ${column(audience)}, ${writtenAt(type)})`
  return {
    name: 'read',
    form: form(`${inCompartment(type)}${admitted}`),
    about: `Readers of its compartment${audience === undefined ? '' : ' who are in its audience'} read a row of the type ${word(name)}.`,
  }
}

const createOf = (type: AnyType): Policy => {
  const { name, plural, dossier, keepsReference } = type
  const creator = Object.values(type.parties).find(({ creates }) => creates === true)
  if (creator?.agency === undefined || creator.person === undefined)
    throw new Error(
      `${name} has no creator() among its parties: declare one, or byHandAccess: ['create'] with a policy in access.sql`,
    )
  const conditions = [
    ...(dossier === null ? [] : [inCompartment(type)]),
    `${column(creator.agency)} = ${myAgency}`,
    `${column(creator.person)} = ${me}`,
    ...(keepsReference
      ? [`case_reference = (select c.reference from app.cases c where c.id = ${word(plural)}.case_id)`]
      : []),
  ]
  return {
    name: 'create',
    form: `for insert to palermo_api\n  with check (${conditions.join('\n    and ')})`,
    about: `${dossier === null ? 'A person' : 'A reader of its compartment'} creates a row of the type ${word(name)} for their agency in their own name.`,
  }
}

/** Returns the parties whose actions change a row: the agencies that may act, or the author who withdraws an entry. */
const changersOf = (type: AnyType): string[] => {
  if (!type.life) {
    const author = Object.values(type.parties).find(({ kind }) => kind === 'person')?.person
    return type.withdrawn === undefined || author === undefined ? [] : [`${column(author)} = ${me}`]
  }
  const acting = Object.values(type.actions).flatMap(({ may }) => may.map(({ relation }) => relation))
  const agencies = agenciesOf(type).flatMap(({ relation, agency }) => (acting.includes(relation) ? [agency] : []))
  const [first, ...others] = [...new Set(agencies)]
  if (first === undefined) return []
  return [others.length === 0 ? `${first} = ${myAgency}` : `${myAgency} in (${[first, ...others].join(', ')})`]
}

const changeOf = (type: AnyType): Policy[] => {
  const [changers] = changersOf(type)
  if (changers === undefined) return []
  const predicate = [changers, ...(type.dossier === null ? [] : [inCompartment(type)])].join(' and ')
  return [
    {
      name: 'change',
      form: `for update to palermo_api\n  using (${predicate})`,
      about: type.life
        ? `The agencies whose members may act on it change a row of the type ${word(type.name)}.`
        : `Its author takes back a row of the type ${word(type.name)}.`,
    },
  ]
}

/** Returns the columns that an action may write. */
const changedColumns = (type: AnyType): string[] =>
  type.life
    ? [
        ...new Set([
          'version',
          'status',
          ...Object.values(type.actions).flatMap(({ fields = [], stamps }) => [
            ...sentFields(fields).map(({ field }) => column(field)),
            ...(stamps === undefined ? [] : [column(stamps)]),
          ]),
          'updated_at',
        ]),
      ]
    : [column(type.withdrawn ?? '')]

const barredOf = ({ dossier }: AnyType): Policy => ({
  name: 'barred',
  form: `as restrictive for update to palermo_api\n  using (${dossier === null ? 'case_id is null or ' : ''}case_id <> all ((select barred from authz.me)::uuid[]))`,
  about:
    'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.',
})

const accessOf = (type: AnyType): string => {
  const table = `app.${word(type.plural)}`
  const isChanged = changersOf(type).length > 0
  const policies = [
    ...(isByHand(type, 'read') ? [] : [readOf(type)]),
    ...(isByHand(type, 'create') ? [] : [createOf(type)]),
    ...(isByHand(type, 'change') ? [] : changeOf(type)),
    ...(isChanged ? [barredOf(type)] : []),
  ]
  const rights = ['select', 'insert', ...(isChanged ? [`update (${changedColumns(type).join(', ')})`] : [])]
  return [
    `call app.force_row_security('${table}');`,
    ...policies.map((one) => policy(type, one)),
    ...(isByHand(type, 'rights') ? [] : [`grant ${rights.join(', ')} on ${table} to palermo_api;`]),
    '',
  ].join('\n')
}

/** Returns the text of `db/objects/generated/access.sql`. */
export const accessSql = (types: readonly AnyType[]): string => {
  const derived = types
    .filter(({ byHandAccess = [] }) => !byHandAccess.includes('all'))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return [
    '-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.\n',
    ...derived.map(accessOf),
  ].join('\n')
}
