import type { TransactionSql } from 'postgres'
import { loginRoles } from '../roles.ts'
import { digest, type SqlFile } from './files.ts'
import { calledByStructure, dependentsOf, liveObjects } from './live.ts'
import { everyUnit, inOrder, type Unit, type UnitKind } from './units.ts'

/** The units that were last applied to the database, by key. */
export type Recorded = Map<string, { hash: string; signature: string }>

/** The units to drop and to create. */
export interface Plan {
  remove: string[]
  make: Unit[]
  /** The units that the files define. */
  wanted: Unit[]
  /** The units that exist and are not dropped; a function among them is replaced in place. */
  standing: ReadonlySet<string>
}

const everyRole = ['public', ...loginRoles.map((role) => `palermo_${role}`)].join(', ')

const kindOf = (key: string): UnitKind =>
  /^(row security|schema rights|function|view|policy|trigger|rights|defaults|rows)\b/.exec(key)?.[1] as UnitKind
const nameOf = (key: string): string => key.slice(kindOf(key).length + 1)

/** Returns the table that must be locked while the unit is created or dropped; undefined if there is none. */
export const tableOf = (key: string): string | undefined =>
  ['policy', 'trigger', 'row security', 'rights', 'rows'].includes(kindOf(key)) ? nameOf(key).split(' ')[0] : undefined

/**
 * Plans which units to drop and create. Removed and changed units are dropped, with all units that depend on them or on
 * the `tables` of pending migrations. Dropped units that the files still define are created again.
 * @throws Error if a function that a column, a constraint or an index calls would have to be dropped
 */
export const planObjects = async (
  tx: TransactionSql,
  recorded: Recorded,
  files: readonly SqlFile[],
  tables: readonly string[],
): Promise<Plan> => {
  const wanted = new Map(everyUnit(files).map((unit) => [unit.key, unit]))
  const isNew = ({ key, hash }: Unit) => recorded.get(key)?.hash !== hash
  const compartment = wanted.get('function app.force_row_security')
  const changed = [...wanted.values()].filter(
    (unit) => isNew(unit) || (unit.kind === 'row security' && compartment !== undefined && isNew(compartment)),
  )
  const replaced = ({ kind, key, signature }: Unit) =>
    kind === 'function' && recorded.get(key)?.signature === digest(signature)
  const gone = [...recorded.keys()].filter((key) => !wanted.has(key))
  const onTables = [...recorded.keys()].filter((key) => tables.includes(tableOf(key) ?? ''))
  const outdated = [
    ...gone,
    ...changed.filter((unit) => recorded.has(unit.key) && !replaced(unit)).map(({ key }) => key),
  ]
  const { objects, structure } = await dependentsOf(tx, outdated, tables)
  if (structure.length > 0) {
    const called = await calledByStructure(tx)
    throw new Error(
      `${outdated.filter((key) => called.includes(key)).join(', ')} cannot be dropped: ${structure.join(', ')} calls it. ` +
        'A migration must first change the column or constraint.',
    )
  }
  const touched = new Set([...outdated, ...onTables, ...objects])
  const make = new Set([...changed, ...[...touched].flatMap((key) => wanted.get(key) ?? [])])
  // Policies of row security are not dropped before the migrations, which read and write rows under them, also in a
  // table that a migration renames. The policies are replaced after the migrations have run; `checkObjects` refuses a
  // table for which no file asks for row security.
  const remove = [...touched].filter((key) => kindOf(key) !== 'row security')
  const standing = new Set((await liveObjects(tx)).filter((key) => !remove.includes(key)))
  return {
    remove,
    make: inOrder([...wanted.values()].filter((unit) => make.has(unit))),
    wanted: [...wanted.values()],
    standing,
  }
}

