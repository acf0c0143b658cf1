call app.wall('app.snapshots');
-- Until it is published a draft is its lead's; then it is for everybody who is signed in, also as withdrawn.
create policy snapshots_read on app.snapshots for select to palermo_api
  using ((select function from authz.me) = 'lead' or (published_at is not null and (select person_id from authz.me) is not null));
create policy snapshots_draft on app.snapshots for insert to palermo_api
  with check ((select function from authz.me) = 'lead' and agency_id = (select agency_id from authz.me));
create policy snapshots_move on app.snapshots for update to palermo_api
  using ((select function from authz.me) = 'lead' and agency_id = (select agency_id from authz.me));
grant select on app.snapshots to palermo_api;
grant update (version, status, updated_at, signed_at, published_at, withdrawn_at, withdrawal_reason) on app.snapshots to palermo_api;
-- Who drafts is not theirs to say.
grant insert (id, status, agency_id, week, document, hash) on app.snapshots to palermo_api;
create policy snapshots_barred on app.snapshots as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
