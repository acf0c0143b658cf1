import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { adopt, historyOf } from './migrate/adoption.ts'
import { type Folders, readMigrations, readObjects, type SqlFile, shippedFolders } from './migrate/files.ts'
import { checkObjects, makeUnits, type Plan, planObjects, removeObjects, tableOf } from './migrate/objects.ts'
import type { Predecessor } from './migrate/predecessor.ts'
import {
  ensureRecords,
  type Hashes,
  readApplied,
  readRecorded,
  recordMigrations,
  recordObjects,
} from './migrate/record.ts'
import type { Unit } from './migrate/units.ts'
import { ensureRoles, type GivenLogins, narrowDatabase } from './roles.ts'
import type { SlotSql } from './slots.ts'

/** The files that this call applied: migrations, and object files that are new, changed or removed. */
export interface Applied {
  migrations: string[]
  objects: string[]
}

/** Describes the applied files as lines of text. For a new database all object files together are one line. */
export const linesOf = ({ migrations, objects }: Applied): string[] => [
  ...migrations.map((name) => `Applied ${name}`),
  ...(objects.length > 10
    ? [`Applied ${objects.length} object files`]
    : objects.map((name) => `Applied objects/${name}`)),
]

interface Work {
  migrations: SqlFile[]
  pending: SqlFile[]
  objects: SqlFile[]
  applied: { migrations: Hashes; objects: Hashes }
  /** The version that created the database, if this was the last version without object files. */
  adopted?: Predecessor
}

const longestTry = 60

/**
 * Repeats the work until all locks are free. A statement that waits for a lock makes all later statements wait too, so
 * each attempt gives up after at most two seconds and lets the other statements pass.
 */
const untilLocked = async (apply: () => Promise<void>): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await apply()
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // The SQLSTATEs of: lock not available, canceled by the statement timeout, deadlock.
      if (!['55P03', '57014', '40P01'].includes(String(code)) || tries === longestTry) throw error
      await sleep(500)
    }
  }
}

/**
 * Brings the database up to date: first the roles, then in one transaction the pending migrations and the changed
 * object files. A lock lets only one process do so at a time. `given` are the database logins with passwords of their
 * own.
 * @throws Error if a migration was changed or removed after it had run, and for a database of an earlier version that
 * this version cannot take over
 */
