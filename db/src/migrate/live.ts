import type { TransactionSql } from 'postgres'

/**
 * What depends on a given set of objects. `objects`: other objects, which must be dropped and created again together
 * with the set. `structure`: parts of tables (defaults, constraints, indexes) that use an object of the set.
 */
export interface Dependents {
  objects: string[]
  structure: string[]
}

/**
 * Returns the keys of all functions, views, policies and triggers in the database, in the form of `migrate/units.ts`.
 */
export const liveObjects = async (tx: TransactionSql): Promise<string[]> => {
  const rows = await tx<{ key: string }[]>`${objects(tx)} select key from objects order by key`
  return rows.map(({ key }) => key)
}

const objects = (tx: TransactionSql) => tx`
  with recursive relations as (
    select c.oid, n.nspname || '.' || c.relname as name, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('app', 'authz', 'aud')),
  objects as (
    select 'function ' || n.nspname || '.' || p.proname as key, 'pg_proc'::regclass::oid as class, p.oid
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'authz', 'aud')
    union all select 'view ' || r.name, 'pg_class'::regclass, r.oid from relations r where r.relkind = 'v'
    union all select 'policy ' || r.name || ' ' || p.polname, 'pg_policy'::regclass, p.oid from pg_policy p join relations r on r.oid = p.polrelid
    union all select 'trigger ' || r.name || ' ' || t.tgname, 'pg_trigger'::regclass, t.oid
      from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal)`

/** Whether the key is that of a policy that `app.force_row_security` creates. */
export const isRowSecurity = (key: string): boolean => /^policy .* definer_all$/.test(key)

/**
 * Returns all objects that depend on `keys` or on `tables`, directly or through other objects, as PostgreSQL records
 * dependencies.
 */
export const dependentsOf = async (
  tx: TransactionSql,
  keys: readonly string[],
  tables: readonly string[],
): Promise<Dependents> => {
  const rows = await tx<{ key: string | null; structure: string | null }[]>`
    ${objects(tx)}, reached(class, id) as (
      select o.class, o.oid from objects o where o.key = any (${[...keys]})
      union
      select o.class, o.oid from relations t join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid
        left join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
        join objects o on (o.class, o.oid) in ((d.classid, d.objid), ('pg_class'::regclass::oid, w.ev_class))
       where t.name = any (${[...tables]}) and o.class <> 'pg_proc'::regclass
      union
      select next.class, next.id from reached r
        join pg_depend d on d.refclassid = r.class and d.refobjid = r.id and d.deptype in ('n', 'a', 'i')
        cross join lateral (select d.classid as class, d.objid as id
          union all select 'pg_class'::regclass, w.ev_class from pg_rewrite w where d.classid = 'pg_rewrite'::regclass and w.oid = d.objid) next)
    select distinct o.key, case when r.class = 'pg_attrdef'::regclass or k.contype <> 't'
        or (r.class = 'pg_class'::regclass and o.key is null) then pg_describe_object(r.class, r.id, 0) end as structure
      from reached r left join objects o on o.class = r.class and o.oid = r.id
      left join pg_constraint k on r.class = 'pg_constraint'::regclass and k.oid = r.id`
  return {
    // The policies of row security are kept until the migrations have run, because migrations read and write rows under
    // these policies.
    objects: rows.flatMap(({ key }) => (key === null || isRowSecurity(key) ? [] : key)),
    structure: rows.flatMap(({ structure }) => structure ?? []),
  }
}

/**
 * Returns those of the given functions that a column, a constraint or an index calls. Such a function is replaced in
 * place and never dropped.
 */
export const calledByStructure = async (tx: TransactionSql): Promise<string[]> => {
  const rows = await tx<{ key: string }[]>`
    ${objects(tx)} select distinct o.key from objects o join pg_depend d on d.refclassid = o.class and d.refobjid = o.oid
      left join relations r on d.classid = 'pg_class'::regclass and r.oid = d.objid
      left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
     where o.class = 'pg_proc'::regclass and (d.classid = 'pg_attrdef'::regclass or k.contype <> 't' or r.relkind in ('r', 'i'))`
  return rows.map(({ key }) => key)
}
