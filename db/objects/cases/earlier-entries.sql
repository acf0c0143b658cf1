-- Opens what was written before an agency joined: the case has just been moved by that action. The lead opens for all, where it
-- protects; other agencies on the case open what they wrote themselves. The audience of each entry holds as before.
create or replace function app.open_earlier(wanted uuid, agency uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := authz.working_agency();
  all_of_it boolean := exists (select from app.cases c join app.agencies a on a.id = c.lead_agency_id
    where c.id = wanted and c.lead_agency_id = mine and authz.protects(a.sector));
begin
  if not exists (select from app.events e where e.subject_id = wanted and e.action = 'open-earlier' and e.x = pg_current_xact_id()
      and e.actor_id = authz.person_id())
     or agency = mine or not authz.knows(wanted, agency)
     or not exists (select from app.case_members m where m.case_id = wanted and m.agency_id = agency and m.until_at is null) then
    raise exception 'the actor may not open earlier entries of this agency' using errcode = 'PA331';
  end if;
  insert into app.earlier_entries (case_id, agency_id, owner_agency_id, opened_agency_id, opened_by)
    values (wanted, agency, case when not all_of_it then mine end, mine, authz.person_id());
end $$;
comment on function app.open_earlier is
  'Opens earlier entries of a case to an agency: all of them for a lead that protects, else those of the actor''s agency. The audience of each entry still holds.';
grant execute on function app.open_earlier to palermo_api;

-- To whom the agency of the actor has opened earlier entries, and since when their own agency has been on the case. Not
-- stable: it stands beside the proof of who asks, in one statement.
create or replace function app.earlier_in(wanted uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare mine uuid := authz.working_agency();
begin
  if not authz.in_case(wanted, 'C0') then return null; end if;
  return jsonb_build_object(
    'opened', coalesce((select jsonb_agg(distinct e.agency_id) from app.earlier_entries e where e.case_id = wanted and e.opened_agency_id = mine), '[]'),
    'since', (select min(m.from_at) from app.case_members m where m.case_id = wanted and m.agency_id = mine and m.until_at is null),
    'openedToUs', exists (select from app.earlier_entries e where e.case_id = wanted and e.agency_id = mine and e.owner_agency_id is null));
end $$;
comment on function app.earlier_in is
  'To which agencies the actor''s agency has opened earlier entries, and since when it is on the case. Volatile: it stands beside the proof of the actor in one statement.';
grant execute on function app.earlier_in to palermo_api;
