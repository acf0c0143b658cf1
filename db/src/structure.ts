// For developers: the structure that the `table.ts` files declare, and what has changed in it, as SQL.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'

/** The tables of a database, as drizzle-kit describes them. */
export interface Structure {
  id: string
  prevId: string
  tables: Record<string, { columns: Record<string, unknown> }>
}
interface Kit {
  generateDrizzleJson(tables: Record<string, PgTable>): Structure
  generateMigration(before: Structure, after: Structure): Promise<string[]>
}

// The module build of this package does not load in Node.js, its CommonJS build does.
const require = createRequire(import.meta.url)
const kit: Kit = require('drizzle-kit/api')

/** The structure as of the last migration. */
export const structureFile = fileURLToPath(new URL('../migrations/structure.json', import.meta.url))

/** Every table that a `table.ts` of this package declares. */
export const declaredTables = async (): Promise<PgTable[]> => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'table.ts')
    .toSorted()
  const modules = await Promise.all(
    files.map((file): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(folder, file)).href)),
  )
  return modules.flatMap((exported) => Object.values(exported).filter((value): value is PgTable => is(value, PgTable)))
}

/** The structure of these tables. Its id is always the same, so that the file differs only where a table does. */
export const structureOf = (tables: readonly PgTable[]): Structure => ({
  ...kit.generateDrizzleJson(Object.fromEntries(tables.map((table, at) => [at, table]))),
  id: 'tables',
  prevId: 'tables',
})

/** The statements that turn a database of the first structure into one of the second. Empty: they are the same. */
export const statementsBetween = (before: Structure, after: Structure): Promise<string[]> => {
  const unclear = renamesBetween(before, after)
  if (unclear.length > 0) throw new Error(unclear.join('\n'))
  return kit.generateMigration(before, after)
}

/** drizzle-kit asks at the terminal whether a name that went and one that came are the same thing: this says which. */
const renamesBetween = (before: Structure, after: Structure): string[] => {
  const changed = (kind: string, was: object, is: object): string[] => {
    const gone = Object.keys(was).filter((name) => !(name in is))
    const come = Object.keys(is).filter((name) => !(name in was))
    return gone.length > 0 && come.length > 0 ? [`${kind}: ${gone.join(', ')} removed, ${come.join(', ')} added`] : []
  }
  return [
    ...changed('tables', before.tables, after.tables),
    ...Object.entries(after.tables).flatMap(([name, { columns }]) =>
      changed(`columns of ${name}`, before.tables[name]?.columns ?? {}, columns),
    ),
  ]
}
