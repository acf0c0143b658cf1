call app.force_row_security('app.rounds');
create policy rounds_read on app.rounds for select to palermo_api using ((select administers from authz.me));
comment on policy rounds_read on app.rounds is
  'Administrators read the state of scheduled jobs.';
create policy rounds_worker on app.rounds for select to palermo_worker using (true);
comment on policy rounds_worker on app.rounds is
  'Jobs read the state of scheduled jobs.';
create policy rounds_begin on app.rounds for insert to palermo_worker with check (true);
comment on policy rounds_begin on app.rounds is
  'Jobs add a scheduled job.';
create policy rounds_note on app.rounds for update to palermo_worker using (true);
comment on policy rounds_note on app.rounds is
  'Jobs record the state of a scheduled job.';
grant select on app.rounds to palermo_api;
grant select, insert, update on app.rounds to palermo_worker;
