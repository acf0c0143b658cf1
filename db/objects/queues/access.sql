call app.wall('app.rounds');
create policy rounds_read on app.rounds for select to palermo_api using ((select administers from authz.me));
create policy rounds_worker on app.rounds for select to palermo_worker using (true);
create policy rounds_begin on app.rounds for insert to palermo_worker with check (true);
create policy rounds_note on app.rounds for update to palermo_worker using (true);
grant select on app.rounds to palermo_api;
grant select, insert, update on app.rounds to palermo_worker;
