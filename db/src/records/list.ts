import type { AnyRecordType } from '@palermo/shared/records/collection.ts'
import { summaryFields } from '@palermo/shared/records/contracts-of.ts'
import { columnOf } from '@palermo/shared/records/fields.ts'
import { type RequestContext, read } from '../actor.ts'
import type { Database } from '../database.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { presenterOf, type Rows } from './rows.ts'
import { identifier, statement } from './statement.ts'

interface Query {
  cursor?: string | undefined
  limit: number
  [filter: string]: unknown
}
interface Page {
  items: Record<string, unknown>[]
  nextCursor: string | null
}

/**
 * Returns the function that lists records of a type, newest first by the declared field and with the declared filters.
 * One statement is written for each set of filters, when the set is first used.
 * @throws Error if the field of the declared order is no time or day that every row has
 */
export const lister = (type: AnyRecordType, rows: Rows) => {
  const { list } = type
  if (list === undefined) return undefined
  const order = orderOf(type, list.sort)
  const filters = [...(type.dossier === 'case' ? ['caseId'] : []), ...list.filters]
  const present = presenterOf(type, rows, summaryFields(type))
  const statements = new Map<string, string>()
  return async (db: Database, who: RequestContext, query: Query): Promise<Page> => {
    const after = cursorOf(query.cursor, order.pattern)
    const given = filters.filter((name) => query[name] !== undefined)
    const shape = [...given, ...(after[0] === null ? [] : ['after'])].join()
    const text = statements.get(shape) ?? textOf(type, rows, order, given, after[0] !== null)
    statements.set(shape, text)
    const values = [...given.map((name) => query[name]), ...(after[0] === null ? [] : after), query.limit + 1]
    const { actor, rows: found } = await read(db, who, (sql) => [rows.read(statement(sql, text, values))])
    const page = pageFrom(found[0], query.limit, (last) => [String(last[list.sort]), last.id])
    return { ...page, items: page.items.map((row) => present(db.ring, row, [], actor)) }
  }
}

interface Order {
  column: string
  /** The type of the column in PostgreSQL. */
  type: string
  pattern?: RegExp
}

const orderOf = ({ name, allFields }: AnyRecordType, sort: string): Order => {
  const field = allFields[sort]
  const column = identifier(columnOf(sort))
  if (sort === 'createdAt' || (field?.kind === 'instant' && !field.isOptional)) return { column, type: 'timestamptz' }
  if (field?.kind === 'day' && !field.isOptional) return { column, type: 'date', pattern: /^\d{4}-\d\d-\d\d$/ }
  throw new Error(`the list of ${name} is ordered by ${sort}, which is no time or day that every row has: name another`)
}

const textOf = (type: AnyRecordType, { selected }: Rows, order: Order, given: readonly string[], isAfter: boolean) => {
  const place = given.length
  const conditions = [
    ...(given.includes('caseId') ? [] : [startOf(type)]),
    ...given.map((name, at) => `t.${identifier(columnOf(name))} = $${at + 1}`),
    ...(isAfter ? [`(t.${order.column}, t.id) < ($${place + 1}::${order.type}, $${place + 2}::uuid)`] : []),
  ]
  return `${selected} where ${conditions.join(' and ')}
    order by t.${order.column} desc, t.id desc limit $${place + (isAfter ? 3 : 1)}`
}

/**
 * Returns the condition with which the list starts: cases of the reader's agency whose readers may know of the record,
 * or records to which the reader's agency is a party. Row security decides in addition about each row.
 */
const startOf = (type: AnyRecordType): string => {
  const { dossier, readBy, compartment, parties } = type
  if (dossier === 'case' && readBy === undefined)
    return `t.case_id = any (array(select m.case_id from app.case_members m
      where m.agency_id = (select working_agency from authz.me) and m.until_at is null
        ${typeof compartment === 'string' ? `and m.compartment = '${compartment}'` : ''}
        and ((select sees_team from authz.me) or m.person_id is null or m.person_id = any ((select carries from authz.me)::uuid[]))))`
  const agencies = Object.values(parties).flatMap(({ agency }) =>
    agency === undefined ? [] : [`t.${identifier(columnOf(agency))}`],
  )
  return `(select working_agency from authz.me) in (${[...new Set(agencies)].join(', ')})`
}