const dropOf = (key: string): string => {
  const [table = '', own = ''] = nameOf(key).split(' ')
  const drops: Record<UnitKind, string> = {
    function: `drop routine if exists ${table} cascade`,
    view: `drop view if exists ${table} cascade`,
    policy: `drop policy if exists ${own} on ${table}`,
    trigger: `drop trigger if exists ${own} on ${table}`,
    'row security': `drop policy if exists definer_all on ${table}`,
    rights: `do $$ begin if to_regclass('${table}') is not null then revoke all on ${table} from ${everyRole}; end if; end $$`,
    'schema rights': `revoke all on schema ${table} from ${everyRole}`,
    defaults: 'select 1',
    rows: `do $$ begin if to_regclass('${table}') is not null then delete from ${table}; end if; end $$`,
  }
  return drops[kindOf(key)]
}

/**
 * The kinds of units in the order in which they are dropped: policies and triggers before the functions that they call,
 * so that `cascade` drops nothing outside the plan.
 */
const dropOrder: readonly UnitKind[] = ['trigger', 'policy', 'rights', 'schema rights', 'rows', 'view', 'function']

/** Drops the units of the plan. */
export const removeObjects = async (tx: TransactionSql, { remove }: Plan): Promise<void> => {
  const drops = dropOrder.flatMap((kind) => remove.filter((key) => kindOf(key) === kind).map(dropOf))
  if (drops.length > 0) await tx.unsafe(drops.join(';\n'))
}

/**
 * Returns the statements that create a unit. A replaced function keeps its rights and comment in PostgreSQL, so both
 * are reset first; the unit's file states them completely.
 */
const makingOf = ({ kind, key, name, create, about }: Unit, standing: ReadonlySet<string>): string =>
  [
    ...(kind === 'row security' ? [dropOf(key)] : []),
    create,
    ...(kind === 'function' && !standing.has(key) ? [`revoke all on routine ${name} from public`] : []),
    ...(kind === 'function' && standing.has(key)
      ? [`revoke all on routine ${name} from ${everyRole}`, `comment on routine ${name} is null`]
      : []),
    ...about,
  ].join(';\n')

/**
 * Creates units in the given order. The bodies of functions are checked only after all units exist, because a function
 * may call a function that is created later.
 * @throws Error that names the file and the unit
 */
export const makeUnits = async (
  tx: TransactionSql,
  units: readonly Unit[],
  standing: ReadonlySet<string>,
): Promise<void> => {
  await tx`set local check_function_bodies = off`
  await Promise.all(
    units.map(async (unit) => {
      try {
        await tx.unsafe(makingOf(unit, standing))
      } catch (error) {
        throw aboutUnit(unit, error)
      }
    }),
  )
}

const aboutUnit = ({ file, key }: Unit, error: unknown) =>
  Object.assign(
    new Error(`objects/${file}, ${key}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }),
    {
      code: error instanceof Error && 'code' in error ? error.code : undefined,
    },
  )

/**
 * Checks that each unit exists, that the bodies of the created functions are valid, and that row security is forced on
 * every table.
 * @throws Error that names what is wrong
 */
export const checkObjects = async (tx: TransactionSql, { make, wanted }: Plan): Promise<void> => {
  await tx`set local check_function_bodies = on`
  const names = make.filter(({ kind }) => kind === 'function').map(({ name }) => name)
  await tx`
    select case l.lanname when 'sql' then fmgr_sql_validator(p.oid)::text else plpgsql_validator(p.oid)::text end
      from pg_proc p join pg_language l on l.oid = p.prolang join pg_namespace n on n.oid = p.pronamespace
     where n.nspname || '.' || p.proname = any (${names})`
  const live = new Set(await liveObjects(tx))
  const missing = wanted.filter(
    ({ kind, key }) => ['function', 'view', 'policy', 'trigger'].includes(kind) && !live.has(key),
  )
  if (missing.length > 0) throw new Error(`not made: ${missing.map(({ key, file }) => `${key} (${file})`).join(', ')}`)
  const secured = wanted.flatMap(({ kind, name }) => (kind === 'row security' ? name : []))
  const open = await tx<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('app', 'authz', 'aud') and c.relkind in ('r', 'p')
       and (n.nspname || '.' || c.relname <> all (${secured}) or not (c.relrowsecurity and c.relforcerowsecurity)) order by 1`
  if (open.length > 0)
    throw new Error(
      `without row security: ${open.map(({ name }) => name).join(', ')}. An object file must call app.force_row_security for each table.`,
    )
}
