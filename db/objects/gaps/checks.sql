call app.force_row_security('app.gap_checks');
create policy gap_checks_worker on app.gap_checks for all to palermo_worker using (true) with check (true);
comment on policy gap_checks_worker on app.gap_checks is
  'Jobs read what changed and delete it once it has been checked; the API reads none of it.';
grant select, delete on app.gap_checks to palermo_worker;

-- The first argument says whether an agency or a case changed, the second names the column that holds its id. There is no
-- key to conflict with, so that no transaction waits for another.
create or replace function app.request_gap_check() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into app.gap_checks (agency_id, case_id) select case tg_argv[0] when 'agency' then c.id end, case tg_argv[0] when 'case' then c.id end from (select (to_jsonb(coalesce(old, new))->>tg_argv[1])::uuid as id) c;
  return null;
end $$;
comment on function app.request_gap_check is
  'Asks the worker, in the transaction of the change, to look for records of this agency or case that no member of the responsible agency can open.';

create trigger people_gap_check after update of disabled_at, function, agency_id on app.people for each row
  when ((old.disabled_at, old.function, old.agency_id) is distinct from (new.disabled_at, new.function, new.agency_id))
  execute function app.request_gap_check('agency', 'agency_id');
comment on trigger people_gap_check on app.people is
  'A member left, came back, or has another role.';

create trigger agencies_gap_check after update of sector on app.agencies for each row when (old.sector <> new.sector)
  execute function app.request_gap_check('agency', 'id');
comment on trigger agencies_gap_check on app.agencies is
  'The agency belongs to another sector.';

create trigger case_bars_gap_check after insert or delete on app.case_bars for each row
  execute function app.request_gap_check('case', 'case_id');
comment on trigger case_bars_gap_check on app.case_bars is
  'A person is barred from the case, or not any more.';

create trigger case_members_gap_check after update of until_at on app.case_members for each row
  when (old.until_at is null and new.until_at is not null and new.compartment = 'C0')
  execute function app.request_gap_check('case', 'case_id');
comment on trigger case_members_gap_check on app.case_members is
  'A person or an agency is not on the case any more.';

create trigger cases_gap_check after update of lead_agency_id, lead_person_id, status on app.cases for each row
  when ((old.lead_agency_id, old.lead_person_id, old.status) is distinct from (new.lead_agency_id, new.lead_person_id, new.status))
  execute function app.request_gap_check('case', 'id');
comment on trigger cases_gap_check on app.cases is
  'The lead was handed over, or the case closed or opened again.';
