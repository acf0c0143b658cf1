import { stringify } from 'csv-stringify/sync'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type Cell = string | number | boolean | null | undefined

/**
 * A table as a file for spreadsheets: RFC 4180, with the mark of UTF-8 in front, without which they take names for another
 * code. Columns in the order of `columns`; what a row lacks stays empty. A text that a spreadsheet would take for a
 * formula, and run, begins with an apostrophe (OWASP ASVS 5.0, 1.2.10).
 */
export const toCsv = <K extends string>(columns: readonly K[], rows: readonly Partial<Record<K, Cell>>[]): string =>
  stringify([...rows], {
    columns: [...columns],
    header: true,
    bom: true,
    escape_formulas: true,
    quoted_match: /^[=+\-@\t\r]/,
    record_delimiter: '\r\n',
    cast: { boolean: String },
  })

/** Sends a table as a file. `name` is made of codes and days, never of names. */
export const sendCsv = <K extends string>(
  reply: FastifyReply,
  name: string,
  columns: readonly K[],
  rows: readonly Partial<Record<K, Cell>>[],
): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .serializer((body: unknown) => body as string)
    .send(toCsv(columns, rows))

/** `?format=csv`, or an Accept header that asks for it; the query's word stands over the header's. */
export const wantsCsv = ({ headers }: Pick<FastifyRequest, 'headers'>, format: 'json' | 'csv' | undefined): boolean =>
  format === undefined ? /^\s*text\/csv\b/i.test(headers.accept ?? '') : format === 'csv'
