import { stringify } from 'csv-stringify/sync'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type Cell = string | number | boolean | null | undefined

/**
 * A table as CSV (RFC 4180), with a byte order mark, without which spreadsheets misread accented names. Columns in the
 * order of `columns`; missing values stay empty. A text that a spreadsheet would run as a formula begins with an
 * apostrophe (OWASP ASVS 5.0, 1.2.10).
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

/** Sends a table as a file. `name` is the name of the file, of codes and dates and never of personal names. */
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

/**
 * Whether the request asks for CSV, by `?format=csv` or an Accept header; the query takes precedence over the header.
 */
export const wantsCsv = ({ headers }: Pick<FastifyRequest, 'headers'>, format: 'json' | 'csv' | undefined): boolean =>
  format === undefined ? /^\s*text\/csv\b/i.test(headers.accept ?? '') : format === 'csv'
