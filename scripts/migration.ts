// Writes the next migration from what has changed in the `table.ts` files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { declaredTables, statementsBetween, structureFile, structureOf } from '@palermo/db/structure.ts'
import { root } from './command.ts'

const folder = path.join(root, 'db', 'migrations')

/**
 * Writes the next migration, and the structure that results from it.
 * @param byHand leaves the statements to the author, for a rename and for what `table.ts` files cannot express
 * @returns the path of the file from the root of the repository
 * @throws Error if a change may be a rename
 */
export const writeMigration = async (name: string, { byHand = false } = {}): Promise<string> => {
  const after = structureOf(await declaredTables())
  const statements = byHand ? [] : await statementsBetween(JSON.parse(readFileSync(structureFile, 'utf8')), after)
  const file = path.join(folder, `${nextNumber()}_${name.replaceAll('-', '_')}.sql`)
  writeFileSync(file, migrationOf(statements), { flag: 'wx' })
  writeFileSync(structureFile, `${JSON.stringify(after, null, 1)}\n`)
  return path.relative(root, file)
}

const nextNumber = () => {
  const numbers = readdirSync(folder).map((file) => Number(file.match(/^(\d{4})_.*\.sql$/)?.[1] ?? 0))
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0')
}

const migrationOf = (
  statements: readonly string[],
) => `-- What this changes, and why. Structure alone: tables, columns, keys, constraints, indexes, types. Row security, policies, triggers,
-- functions, views and grants stand in db/objects/<capability>/, and are applied in the same transaction.
--
-- A table of a tenant: agency_id on it, an index on every foreign key. Locks: none that blocks readers for longer than a moment.
set role palermo_definer;

${statements.map((one) => `${one.replaceAll('\t', '  ').trim()}\n`).join('')}
reset role;
`
