-- What was known of a person before somebody corrected it: sealed like the identity itself, and behind C1 like it.
set role palermo_definer;

create table app.person_changes (
  id uuid primary key,
  case_id uuid not null references app.cases,
  because text not null check (because in ('person-said', 'document-seen', 'not-known-before', 'mistake')),
  -- The fields that were changed and what stood in them, sealed together.
  before bytea not null,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now()
);
create index person_changes_case_id on app.person_changes (case_id, at desc, id desc);
create index person_changes_agency_id on app.person_changes (agency_id);
create index person_changes_person_id on app.person_changes (person_id);
call app.wall('app.person_changes');
create policy person_changes_read on app.person_changes for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy person_changes_write on app.person_changes for insert to palermo_api
  with check (authz.in_case(case_id, 'C1')
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
-- Nobody changes or removes what was known before.
grant select, insert on app.person_changes to palermo_api;

insert into app.acts (noun, action, from_statuses, to_status, behind) values ('case', 'correct-person', '{open,contact-lost}', null, 'C1');

-- One's own clients are listed by name: each name that is shown is a look at its case, and stands in the log of that case.
create function app.log_clients(listed uuid[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into aud.leaf (kind, actor, agency, sector, function, subject_kind, subject_id, compartment, request)
    select 'client.listed', l.actor, l.agency, l.sector, l.function, 'case', c, 'C1', l.request
      from unnest(listed) c, aud.leaf l
     where l.id = nullif(current_setting('authz.leaf', true), '')::bigint and l.x = pg_current_xact_id_if_assigned()
       and l.session is not null and authz.in_case(c, 'C1');
end $$;

-- Who of one's own agency may be given a task of a case: those who are on it, and those who answer for the team.
create function app.may_be_given(wanted uuid, person uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.people p where p.id = person and p.agency_id = authz.agency_id() and p.disabled_at is null
    and (p.function in ('supervisor', 'head') or exists (select from app.case_members m where m.case_id = wanted
      and m.agency_id = p.agency_id and m.person_id = p.id and m.compartment = 'C0' and m.until_at is null
      and (m.ends_at is null or m.ends_at > app.now()))));
end $$;
revoke execute on function app.log_clients, app.may_be_given from public;
grant execute on function app.log_clients, app.may_be_given to palermo_api;
reset role;
