call app.force_row_security('app.snapshots');
create policy snapshots_read on app.snapshots for select to palermo_api
  using ((select function from authz.me) = 'lead' or (published_at is not null and (select person_id from authz.me) is not null));
comment on policy snapshots_read on app.snapshots is
  'Leads read all snapshots; all signed-in persons read published ones, also after withdrawal.';
create policy snapshots_draft on app.snapshots for insert to palermo_api
  with check ((select function from authz.me) = 'lead' and agency_id = (select agency_id from authz.me));
comment on policy snapshots_draft on app.snapshots is
  'A task-force lead drafts a snapshot for their agency.';
create policy snapshots_move on app.snapshots for update to palermo_api
  using ((select function from authz.me) = 'lead' and agency_id = (select agency_id from authz.me));
comment on policy snapshots_move on app.snapshots is
  'A task-force lead changes a snapshot of their agency.';
grant select on app.snapshots to palermo_api;
grant update (version, status, updated_at, signed_at, published_at, withdrawn_at, withdrawal_reason) on app.snapshots to palermo_api;
-- The author is set by a trigger, not by the caller.
grant insert (id, status, agency_id, week, document, hash) on app.snapshots to palermo_api;
create policy snapshots_barred on app.snapshots as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy snapshots_barred on app.snapshots is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
