call app.wall('app.holiday_changes');
-- Who keeps the system keeps its calendar; nobody corrects it under another name.
create policy holiday_changes_read on app.holiday_changes for select to palermo_api using ((select administers from authz.me));
create policy holiday_changes_say on app.holiday_changes for insert to palermo_api
  with check ((select administers from authz.me) and actor_id = (select person_id from authz.me) and moved = 0 and recounted_at is null);
grant select, insert on app.holiday_changes to palermo_api;
create policy holiday_changes_worker on app.holiday_changes for select to palermo_worker using (true);
create policy holiday_changes_done on app.holiday_changes for update to palermo_worker using (true);
grant select, update (recounted_at, moved) on app.holiday_changes to palermo_worker;
grant update (reached, last_pass) on app.holiday_changes to palermo_worker;
