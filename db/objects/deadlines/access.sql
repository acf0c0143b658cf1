call app.wall('app.deadlines');
grant select on app.deadlines to palermo_api;
create policy deadlines_worker on app.deadlines for select to palermo_worker using (true);
create policy deadlines_alarmed on app.deadlines for update to palermo_worker using (true);
grant select, update (next_alarm_at) on app.deadlines to palermo_worker;
-- A clock is seen by the agency that owes and by the one that waits: there, as on the desk, by whoever carries it, by everybody
-- while nobody does, and by those who answer for the team; and by whoever of the two sees its case. The barred see none of it.
create policy deadlines_read on app.deadlines for select to palermo_api using (exists (select from authz.me
  where (case_id is null or case_id <> all (me.barred))
    and ((me.working_agency = owes_agency_id and (owes_person_id is null or owes_person_id = any (me.carries) or me.sees_team))
      or (me.working_agency = owed_agency_id and (owed_person_id is null or owed_person_id = any (me.carries) or me.sees_team))
      or (me.working_agency in (owes_agency_id, owed_agency_id) and authz.in_case(case_id, 'C0')))));
-- Why a clock was missed is said by the agency that owes, by whoever says it, and only once it is missed.
create policy deadlines_answer on app.deadlines for update to palermo_api
  using (owes_agency_id = (select working_agency from authz.me) and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[])))
  with check (owes_agency_id = (select working_agency from authz.me) and breach_answered_by = (select person_id from authz.me)
    and due_at < coalesce(closed_at, app.now()));
grant update (breach_reason, breach_answered_at, breach_answered_by) on app.deadlines to palermo_api;
create policy deadlines_barred on app.deadlines as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.profiles');
create policy profiles_read on app.profiles for select to palermo_api, palermo_worker using (true);
grant select on app.profiles to palermo_api, palermo_worker;
create policy profiles_publish on app.profiles for insert to palermo_api
  with check ((select administers from authz.me) and published_by = (select person_id from authz.me) and moved = 0 and moved_at is null);
grant insert (code, version, document, published_by, move_running) on app.profiles to palermo_api;
create policy profiles_moved on app.profiles for update to palermo_worker using (true);
grant update (moved_at, moved) on app.profiles to palermo_worker;
grant update (reached, last_pass) on app.profiles to palermo_worker;

call app.wall('app.holidays');
create policy holidays_read on app.holidays for select to palermo_api, palermo_worker using (true);
create policy holidays_fill on app.holidays for insert to palermo_worker with check (true);
grant select on app.holidays to palermo_api, palermo_worker;
grant insert on app.holidays to palermo_worker;
-- The calendar itself: a day is put in or taken out, never rewritten.
create policy holidays_add on app.holidays for insert to palermo_api with check ((select administers from authz.me));
create policy holidays_remove on app.holidays for delete to palermo_api using ((select administers from authz.me));
grant insert, delete on app.holidays to palermo_api;

call app.wall('app.clock_changes');
-- Whoever sees a clock sees what became of it.
create policy clock_changes_read on app.clock_changes for select to palermo_api
  using (exists (select from app.deadlines d where d.id = deadline_id));
create policy clock_changes_worker on app.clock_changes for select to palermo_worker using (true);
grant select on app.clock_changes to palermo_api, palermo_worker;
