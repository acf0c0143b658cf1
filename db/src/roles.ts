import { createHmac, scryptSync } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'

/** The database logins of the running processes. No login is superuser, owns objects or bypasses row security. */
export const loginRoles = ['api', 'worker', 'queue', 'keys', 'sealer', 'audit'] as const
export type LoginRole = (typeof loginRoles)[number]

/** The URLs of logins for which the environment gives a password of their own. */
export type GivenLogins = Partial<Record<LoginRole, string>>

const masters = new Map<string, Buffer>()
/**
 * Derives a key from the password of the migration login. The derivation is slow on purpose, so that the password of a
 * derived login cannot be used to guess that of the migration login; each process derives the key once.
 */
const masterOf = (password: string): Buffer => {
  const known = masters.get(password)
  if (known) return known
  const master = scryptSync(password, 'palermo logins', 32)
  masters.set(password, master)
  return master
}

/**
 * Returns the password of a login, derived from the password of the migration login and different for each login, so
 * that a deployment has to store only one password.
 * @throws Error if the migration login has no password, since the result could be guessed
 */
export const derivedPassword = (migrationUrl: string, role: LoginRole): string => {
  const { password } = new URL(migrationUrl)
  if (password === '') {
    throw new Error(
      `The migration login has no password in its address: give DATABASE_${role.toUpperCase()}_URL with a password of its own.`,
    )
  }
  return createHmac('sha256', masterOf(password)).update(`palermo_${role}`).digest('base64url')
}

/**
 * Returns the URL by which a process logs in: the URL from the environment, otherwise one derived from the URL of the
 * migration login.
 */
export const urlFor = (migrationUrl: string, role: LoginRole): string => {
  const url = new URL(migrationUrl)
  url.username = `palermo_${role}`
  url.password = derivedPassword(migrationUrl, role)
  return url.href
}

/**
 * Returns the password to set for a login. Undefined leaves the password unchanged, for a login that is unused or needs
 * no password.
 */
const passwordFor = (migrationUrl: string, role: LoginRole, given: GivenLogins): string | undefined => {
  const address = given[role]
  if (address === undefined)
    return new URL(migrationUrl).password === '' ? undefined : derivedPassword(migrationUrl, role)
  const { username, password } = new URL(address)
  if (username !== `palermo_${role}`) {
    throw new Error(
      `DATABASE_${role.toUpperCase()}_URL must log in as palermo_${role}, which has its rights and no more.`,
    )
  }
  return password === '' ? undefined : decodeURIComponent(password)
}

/**
 * Whether PostgreSQL reports that another transaction created the same role, or changed or deleted the same row, at the
 * same time.
 */
export const isRace = (error: unknown): boolean =>
  error instanceof postgres.PostgresError &&
  (['23505', '42710'].includes(error.code) || /^tuple concurrently (updated|deleted)$/.test(error.message))

const mostTries = 20

/**
 * Creates the roles of the cluster; a repeated call gives the same result. Roles belong to all databases of a cluster,
 * so that a lock in one database does not stop a migration of another database. If two migrations collide, the later
 * one starts again.
 */
export const ensureRoles = async (sql: Sql, migrationUrl: string, given: GivenLogins = {}): Promise<void> => {
  for (let tries = 1; ; tries++) {
    try {
      await makeRoles(sql, migrationUrl, given)
      return
    } catch (error) {
      if (!isRace(error) || tries === mostTries) throw error
      await sleep(50 * tries)
    }
  }
}

/**
 * Creates the roles by SQL text, since such statements take no parameters. The text is safe: role names are constants
 * of this file, and the server itself quotes the password.
 */
const makeRoles = async (sql: Sql, migrationUrl: string, given: GivenLogins): Promise<void> => {
  const make = async (name: string, options: string) => {
    const [known] = await sql`select 1 from pg_roles where rolname = ${name}`
    await sql.unsafe(`${known ? 'alter' : 'create'} role ${name} ${options}`)
  }
  await make('palermo_definer', 'nologin nosuperuser nobypassrls')
  await make('palermo_migrator', 'nologin nosuperuser')
  for (const role of loginRoles) {
    const password = passwordFor(migrationUrl, role, given)
    const [quoted] = await sql<
      { password: string | null }[]
    >`select quote_literal(${password ?? null}::text) as password`
    const set = quoted?.password ? `password ${quoted.password}` : ''
    await make(`palermo_${role}`, `login nosuperuser nobypassrls noinherit nocreatedb nocreaterole ${set}`)
    // The settings of each login are reset at every start, because a login can change its own settings.
    await sql.unsafe(`alter role palermo_${role} reset all`)
    await sql.unsafe(`alter role palermo_${role} set idle_in_transaction_session_timeout = '10s'`)
  }
  await sql`grant palermo_definer to current_user`
}

/**
 * Revokes features of the database that could bypass row security: temporary tables, large objects, ending other
 * sessions, and prepared transactions.
 */
export const narrowDatabase = async (sql: Sql): Promise<void> => {
  const [row] = await sql<{ name: string }[]>`select quote_ident(current_database()) as name`
  await sql.unsafe(`revoke all on database ${row?.name} from public`)
  for (const role of loginRoles) await sql.unsafe(`grant connect on database ${row?.name} to palermo_${role}`)
  await sql`grant create on database ${sql.unsafe(row?.name ?? '')} to palermo_definer`
  await sql`revoke create, usage on schema public from public`
  await sql`revoke execute on function pg_terminate_backend(integer, bigint), pg_cancel_backend(integer) from public`
  // Row security does not protect large objects, so the functions that create large objects are revoked.
  await sql`revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public`
  await sql`revoke all on pg_prepared_statements from public`
  // PostgreSQL's statistics about tables and sessions would reveal how many rows are hidden and which locks are held.
  const counting = await sql<{ name: string }[]>`
    select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace and (p.proname ~ '^pg_stat_get_|^pg_(try_)?advisory_'
       or p.proname in ('pg_lock_status', 'pg_relation_size', 'pg_table_size', 'pg_indexes_size', 'pg_total_relation_size'))`
  await sql.unsafe(`revoke execute on function ${counting.map(({ name }) => name).join(', ')} from public`)
  // BullMQ takes advisory locks by number. These cannot be the locks of this product, because the queue's login does
  // not know their numbers (migration 0127).
  const locks = counting.filter(({ name }) => name.includes('advisory'))
  await sql.unsafe(
    `grant execute on function ${locks.map(({ name }) => name).join(', ')} to palermo_definer, palermo_queue`,
  )
  await sql`revoke execute on function pg_prepared_statement() from public`
  await sql`create schema if not exists bullmq authorization palermo_queue`
}
