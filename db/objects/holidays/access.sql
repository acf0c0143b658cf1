call app.force_row_security('app.holiday_changes');
create policy holiday_changes_read on app.holiday_changes for select to palermo_api using ((select administers from authz.me));
comment on policy holiday_changes_read on app.holiday_changes is
  'Administrators read changes of the calendar.';
create policy holiday_changes_say on app.holiday_changes for insert to palermo_api
  with check ((select administers from authz.me) and actor_id = (select person_id from authz.me) and moved = 0 and recounted_at is null);
comment on policy holiday_changes_say on app.holiday_changes is
  'Administrators record a change of the calendar in their own name.';
grant select, insert on app.holiday_changes to palermo_api;
create policy holiday_changes_worker on app.holiday_changes for select to palermo_worker using (true);
comment on policy holiday_changes_worker on app.holiday_changes is
  'Jobs read changes of the calendar.';
create policy holiday_changes_done on app.holiday_changes for update to palermo_worker using (true);
comment on policy holiday_changes_done on app.holiday_changes is
  'Jobs record that deadlines were counted again.';
grant select, update (recounted_at, moved) on app.holiday_changes to palermo_worker;
grant update (reached, last_pass) on app.holiday_changes to palermo_worker;
