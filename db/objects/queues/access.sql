call app.force_row_security('app.scheduled_jobs');
create policy scheduled_jobs_read on app.scheduled_jobs for select to palermo_api using ((select administers from authz.me));
comment on policy scheduled_jobs_read on app.scheduled_jobs is
  'Administrators read the state of scheduled jobs.';
create policy scheduled_jobs_worker on app.scheduled_jobs for select to palermo_worker using (true);
comment on policy scheduled_jobs_worker on app.scheduled_jobs is
  'Jobs read the state of scheduled jobs.';
create policy scheduled_jobs_begin on app.scheduled_jobs for insert to palermo_worker with check (true);
comment on policy scheduled_jobs_begin on app.scheduled_jobs is
  'Jobs add a scheduled job.';
create policy scheduled_jobs_note on app.scheduled_jobs for update to palermo_worker using (true);
comment on policy scheduled_jobs_note on app.scheduled_jobs is
  'Jobs record the state of a scheduled job.';
grant select on app.scheduled_jobs to palermo_api;
grant select, insert, update on app.scheduled_jobs to palermo_worker;
