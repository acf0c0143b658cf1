-- Opens earlier entries to an agency that joined later. The transaction must have changed the case by that action. A
-- lead agency that protects opens all entries, any other agency on the case its own. The audience of each entry still
-- applies.
create or replace function app.open_earlier(wanted uuid, agency uuid) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not exists (select from app.events e where e.subject_id = wanted and e.action = 'open-earlier' and e.x = pg_current_xact_id()
        and e.actor_id = authz.person_id())
      or agency = authz.working_agency() or not authz.knows(wanted, agency)
      or not exists (select from app.case_members m where m.case_id = wanted and m.agency_id = agency and m.until_at is null),
    'the actor may not open earlier entries of this agency', 'PA331');
  insert into app.earlier_entries (case_id, agency_id, owner_agency_id, opened_agency_id, opened_by)
    select wanted, agency, case when not exists (select from app.cases c join app.agencies a on a.id = c.lead_agency_id
          where c.id = wanted and c.lead_agency_id = me.working_agency and authz.protects(a.sector)) then me.working_agency end,
        me.working_agency, me.person_id
      from authz.me
$$;
comment on function app.open_earlier is
  'Opens earlier entries of a case to an agency: all of them for a lead that protects, else those of the actor''s agency. The audience of each entry still holds.';
grant execute on function app.open_earlier to palermo_api;

-- Agencies to which the actor's agency has opened earlier entries, and the time since which the actor's agency has been
-- on the case. Volatile, because a stable function would not see the actor, whose identity the same statement proves.
create or replace function app.earlier_in(wanted uuid) returns text
language sql security definer set search_path = '' as $$
  select jsonb_build_object(
      'opened', coalesce((select jsonb_agg(distinct e.agency_id) from app.earlier_entries e
        where e.case_id = wanted and e.opened_agency_id = me.working_agency), '[]'),
      'since', (select min(m.from_at) from app.case_members m where m.case_id = wanted and m.agency_id = me.working_agency and m.until_at is null),
      'openedToUs', exists (select from app.earlier_entries e
        where e.case_id = wanted and e.agency_id = me.working_agency and e.owner_agency_id is null))
    from authz.me where authz.in_case(wanted, 'C0')
$$;
comment on function app.earlier_in is
  'Agencies to which the actor''s agency has opened earlier entries, and the time since which the actor''s agency has been on the case. Volatile, because the same statement proves the actor.';
grant execute on function app.earlier_in to palermo_api;
