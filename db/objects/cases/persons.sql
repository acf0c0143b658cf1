create or replace function app.log_clients(listed uuid[]) returns void language sql security definer set search_path = '' as $$
  insert into aud.leaf (kind, actor, agency, sector, function, subject_kind, subject_id, compartment, request)
    select 'client.listed', l.actor, l.agency, l.sector, l.function, 'case', c, 'C1', l.request
      from unnest(listed) c, aud.leaf l
     where l.id = nullif(current_setting('authz.leaf', true), '')::bigint and l.x = pg_current_xact_id_if_assigned()
       and l.session is not null and authz.in_case(c, 'C1')
$$;
comment on function app.log_clients is
  'Logs that names of clients were listed, one line for each case.';
grant execute on function app.log_clients to palermo_api;

create or replace function app.may_be_given(wanted uuid, person uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.people p where p.id = person and p.agency_id = authz.agency_id() and p.disabled_at is null
    and (p.function in ('supervisor', 'head') or exists (select from app.case_members m where m.case_id = wanted
      and m.agency_id = p.agency_id and m.person_id = p.id and m.compartment = 'C0' and m.until_at is null
      and (m.ends_at is null or m.ends_at > app.now()))))
$$;
comment on function app.may_be_given is
  'Whether a member of the actor''s agency may be assigned a task of a case.';
grant execute on function app.may_be_given to palermo_api;
