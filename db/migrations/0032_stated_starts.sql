-- Some clocks count from a day in the world that is stated: a decision was served last week, and is recorded today.
set role palermo_definer;

-- For clocks that this very transaction opened, and never in the future; their due times were counted from there.
create function app.date_clocks(subject uuid, began timestamptz, keys text[]) returns void language plpgsql security definer set search_path = '' as $$
begin
  if authz.person_id() is null or began > app.now() then raise exception 'no such beginning' using errcode = '42501'; end if;
  update app.deadlines d set started_at = began
    where d.subject_id = subject and d.key = any (keys) and d.closed_at is null and d.xmin = pg_current_xact_id()::xid;
end $$;
revoke execute on function app.date_clocks from public;
grant execute on function app.date_clocks to palermo_api;
-- What is owed to whoever leads a case is owed to the new lead once it moves: else it would wait on the desk of an agency
-- that has nothing to do with it any more, and in the name of somebody whose account may end unseen.
create function app.owed_to_the_lead() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update app.deadlines d set owed_agency_id = new.lead_agency_id, owed_person_id = new.lead_person_id
    where d.subject_id = new.id and d.closed_at is null and d.owed_agency_id = old.lead_agency_id;
  return null;
end $$;
revoke execute on function app.owed_to_the_lead from public;
create trigger cases_owed_follows after update of lead_agency_id on app.cases for each row
  when (old.lead_agency_id is distinct from new.lead_agency_id) execute function app.owed_to_the_lead();
reset role;
