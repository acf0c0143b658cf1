create or replace function app.guard_case() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.lead_agency_id is distinct from authz.agency_id() or not exists (select from app.people p
      where p.id = new.lead_person_id and p.agency_id = new.lead_agency_id and p.disabled_at is null) then
    raise exception 'the lead person does not work in the agency of the actor' using errcode = 'PA339';
  end if;
  return new;
end $$;
comment on function app.guard_case is
  'Checks that the lead person of a case is an enabled member of the leading agency, and that this agency chose the person.';

create trigger cases_lead_begins before insert on app.cases for each row when (current_user = 'palermo_api') execute function app.guard_case();
comment on trigger cases_lead_begins on app.cases is
  'Checks the lead person of a new case.';

create trigger cases_lead before update on app.cases for each row
  when (current_user = 'palermo_api' and old.lead_person_id is distinct from new.lead_person_id) execute function app.guard_case();
comment on trigger cases_lead on app.cases is
  'Checks a changed lead person.';

create or replace function app.open_case(wanted uuid, of_compartments text[], person uuid, born smallint, sex text, nationality text, identity bytea, tokens text[])
returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not exists (select from app.cases c where c.id = wanted and c.lead_agency_id = authz.agency_id()
      and c.xmin = pg_current_xact_id()::xid), 'this transaction did not insert the case', 'PA340');
  select app.join_case(wanted, authz.agency_id(), authz.person_id(), of_compartments, null);
  insert into app.persons (id) values (person);
  insert into app.case_persons (case_id, person_id, birth_year, sex, nationality, identity)
    values (wanted, person, born, open_case.sex, open_case.nationality, open_case.identity);
  insert into app.case_tokens (case_id, token) select distinct wanted, decode(t, 'hex') from unnest(tokens) t on conflict do nothing
$$;
comment on function app.open_case is
  'Makes the opener the first member of a new case and stores its person, in the same transaction.';
grant execute on function app.open_case to palermo_api;

-- A supervisor of an agency on the team, or of the leading agency, assigns a member of the agency's own staff to the
-- case. The member gets those compartments that the agency holds and the member's role allows, for as long as the
-- agency holds them. Supervisors can give themselves only C0: another person must grant them other compartments
-- (app.requests, app.approvals).
create or replace function app.assign_member(wanted uuid, person uuid, of_compartments text[]) returns void
language sql security definer set search_path = '' as $$
  select app.refuse_if(not authz.in_case(wanted, 'C0') or not authz.sees_team()
     or not exists (select from app.people p where p.id = person and p.agency_id = authz.agency_id() and p.disabled_at is null), 'the actor may not put this person on the case', 'PA104');
  select app.join_case(wanted, authz.agency_id(), person, array_agg(held.compartment), held.grant_id)
    from (select distinct on (m.compartment) m.compartment, m.grant_id from app.case_members m
      where m.case_id = wanted and m.agency_id = authz.agency_id() and m.compartment = any (of_compartments) and m.until_at is null
        and (m.compartment = 'C0' or person is distinct from authz.person_id())
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, m.compartment))
      order by m.compartment, m.ends_at desc nulls first) held
   group by held.grant_id
$$;
comment on function app.assign_member is
  'A supervisor or head assigns a member of their agency to a case, in compartments that the agency holds and the role allows; themselves only C0.';
grant execute on function app.assign_member to palermo_api;
