import type { Actor } from '@palermo/shared/actor.ts'
import { type Compartment, compartments } from '@palermo/shared/compartments.ts'
import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { partiesOf } from '@palermo/shared/records/parties.ts'
import { availableActions, type Parties } from '@palermo/shared/workflow.ts'
import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { number, orNull, type Reading, rowsOf, someOf, text, texts } from '../readers.ts'
import type { Keyring } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { openText, type SealedRow } from '../texts.ts'
import { identifier, statement } from './statement.ts'

/** A row of a record type, with its columns by their names in the declaration. */
export interface StoredRow {
  id: string
  version: number
  status: string
  caseId: string | null
  caseReference: string | null
  openClocks?: readonly string[]
  compartments?: readonly Compartment[]
  [column: string]: unknown
}

/** The statements that read rows of a record type, and the functions that compute parties and actions of a row. */
export interface Rows {
  read: Reading<StoredRow>
  /** The select list and the table, whose alias is `t`. */
  selected: string
  one: (sql: SlotSql, id: string) => ReturnType<Reading<StoredRow>>
  parties: (row: Readonly<Record<string, unknown>>) => Parties
  actions: (row: StoredRow, actor: Actor) => string[]
}

/** Builds the statements of one record type once, from the columns of its table. */
export const rowsOfType = (type: AnyRecordType, table: PgTable): Rows => {
  const columns = Object.entries(getTableColumns(table))
  const actions = Object.values(type.actions)
  const clocks = actions.some((action) => action.while !== undefined || action.unless !== undefined)
  const behind = actions.some((action) => action.behind !== undefined)
  const read: Reading<StoredRow> = rowsOf({
    ...Object.fromEntries(columns),
    id: text,
    version: number,
    status: text,
    caseId: orNull(text),
    caseReference: orNull(text),
    ...(clocks ? { openClocks: texts } : {}),
    ...(behind ? { compartments: someOf(compartments) } : {}),
  })
  const selected = `select ${[
    ...columns.map(([name, column]) => `t.${identifier(column.name)} as "${name}"`),
    ...(type.keepsReference ? [] : ['null::text as "caseReference"']),
    ...(clocks
      ? ['array(select d.key from app.deadlines d where d.subject_id = t.id and d.closed_at is null) as "openClocks"']
      : []),
    ...(behind ? ['authz.compartments(t.case_id) as compartments'] : []),
  ].join(', ')} from app.${identifier(type.plural)} t`
  const ofOne = `${selected} where t.id = $1`
  const parties = partiesOfType(type)
  return {
    read,
    selected,
    one: (sql, id) => read(statement(sql, ofOne, [id])),
    parties,
    actions: (row, actor) => availableActions(type.workflow, { ...row, parties: parties(row) }, actor),
  }
}

/** Returns the function that reads the parties of a row from the columns that the declaration names. */
const partiesOfType = ({ parties }: AnyRecordType) => {
  const columns = Object.values(parties).flatMap(({ agency, person, unless }) =>
    [agency, person, unless].flatMap((column) => (column === undefined ? [] : [column])),
  )
  return (row: Readonly<Record<string, unknown>>): Parties =>
    partiesOf(
      parties,
      Object.fromEntries(
        columns.map((column) => {
          const value = row[column]
          return [column, typeof value === 'string' ? value : null]
        }),
      ),
    )
}

/**
 * Returns the function that builds replies with these fields. A text is null for a reader without access to its
 * compartment.
 */
export const presenterOf = (type: AnyRecordType, { actions }: Rows, names: readonly string[]) => {
  const sealed = names.filter((name) => type.allFields[name]?.kind === 'text')
  const stored = [
    ...['id', 'version', 'status'],
    ...(type.dossier === 'case' ? ['caseId', 'caseReference'] : []),
    ...names.filter((name) => !sealed.includes(name)),
  ]
  return (ring: Keyring, row: StoredRow, found: readonly SealedRow[], actor: Actor): Record<string, unknown> => {
    const shown: Record<string, unknown> = {}
    for (const name of stored) shown[name] = row[name]
    for (const name of sealed) shown[name] = textIn(ring, found, name)
    shown.actions = actions(row, actor)
    return shown
  }
}

/**
 * Returns the newest text of a field. An action that sends a text again adds a further text and keeps the earlier one.
 */
const textIn = (ring: Keyring, found: readonly SealedRow[], name: string): string | null => {
  const versions = found.filter(({ field }) => field === name).toSorted((one, other) => (one.at < other.at ? 1 : -1))
  return versions[0] === undefined ? null : openText(ring, versions[0]).text
}
