import type { TransactionSql } from 'postgres'
import { type CatalogueEntry, readCatalogue } from '../catalogue.ts'
import { digest, type SqlFile } from './files.ts'
import { calledByStructure, isRowSecurity, liveObjects } from './live.ts'
import type { Recorded } from './objects.ts'
import type { Predecessor } from './predecessor.ts'
import { type Hashes, recordMigrations } from './record.ts'

/** Returns one hash over the names and hashes of all migrations that ran. */
export const historyOf = (applied: Hashes): string =>
  digest(
    [...applied]
      .map(([name, hash]) => `${name} ${hash}`)
      .sort()
      .join('\n'),
  )

const structural = ['column', 'constraint', 'index', 'sequence', 'table', 'type']
const named = ['function', 'policy', 'trigger', 'view']

/**
 * Returns a hash for each kind of catalogue entry. Tables and columns are hashed as PostgreSQL describes them, objects
 * by name only, since all objects are created again.
 */
export const fingerprint = (catalogue: readonly CatalogueEntry[]): Record<string, string> => {
  const of = (kind: string, line: (entry: CatalogueEntry) => string) =>
    [
      kind,
      digest(
        catalogue
          .filter((entry) => entry.kind === kind)
          .map(line)
          .join('\n'),
      ),
    ] as const
  return Object.fromEntries([
    ...structural.map((kind) => of(kind, ({ name, definition }) => `${name} ${definition}`)),
    ...named.map((kind) => of(kind, ({ name }) => name)),
  ])
}

/**
 * Takes over a database of the last version without object files, after checking that its catalogue equals what the
 * migrations of that version create. The new migrations are then recorded as run, and all objects are created from
 * their files.
 * @throws Error that names the kinds of entries that differ
 */
export const adopt = async (
  tx: TransactionSql,
  { catalogue: expected }: Predecessor,
  baseline: readonly SqlFile[],
): Promise<Recorded> => {
  const found = fingerprint(await readCatalogue(tx))
  const unlike = Object.keys(expected).filter((kind) => found[kind] !== expected[kind])
  if (unlike.length > 0)
    throw new Error(
      `this database was changed by hand since its last migration; these differ from what the migrations made: ${unlike.join(', ')}. ` +
        'Undo the change with the version before, or restore a backup from before it.',
    )
  await tx`delete from migrations.applied`
  await recordMigrations(tx, baseline)
  const kept = await calledByStructure(tx)
  const tables = await tx<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('app', 'authz', 'aud') and c.relkind = 'r'`
  // Functions that columns call, and policies of row security, are left out: they count as new and are replaced in
  // place.
  const live = (await liveObjects(tx)).filter((key) => !kept.includes(key) && !isRowSecurity(key))
  const keys = [...live, ...tables.flatMap(({ name }) => [`row security ${name}`, `rights ${name}`])]
  return new Map(keys.map((key) => [key, { hash: '', signature: '' }]))
}
