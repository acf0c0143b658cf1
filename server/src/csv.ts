import type { FastifyReply, FastifyRequest } from 'fastify'

export type Cell = string | number | boolean | null | undefined

/**
 * Writes a table as CSV (RFC 4180), with a byte order mark, without which spreadsheets misread accented names. The
 * columns stand in the order of `columns`; missing values stay empty. A text that a spreadsheet would run as a formula
 * gets an apostrophe in front (OWASP ASVS 5.0, 1.2.10).
 */
export const toCsv = <K extends string>(columns: readonly K[], rows: readonly Partial<Record<K, Cell>>[]): string => {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cellOf(row[column])).join(','))]
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
/**
 * Matches texts that need quotes: those with a character that ends a cell or a line, and those that begin like a
 * formula.
 */
const special = /[",\r\n]|^[=+\-@\t]/

const cellOf = (value: Cell): string => {
  if (value === null || value === undefined) return ''
  const plain = String(value)
  const inert = typeof value === 'string' && formula.test(plain) ? `'${plain}` : plain
  return special.test(plain) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/**
 * Sends a table as a CSV file. `name` becomes the name of the file; it consists of codes and dates and never contains a
 * personal name.
 */
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
