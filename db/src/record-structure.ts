import { columnOf, type Field, type Fields } from '@palermo/shared/records/fields.ts'
import { sql } from 'drizzle-orm'
import {
  check,
  type ExtraConfigColumn,
  foreignKey,
  index,
  type PgColumn,
  type PgTableExtraConfigValue,
} from 'drizzle-orm/pg-core'

/** The parts of a record type from which the checks, keys and indexes of its table follow. */
export interface Structured {
  plural: string
  dossier: 'case' | null
  compartment: string | { chosenBy: string }
  allFields: Fields
  statuses?: readonly string[]
  list?: { sort: string }
}

const quoted = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '))

/** Returns the check of a field: its value must be in the list of the field. */
const checkOf = (plural: string, name: string, { kind, values }: Field) => {
  const column = columnOf(name)
  if (!values?.length) return []
  const holds =
    kind === 'codes'
      ? sql`${sql.identifier(column)} <@ array[${quoted(values)}]::text[]`
      : sql`${sql.identifier(column)} in (${quoted(values)})`
  return [check(`${plural}_${column}_check`, holds)]
}

/**
 * The keys of other tables to which a foreign key may refer. A field that refers to a record type has no foreign key,
 * since a foreign key would show whether a row exists that row security hides.
 */
export type Targets = Record<'agency' | 'staffMember' | 'case', PgColumn>

/**
 * Returns the checks, foreign keys and indexes of the table of a record type: each code is in its list, each agency,
 * staff member and case exists, and each of these columns begins an index.
 */
export const structureOf =
  ({ plural, dossier, compartment, allFields, statuses, list }: Structured, targets: Targets) =>
  (columns: Readonly<Record<string, ExtraConfigColumn>>): PgTableExtraConfigValue[] => {
    const keyed = Object.entries(allFields).flatMap(([name, { kind }]) =>
      kind === 'agency' || kind === 'staffMember' ? [[name, targets[kind]] as const] : [],
    )
    const held = 'compartment' in columns ? { chosenBy: 'compartment' } : compartment
    const { id } = columns
    const sorted = list && columns[list.sort]
    return [
      ...(statuses ? [check(`${plural}_status_check`, sql`status in (${quoted(statuses)})`)] : []),
      ...Object.entries(allFields).flatMap(([name, field]) => checkOf(plural, name, field)),
      ...Object.values(allFields).flatMap(({ kind }) => (kind === 'audience' ? [audienceCheck(plural, held)] : [])),
      ...[...(dossier === 'case' ? [['caseId', targets.case] as const] : []), ...keyed].flatMap(([name, target]) => {
        const column = columns[name]
        if (column === undefined) return []
        const key = foreignKey({
          name: `${plural}_${columnOf(name)}_fkey`,
          columns: [column],
          foreignColumns: [target],
        })
        const behind = sorted && id && target !== targets.staffMember ? [sorted, id] : []
        return [key, index(`${plural}_${columnOf(name)}`).on(column, ...behind)]
      }),
    ]
  }

const audienceCheck = (plural: string, compartment: Structured['compartment']) =>
  check(
    `${plural}_audience`,
    typeof compartment === 'string'
      ? sql`authz.audience_lies(audience, ${sql.raw(`'${compartment}'`)})`
      : sql`authz.audience_lies(audience, ${sql.identifier(columnOf(compartment.chosenBy))})`,
  )
