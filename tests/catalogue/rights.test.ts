import { loginRoles } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'

let sql: postgres.Sql
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await freshDatabase()
  drop = made.drop
  sql = postgres(made.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql.end()
  await drop()
})

const logins = loginRoles.map((role) => `palermo_${role}`)
const names = async (rows: PromiseLike<readonly { name: string }[]>) => (await rows).map(({ name }) => name)

test('every table stands behind row security, for its owner as well', async () => {
  const open = await names(sql`
    select c.oid::regclass::text as name from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud')
       and not (c.relrowsecurity and c.relforcerowsecurity)`)
  expect(open).toEqual([])
})

test('whoever may do something to a table has a policy that says to which rows, and no policy speaks to nobody', async () => {
  const granted = await names(sql`
    select distinct format('%s %s %s', lower(a.privilege_type), c.oid::regclass, a.grantee::regrole) as name
      from pg_class c, lateral (
        select (aclexplode(c.relacl)).* union all
        select (aclexplode(t.attacl)).* from pg_attribute t where t.attrelid = c.oid and t.attacl is not null) a
     where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud')
       and a.grantee::regrole::text <> 'palermo_definer'`)
  const policies = await names(sql`
    select distinct format('%s %s %s', verb, p.polrelid::regclass, r::regrole) as name
      from pg_policy p, unnest(p.polroles) r, unnest(case p.polcmd when 'r' then array['select'] when 'a' then array['insert']
        when 'w' then array['update'] when 'd' then array['delete'] else array['select', 'insert', 'update', 'delete'] end) verb
     where r::regrole::text <> 'palermo_definer'`)
  expect(granted.filter((name) => !policies.includes(name))).toEqual([])
  // A policy for all verbs may include a verb that is not granted; a policy for a single verb may not.
  const single = await names(sql`
    select format('%s %s %s', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
        p.polrelid::regclass, r::regrole) as name from pg_policy p, unnest(p.polroles) r
     where p.polcmd <> '*' and r::regrole::text <> 'palermo_definer'`)
  expect(single.filter((name) => !granted.includes(name))).toEqual([])
  expect(granted.filter((name) => name.endsWith('-'))).toEqual([])
})

/** Tables whose rows every request may read. */
const forEverybody: Record<string, string> = {
  'app.task_force': 'one row: which task force this is',
  'app.profiles': 'the law’s numbers',
  'app.holidays': 'public holidays',
}
test('no policy lets the API see a whole table, but for what is nobody’s', async () => {
  const open = await names(sql`
    select p.polrelid::regclass::text as name from pg_policy p
     where 'palermo_api'::regrole = any (p.polroles) and pg_get_expr(coalesce(p.polqual, p.polwithcheck), p.polrelid) = 'true'`)
  expect(open.toSorted()).toEqual(Object.keys(forEverybody).toSorted())
})

test('logins are what they were meant to be: no rights but their own, and members of nothing', async () => {
  const roles = await sql`
    select rolname as name, rolcanlogin as login, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as more,
        rolinherit as inherits from pg_roles where rolname like 'palermo%' order by 1`
  const expected = [...logins.map((name) => ({ name, login: true, more: false, inherits: false }))]
  expect(roles.filter(({ login }) => login)).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
  expect(roles.filter(({ login }) => !login)).toMatchObject([
    { name: 'palermo_definer', more: false },
    { name: 'palermo_migrator', more: false },
  ])
  const members = await names(sql`
    select member::regrole::text || ' in ' || roleid::regrole as name from pg_auth_members where member::regrole::text like 'palermo%'`)
  expect(members).toEqual([])
})

test('logins make nothing: no schema, no table, no temporary one, and own nothing', async () => {
  const makers = await names(sql`
    select r || ' ' || s.nspname as name from unnest(${logins}::text[]) r, pg_namespace s
     where has_schema_privilege(r, s.oid, 'create') and not (r = 'palermo_queue' and s.nspname = 'bullmq')`)
  expect(makers).toEqual([])
  const [database] = await sql`
    select bool_or(has_database_privilege(r, current_database(), 'create')) as makes,
      bool_or(has_database_privilege(r, current_database(), 'temp')) as temporary from unnest(${logins}::text[]) r`
  expect(database).toEqual({ makes: false, temporary: false })
  const owners = await names(sql`
    select distinct o::regrole::text as name from (select relowner o from pg_class where relnamespace::regnamespace::text in ('app', 'authz', 'aud')
      union all select proowner from pg_proc where pronamespace::regnamespace::text in ('app', 'authz', 'aud')) t`)
  expect(owners).toEqual(['palermo_definer'])
})

test('each login enters its own rooms alone', async () => {
  const rooms = await names(sql`
    select r || ' ' || s.nspname as name from unnest(${logins}::text[]) r, pg_namespace s
     where has_schema_privilege(r, s.oid, 'usage') and s.nspname not in ('pg_catalog', 'information_schema') order by 1`)
  expect(rooms).toEqual([
    'palermo_api app',
    'palermo_api authz',
    // The names and hashes of applied migrations, by which a process checks whether the database has the version that
    // it needs.
    'palermo_api migrations',
    'palermo_keys app',
    'palermo_keys authz',
    'palermo_queue bullmq',
    'palermo_worker app',
    'palermo_worker authz',
  ])
})

test('nothing is for PUBLIC, now or by default', async () => {
  const given = await names(sql`
    select 'relation ' || c.oid::regclass as name from pg_class c, aclexplode(c.relacl) a
     where a.grantee = 0 and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')
    union all
    select 'function ' || p.oid::regprocedure from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
     where a.grantee = 0 and p.pronamespace::regnamespace::text in ('app', 'authz', 'aud', 'public')
    union all
    select 'schema ' || n.nspname from pg_namespace n, aclexplode(n.nspacl) a where a.grantee = 0 and n.nspname not in ('pg_catalog', 'information_schema')
    union all
    select 'database ' || d.datname from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
     where a.grantee = 0 and d.datname = current_database()
    union all
    select 'default ' || d.defaclobjtype::text || ' of ' || d.defaclrole::regrole from pg_default_acl d, aclexplode(d.defaclacl) a where a.grantee = 0`)
  expect(given).toEqual([])
  // A function that is created later is not executable for any login either.
  const [next] = await sql.begin(async (tx) => {
    await tx.unsafe('set local role palermo_definer')
    await tx.unsafe(`create function app.made_tomorrow() returns int language sql as 'select 1'`)
    const rows = await tx`select has_function_privilege('palermo_keys', 'app.made_tomorrow()', 'execute') as anybody`
    await tx.unsafe('reset role; drop function app.made_tomorrow()')
    return rows
  })
  expect(next).toEqual({ anybody: false })
})

/** Views that read with the rights of their owner. */
const ownersViews: Record<string, string> = {
  'authz.me': 'one row of the log: who acts, as this transaction proved it',
}
test('a view shows nobody more than the tables behind it', async () => {
  const loose = await names(sql`
    select c.oid::regclass::text as name from pg_class c where c.relkind in ('v', 'm') and c.relnamespace::regnamespace::text in ('app', 'authz', 'aud')
      and not coalesce('security_invoker=true' = any (c.reloptions), false)`)
  expect(loose).toEqual(Object.keys(ownersViews))
  expect(await names(sql`select matviewname as name from pg_matviews`)).toEqual([])
})
