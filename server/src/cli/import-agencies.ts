import path from 'node:path'
import { type AgencyImport, importAgencies } from '@palermo/db/agencies/import.ts'
import { asOwner } from '@palermo/db/owner.ts'
import type { NamedRow, RowPlace } from '@palermo/shared/agencies/merge.ts'
import { type Call, type Command, fileAt, ownerUrl, UsageFault } from './call.ts'
import { FileFault, readCsv } from './read-csv.ts'
import type { Terminal } from './terminal.ts'

export const importAgenciesCommand: Command = {
  name: 'import agencies',
  usage: 'FILE.csv [FILE.csv …] [--dry-run]',
  about:
    'Adds organisations to the directory. Column value (or name), optionally sector. Rows of one name become one agency; ' +
    'what the directory has already is left as it is. They take no referrals until somebody says so.',
  options: { 'dry-run': { type: 'boolean' } },
  async run(call) {
    if (call.args.length === 0) throw new UsageFault('Name at least one file.')
    const dryRun = call.options['dry-run'] === true
    const { rows, uneven } = await rowsOf(call)
    const url = await ownerUrl(call)
    const found = await asOwner(url, (owner) => importAgencies(owner, rows, { dryRun }))
    report(call.terminal, { rows, uneven }, found, dryRun)
    return found.refusals.length + uneven.length === 0 ? 0 : 1
  },
}

interface Listed {
  rows: NamedRow[]
  /**
   * Rows with more or fewer cells than the header, for instance because an unquoted comma in a name split one cell into
   * two.
   */
  uneven: RowPlace[]
}

const columns = { required: ['value'], optional: ['sector'], otherwise: { name: 'value' } }

/**
 * Reads the rows of the files. Two files of the same name are refused, because the report identifies a file by its name
 * only.
 */
const rowsOf = async (call: Call): Promise<Listed> => {
  const listed: Listed = { rows: [], uneven: [] }
  const seen = new Set<string>()
  for (const name of call.args) {
    const file = path.basename(name)
    if (seen.has(file)) throw new FileFault(`${file} is named twice.`)
    seen.add(file)
    for await (const { line, cells, uneven } of readCsv(fileAt(call, name), columns)) {
      if (uneven) listed.uneven.push({ file, line })
      else listed.rows.push({ file, line, value: cells.value ?? '', ...(cells.sector && { sector: cells.sector }) })
    }
  }
  return listed
}

const reasons = {
  'same-name': 'the same name',
  'same-spelling': 'the same name, spelled otherwise',
  unit: 'a team of it',
  'in-directory': 'in the directory already',
} as const

const report = ({ log }: Terminal, { rows, uneven }: Listed, found: AgencyImport, dryRun: boolean): void => {
  for (const { file, line, value, into, why } of found.merges)
    log(`${file}:${line} ${value} → ${into} (${reasons[why]})`)
  for (const { file, line, why } of found.refusals) log(`${file}:${line} refused: ${why}`)
  for (const { file, line } of uneven) log(`${file}:${line} refused: more cells than the header`)
  for (const { names, why } of found.lookalikes) {
    log(`May be one, left apart: ${names.join(' | ')} (${why === 'spelling' ? 'spelling' : 'one letter'})`)
  }
  for (const { name, sector, sectorFrom } of found.added) {
    if (sectorFrom === 'default') log(`Taken for ${sector}, please look: ${name}`)
  }
  const known = found.bodies.length - found.added.length
  log(
    `${rows.length + uneven.length} rows, ${found.bodies.length} bodies: ${found.added.length} ${dryRun ? 'would be added' : 'added'}, ` +
      `${known} in the directory already; ${found.merges.length} rows merged, ${found.refusals.length + uneven.length} refused.`,
  )
}
