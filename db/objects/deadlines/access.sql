call app.force_row_security('app.deadlines');
grant select on app.deadlines to palermo_api;
create policy deadlines_worker on app.deadlines for select to palermo_worker using (true);
comment on policy deadlines_worker on app.deadlines is
  'Jobs read deadlines.';
create policy deadlines_alarmed on app.deadlines for update to palermo_worker using (true);
comment on policy deadlines_alarmed on app.deadlines is
  'Jobs set the time of the next alarm of a deadline.';
grant select, update (next_alarm_at) on app.deadlines to palermo_worker;
-- A deadline is visible in the agency that owes it and the agency that waits for it: to the responsible person, to
-- supervisors and heads, to readers of the case, and to all members while it is unassigned. A person barred from the
-- case never sees it.
create policy deadlines_read on app.deadlines for select to palermo_api using (exists (select from authz.me
  where (case_id is null or case_id <> all (me.barred))
    and ((me.working_agency = owes_agency_id and (owes_person_id is null or owes_person_id = any (me.carries) or me.sees_team))
      or (me.working_agency = owed_agency_id and (owed_person_id is null or owed_person_id = any (me.carries) or me.sees_team))
      or (me.working_agency in (owes_agency_id, owed_agency_id) and authz.in_case(case_id, 'C0')))));
comment on policy deadlines_read on app.deadlines is
  'A deadline is read in the agency that owes it and the agency that waits for it, by those who read its work items or its case; never by a barred person.';
create policy deadlines_compartment on app.deadlines as restrictive for select to palermo_api
  using (authz.compartment_of_kind(subject_kind) = 'C0' or authz.in_case(case_id, authz.compartment_of_kind(subject_kind)));
comment on policy deadlines_compartment on app.deadlines is
  'Deadlines of a record type in a compartment are read only by those who may read that compartment of the case.';
create policy deadlines_answer on app.deadlines for update to palermo_api
  using (owes_agency_id = (select working_agency from authz.me) and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[])))
  with check (owes_agency_id = (select working_agency from authz.me) and breach_answered_by = (select person_id from authz.me)
    and due_at < coalesce(closed_at, app.now()));
comment on policy deadlines_answer on app.deadlines is
  'The owing agency states why it missed a deadline, in the actor''s name, and only once the deadline is missed.';
grant update (breach_reason, breach_answered_at, breach_answered_by) on app.deadlines to palermo_api;
create policy deadlines_barred on app.deadlines as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy deadlines_barred on app.deadlines is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.profiles');
create policy profiles_read on app.profiles for select to palermo_api, palermo_worker using (true);
comment on policy profiles_read on app.profiles is
  'All logins read jurisdiction profiles.';
grant select on app.profiles to palermo_api, palermo_worker;
create policy profiles_publish on app.profiles for insert to palermo_api
  with check ((select administers from authz.me) and published_by = (select person_id from authz.me) and moved = 0 and moved_at is null);
comment on policy profiles_publish on app.profiles is
  'Administrators publish a profile in their own name.';
grant insert (code, version, document, published_by, move_running) on app.profiles to palermo_api;
create policy profiles_moved on app.profiles for update to palermo_worker using (true);
comment on policy profiles_moved on app.profiles is
  'Jobs record that running clocks were moved to a new profile.';
grant update (moved_at, moved) on app.profiles to palermo_worker;
grant update (reached, last_pass) on app.profiles to palermo_worker;

call app.force_row_security('app.holidays');
create policy holidays_read on app.holidays for select to palermo_api, palermo_worker using (true);
comment on policy holidays_read on app.holidays is
  'All logins read holidays.';
create policy holidays_fill on app.holidays for insert to palermo_worker with check (true);
comment on policy holidays_fill on app.holidays is
  'Jobs add the holidays of the library.';
grant select on app.holidays to palermo_api, palermo_worker;
grant insert on app.holidays to palermo_worker;
create policy holidays_add on app.holidays for insert to palermo_api with check ((select administers from authz.me));
comment on policy holidays_add on app.holidays is
  'Administrators add holidays. A day is added or removed, never rewritten.';
create policy holidays_remove on app.holidays for delete to palermo_api using ((select administers from authz.me));
comment on policy holidays_remove on app.holidays is
  'Administrators remove holidays.';
grant insert, delete on app.holidays to palermo_api;

call app.force_row_security('app.clock_changes');
create policy clock_changes_read on app.clock_changes for select to palermo_api
  using (exists (select from app.deadlines d where d.id = deadline_id));
comment on policy clock_changes_read on app.clock_changes is
  'Changes of a deadline are read by readers of the deadline.';
create policy clock_changes_worker on app.clock_changes for select to palermo_worker using (true);
comment on policy clock_changes_worker on app.clock_changes is
  'Jobs read changes of deadlines.';
grant select on app.clock_changes to palermo_api, palermo_worker;
