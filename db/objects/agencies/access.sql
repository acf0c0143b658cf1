call app.wall('app.agencies');
-- The directory is for everybody who is signed in.
create policy agencies_read on app.agencies for select to palermo_api using ((select person_id from authz.me) is not null);
create policy agencies_worker on app.agencies for select to palermo_worker using (true);
create policy agencies_add on app.agencies for insert to palermo_api with check ((select administers from authz.me));
-- An agency's own head and supervisors keep its entry; an administrator keeps all.
create policy agencies_change on app.agencies for update to palermo_api
  using ((select administers from authz.me) or (id = (select agency_id from authz.me) and (select sees_team from authz.me)));
grant select, insert on app.agencies to palermo_api;
grant update (version, label, sector, region, protected, services, eligibility, languages, hours, always_open, zone, duty_phone, takes_referrals, updated_at)
  on app.agencies to palermo_api;
grant select on app.agencies to palermo_worker;
grant update (aliases, placement_desk) on app.agencies to palermo_api;

call app.wall('app.agency_identities');
create policy agency_identities_read on app.agency_identities for select to palermo_api
  using (agency_id = (select agency_id from authz.me) or (select administers from authz.me));
create policy agency_identities_add on app.agency_identities for insert to palermo_api with check ((select administers from authz.me));
grant select, insert on app.agency_identities to palermo_api;
create policy agency_identities_change on app.agency_identities for update to palermo_api
  using ((select administers from authz.me) or (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
grant update (name, duty_phone, aliases) on app.agency_identities to palermo_api;

call app.wall('app.on_call');
-- A protected provider's telephone is for its own people.
create policy on_call_read on app.on_call for select to palermo_api
  using ((select person_id from authz.me) is not null
    and (agency_id = (select agency_id from authz.me) or not exists (select from app.agencies a where a.id = agency_id and a.protected)));
create policy on_call_keep on app.on_call for all to palermo_api
  using (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me))
  with check (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me));
grant select, insert, delete on app.on_call to palermo_api;