export const migrate = async (
  url: string,
  log: (line: string) => void = () => {},
  folders: Folders = shippedFolders,
  given: GivenLogins = {},
): Promise<Applied> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(7235418)`
    await ensureRoles(sql, url, given)
    await narrowDatabase(sql)
    return await applyFiles(sql, folders, log)
  } finally {
    await sql.end()
  }
}

/** Brings one database up to date, in a cluster whose roles already exist. */
export const applyFiles = async (
  sql: Sql,
  folders: Folders,
  log: (line: string) => void = () => {},
): Promise<Applied> => {
  await ensureRecords(sql)
  const work = await whatIsToDo(sql, folders)
  const objects = changedFiles(work)
  if (work.pending.length > 0 || objects.length > 0) {
    for (const { name } of work.pending) log(`migration ${name}`)
    await untilLocked(() => sql.begin((tx) => bringUpToDate(tx, work)).then(() => undefined))
  }
  return { migrations: work.pending.map(({ name }) => name), objects }
}

const whatIsToDo = async (sql: Sql, folders: Folders): Promise<Work> => {
  const migrations = readMigrations(folders.migrations)
  const objects = readObjects(folders.objects)
  const applied = await readApplied(sql)
  const { predecessor } = folders
  if (predecessor && historyOf(applied.migrations) === predecessor.history) {
    const pending = migrations.filter(({ name }) => name > predecessor.baseline)
    return { migrations, pending, objects, applied, adopted: predecessor }
  }
  refuseOtherHistory(migrations, applied)
  const last = [...applied.migrations.keys()].sort().at(-1) ?? ''
  const pending = migrations.filter(({ name }) => !applied.migrations.has(name))
  for (const { name } of pending)
    if (name < last) throw new Error(`the migration ${name} is older than ${last}, which has run`)
  return { migrations, pending, objects, applied }
}

/**
 * Refuses files that do not match the migrations that ran.
 * @throws Error if an applied migration was changed or is missing among these files
 */
const refuseOtherHistory = (migrations: readonly SqlFile[], applied: Work['applied']): void => {
  const files = new Map(migrations.map(({ name, hash }) => [name, hash]))
  const unlike = [...applied.migrations].flatMap(([name, hash]) => (files.get(name) === hash ? [] : name)).sort()
  const missing = unlike.find((name) => !files.has(name))
  if (missing !== undefined && applied.objects.size === 0)
    throw new Error(
      `this database was made by an earlier version (it has ${missing}): start it once with the last version that has the migration ` +
        '0180_loading.sql, then with this one; or empty it with npm run db:reset if it holds only the demo',
    )
  const [name] = unlike
  if (name !== undefined)
    throw new Error(
      `the migration ${name} has run and is now ${name === missing ? 'missing' : 'changed'}: restore the file as it was released, ` +
        'and make the change in a new migration',
    )
}

const changedFiles = ({ objects, applied }: Work): string[] => [
  ...objects.filter(({ name, hash }) => applied.objects.get(name) !== hash).map(({ name }) => name),
  ...[...applied.objects.keys()].filter((name) => !objects.some((file) => file.name === name)),
]

/** Finds the tables by a search for `table app.x` in the text of the migrations. */
const changedTables = (pending: readonly SqlFile[]): string[] => [
  ...new Set(
    pending.flatMap(({ text }) =>
      [...text.matchAll(/\btable\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?((?:app|authz|aud)\.\w+)/gi)].map(
        ([, name = '']) => name,
      ),
    ),
  ),
]

const bringUpToDate = async (tx: TransactionSql, work: Work): Promise<void> => {
  const baseline = work.migrations.filter((file) => !work.pending.includes(file))
  const recorded = work.adopted ? await adopt(tx, work.adopted, baseline) : await readRecorded(tx)
  const tables = changedTables(work.pending)
  const plan = await planObjects(tx, recorded, work.objects, tables)
  const touched = [...plan.remove, ...plan.make.map(({ key }) => key)].flatMap((key) => tableOf(key) ?? [])
  await tx`set local role palermo_definer`
  await lockTables(tx, [...tables, ...touched])
  await removeObjects(tx, plan)
  const early = await runMigrations(tx, work.pending, plan)
  const rest = plan.make.filter((unit) => !early.has(unit))
  await makeUnits(tx, rest, plan.standing)
  await checkObjects(tx, plan)
  await tx`reset role`
  await recordMigrations(tx, work.pending)
  await recordObjects(tx, work.applied.objects, work.objects)
}

/**
 * Takes the locks of all tables first, with a timeout shorter than PostgreSQL's deadlock timeout, so that PostgreSQL
 * never ends a running request to resolve a deadlock.
 */
const lockTables = async (tx: TransactionSql, names: readonly string[]): Promise<void> => {
  const rows = await tx<{ name: string }[]>`
    select distinct one as name from unnest(${[...names]}::text[]) one where to_regclass(one) is not null order by 1`
  if (rows.length > 0) {
    await tx.unsafe(`set local lock_timeout = '500ms'; set local statement_timeout = '800ms'`)
    await tx.unsafe(`lock table ${rows.map(({ name }) => name).join(', ')} in access exclusive mode`)
  }
  await tx.unsafe(`set local lock_timeout = '2s'; set local statement_timeout = 0`)
}

/**
 * Runs each migration. Functions that the migration's columns and constraints call, and that the database lacks, are
 * created before it.
 */
const runMigrations = async (
  tx: TransactionSql,
  pending: readonly SqlFile[],
  { make, standing }: Plan,
): Promise<Set<Unit>> => {
  const early = new Set<Unit>()
  const absent = make.filter(({ kind, key }) => kind === 'function' && !standing.has(key))
  for (const { text } of pending) {
    const called = absent.filter(
      (unit) => !early.has(unit) && new RegExp(`\\b${unit.name.replace('.', '\\.')}\\s*\\(`).test(text),
    )
    if (called.length > 0) await makeUnits(tx, called, standing)
    for (const unit of called) early.add(unit)
    await tx.unsafe(`reset role;\n${text}\n;set local role palermo_definer`)
  }
  return early
}

/** Returns the names of the migrations and object files of this version. Called once when a process starts. */
export const shippedFiles = (): readonly string[] =>
  [...readMigrations(shippedFolders.migrations), ...readObjects(shippedFolders.objects)].map(
    ({ name, hash }) => `${name} ${hash}`,
  )

/**
 * Whether each file in `shipped` has been applied to this database at some time. A newer database is accepted, because
 * processes of the earlier version continue to run during an update.
 */
export const isMigrated = async (sql: SlotSql, shipped: readonly string[]): Promise<boolean> => {
  const [row] = await sql<{ missing: number }[]>`
    select count(*)::int as missing from unnest(${shipped as string[]}::text[]) one
    where one not in (select name || ' ' || hash from migrations.applied union all select file || ' ' || hash from migrations.objects)`
  return row?.missing === 0
}
