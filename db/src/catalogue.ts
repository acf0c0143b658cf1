import type { Sql, TransactionSql } from 'postgres'

/**
 * An object of PostgreSQL's catalogue with a name that identifies it, such as a column of a table, a policy, a function
 * or a right.
 */
export interface CatalogueEntry {
  kind: string
  name: string
  definition: string
}

/** A difference between two catalogues; `expected` or `found` is undefined if that catalogue lacks the entry. */
export interface CatalogueDifference {
  kind: string
  name: string
  expected: string | undefined
  found: string | undefined
}

/**
 * Reads all objects that migrations and object files create in the schemas `app`, `authz` and `aud`, as PostgreSQL
 * describes them. The order of columns counts; object ids and times are left out. Conditions of triggers and policies
 * are read without the parentheses that are lost when a dump is restored.
 */
export const readCatalogue = async (sql: Sql | TransactionSql): Promise<CatalogueEntry[]> => {
  const rows = await sql<CatalogueEntry[]>`
    with spaces as (select n.oid, n.nspname::text as name, n.nspowner, n.nspacl from pg_namespace n where n.nspname in ('app', 'authz', 'aud')),
    relations as (select c.*, s.name || '.' || c.relname as name from pg_class c join spaces s on s.oid = c.relnamespace),
    routines as (select p.*, s.name || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name
      from pg_proc p join spaces s on s.oid = p.pronamespace),
    entries as (
      select 'schema' as kind, s.name, 'owner ' || s.nspowner::regrole as definition from spaces s
      union all
      select case c.relkind when 'v' then 'view' when 'S' then 'sequence' when 'i' then 'index' when 'c' then 'type' else 'table' end, c.name,
          'owner ' || c.relowner::regrole || case when c.relrowsecurity then ', row security' else '' end
            || case when c.relforcerowsecurity then ', forced' else '' end || coalesce(' with ' || c.reloptions::text, '') || ', ' || c.relpersistence::text
            || case c.relkind when 'v' then e'\n' || pg_get_viewdef(c.oid, true) when 'i' then e'\n' || pg_get_indexdef(c.oid)
              || (select case when i.indisvalid then '' else ' invalid' end from pg_index i where i.indexrelid = c.oid) else '' end
        from relations c
      union all
      select 'column', c.name || '.' || a.attname,
          row_number() over (partition by c.oid order by a.attnum) || ' ' || format_type(a.atttypid, a.atttypmod)
            || case when a.attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
            || case a.attidentity when '' then '' else ' identity ' || a.attidentity::text end
            || case a.attgenerated when '' then '' else ' generated ' || a.attgenerated::text end
        from relations c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where c.relkind in ('r', 'v', 'c', 'p')
      union all
      select 'constraint', c.name || ' ' || k.conname, pg_get_constraintdef(k.oid) || case when k.convalidated then '' else ' not valid' end
        from pg_constraint k join relations c on c.oid = k.conrelid where k.contype <> 'n'
      union all
      select 'policy', c.name || ' ' || p.polname,
          case when p.polpermissive then 'permissive' else 'restrictive' end || ' for ' || p.polcmd::text || ' to '
            || (select string_agg(case r when 0 then 'public' else r::regrole::text end, ', ' order by r::regrole::text) from unnest(p.polroles) r)
            || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid, true), '') || coalesce(' with check ' || pg_get_expr(p.polwithcheck, p.polrelid, true), '')
        from pg_policy p join relations c on c.oid = p.polrelid
      union all
      select 'trigger', c.name || ' ' || t.tgname, pg_get_triggerdef(t.oid, true) || ' ' || t.tgenabled::text
        from pg_trigger t join relations c on c.oid = t.tgrelid where not t.tgisinternal
      union all
      select 'function', p.name, 'owner ' || p.proowner::regrole || e'\n' || pg_get_functiondef(p.oid) from routines p
      union all
      select 'right', held.name || ' to ' || case held.grantee when 0 then 'public' else held.grantee::regrole::text end,
          string_agg(held.privilege || case when held.is_grantable then ' with grant option' else '' end, ', ' order by held.privilege)
        from (
          select 'schema ' || s.name as name, a.grantee, a.privilege_type as privilege, a.is_grantable
            from spaces s, aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) a
          union all
          select 'function ' || p.name, a.grantee, a.privilege_type, a.is_grantable
            from routines p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          union all
          select 'relation ' || c.name, a.grantee, a.privilege_type, a.is_grantable
            from relations c, aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
           where c.relkind in ('r', 'v', 'S', 'p')
          union all
          select 'column ' || c.name || '.' || t.attname, a.grantee, a.privilege_type, a.is_grantable
            from relations c join pg_attribute t on t.attrelid = c.oid and not t.attisdropped, aclexplode(t.attacl) a) held
       group by held.name, held.grantee
      union all
      select 'default right', coalesce(s.name, 'all schemas') || ' ' || d.defaclobjtype::text || ' of ' || d.defaclrole::regrole, d.defaclacl::text
        from pg_default_acl d left join spaces s on s.oid = d.defaclnamespace
      union all
      select 'comment', i.type || ' ' || i.identity, d.description
        from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
       where (d.classoid, d.objoid) in (
         select 'pg_class'::regclass, c.oid from relations c union all select 'pg_proc'::regclass, p.oid from routines p
         union all select 'pg_namespace'::regclass, s.oid from spaces s
         union all select 'pg_policy'::regclass, p.oid from pg_policy p join relations c on c.oid = p.polrelid
         union all select 'pg_trigger'::regclass, t.oid from pg_trigger t join relations c on c.oid = t.tgrelid
         union all select 'pg_constraint'::regclass, k.oid from pg_constraint k join relations c on c.oid = k.conrelid))
    select kind, name, definition from entries order by kind collate "C", name collate "C", definition collate "C"`
  return [...rows]
}

/** Returns the entries that `found` lacks, has in addition, or defines differently. */
export const compareCatalogues = (
  expected: readonly CatalogueEntry[],
  found: readonly CatalogueEntry[],
): CatalogueDifference[] => {
  const keyOf = ({ kind, name }: CatalogueEntry) => `${kind} ${name}`
  const there = new Map(found.map((entry) => [keyOf(entry), entry]))
  const here = new Map(expected.map((entry) => [keyOf(entry), entry]))
  return [...new Set([...here.keys(), ...there.keys()])].sort().flatMap((key) => {
    const wanted = here.get(key)
    const is = there.get(key)
    const { kind, name } = wanted ?? is ?? { kind: '', name: '' }
    return wanted?.definition === is?.definition
      ? []
      : [{ kind, name, expected: wanted?.definition, found: is?.definition }]
  })
}
