import type { Sql, TransactionSql } from 'postgres'
import { digest, type SqlFile } from './files.ts'
import type { Recorded } from './objects.ts'
import { unitsOf } from './units.ts'

/**
 * Creates the tables in which the migrator records applied files. Every login may read these tables, because each
 * process checks at its start that the files of its version are applied.
 */
export const ensureRecords = async (sql: Sql): Promise<void> => {
  const [made] = await sql<{ made: boolean }[]>`select to_regclass('migrations.objects') is not null as made`
  if (made?.made) return
  await sql.unsafe(`
    create schema if not exists migrations;
    create table if not exists migrations.applied (name text primary key, hash text not null, at timestamptz not null default now());
    -- Each state of an object file that was applied here; the current one says what the file made.
    create table migrations.objects (file text, hash text, current boolean not null, units jsonb not null, at timestamptz not null default now(),
      primary key (file, hash));
    grant usage on schema migrations to palermo_api;
    grant select on migrations.applied to palermo_api;
    grant select (file, hash) on migrations.objects to palermo_api`)
}

export type Hashes = Map<string, string>

export const readApplied = async (sql: Sql): Promise<{ migrations: Hashes; objects: Hashes }> => {
  const rows = await sql<{ kind: string; name: string; hash: string }[]>`
    select 'migration' as kind, name, hash from migrations.applied union all select 'object', file, hash from migrations.objects where current`
  const of = (kind: string) => new Map(rows.filter((row) => row.kind === kind).map(({ name, hash }) => [name, hash]))
  return { migrations: of('migration'), objects: of('object') }
}

export const readRecorded = async (tx: TransactionSql): Promise<Recorded> => {
  const rows = await tx<{ key: string; hash: string; signature: string }[]>`
    select u.* from migrations.objects o, jsonb_to_recordset(o.units) as u(key text, hash text, signature text) where o.current`
  return new Map(rows.map(({ key, hash, signature }) => [key, { hash, signature }]))
}

export const recordMigrations = async (tx: TransactionSql, files: readonly SqlFile[]): Promise<void> => {
  await tx`
    insert into migrations.applied (name, hash)
    select * from unnest(${files.map(({ name }) => name)}::text[], ${files.map(({ hash }) => hash)}::text[])`
}

/**
 * Records the hashes of the object files. The hashes of earlier versions stay recorded, so that processes of the
 * earlier version still find their files applied.
 */
export const recordObjects = async (tx: TransactionSql, before: Hashes, files: readonly SqlFile[]): Promise<void> => {
  const changed = files.filter(({ name, hash }) => before.get(name) !== hash)
  const known = files.map(({ name }) => name)
  await tx`update migrations.objects set current = false where current and (file = any (${changed.map(({ name }) => name)}) or file <> all (${known}))`
  const rows = changed.map((file) => ({
    file: file.name,
    hash: file.hash,
    units: unitsOf(file).map(({ key, hash, signature }) => ({ key, hash, signature: digest(signature) })),
  }))
  await tx`
    insert into migrations.objects (file, hash, current, units)
    select r.file, r.hash, true, r.units from jsonb_to_recordset(${tx.json(rows)}) as r(file text, hash text, units jsonb)
    on conflict (file, hash) do update set current = true, units = excluded.units, at = now()`
}
