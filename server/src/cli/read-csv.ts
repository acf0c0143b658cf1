import { createReadStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'

/** Thrown for an error that concerns the file as a whole. */
export class FileFault extends Error {}

/**
 * A row below the header, by column name. `line` is the line of the file in which the row begins; the header is line 1.
 */
export interface CsvRow {
  line: number
  cells: Record<string, string>
  /** Whether the row has more or fewer cells than the header. */
  uneven: boolean
}

export interface CsvColumns {
  required: readonly string[]
  optional: readonly string[]
  /** Other accepted column names, each with the name of the column that it stands for. */
  otherwise?: Readonly<Record<string, string>>
}

/**
 * Reads a list row by row in constant memory: UTF-8 with or without a byte order mark, commas, quotes where needed (RFC
 * 4180).
 * @throws FileFault for a file that cannot be read, is not UTF-8, is not CSV, or lacks a column
 */
export async function* readCsv(file: string, columns: CsvColumns): AsyncGenerator<CsvRow> {
  const name = path.basename(file)
  // The size of a row is limited, because after an unclosed quote the parser would read the rest of a large file into
  // one cell.
  const parser = parse({ bom: true, info: true, relax_column_count: true, max_record_size: 100_000 })
  const feeding = pipeline(createReadStream(file), utf8, parser)
  // Ignored, because the same error is thrown again where the rows are read.
  feeding.catch(() => {})
  let header: string[] | undefined
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === undefined) header = headerOf(name, record, columns)
      else yield rowOf(header, record, line)
      line = info.lines + 1
    }
    await feeding
  } catch (error) {
    throw faultOf(name, error)
  }
  if (header === undefined) throw new FileFault(`${name} is empty.`)
}

async function* utf8(chunks: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

const headerOf = (
  name: string,
  record: readonly string[],
  { required, optional, otherwise = {} }: CsvColumns,
): string[] => {
  const words = record.map((cell) => cell.trim().toLowerCase())
  const header = words.map((word) => otherwise[word] ?? word)
  const missing = required.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new FileFault(`${name} has no column ${missing.join(', ')}.`)
  const unknown = header.filter((column) => !required.includes(column) && !optional.includes(column))
  if (unknown.length > 0) {
    const known = [...required, ...optional].join(', ')
    throw new FileFault(`${name} has columns that mean nothing here: ${unknown.join(', ')}. Known are ${known}.`)
  }
  if (new Set(header).size < header.length) throw new FileFault(`${name} has a column twice.`)
  return header
}

const rowOf = (header: readonly string[], record: readonly string[], line: number): CsvRow => ({
  line,
  cells: Object.fromEntries(header.map((column, i) => [column, record[i] ?? ''])),
  // The parser returns an empty line as one empty cell.
  uneven: record.length !== header.length && !(record.length === 1 && record[0] === ''),
})

const faultOf = (name: string, error: unknown): unknown => {
  if (error instanceof CsvError) return new FileFault(`${name} cannot be read as CSV: ${error.message}.`)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return new FileFault(`There is no file ${name}.`)
  if (code === 'EISDIR') return new FileFault(`${name} is a folder.`)
  if (code === 'EACCES') return new FileFault(`${name} may not be read.`)
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new FileFault(`${name} is not UTF-8.`)
  return error
}
