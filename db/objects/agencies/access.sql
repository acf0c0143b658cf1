call app.force_row_security('app.agencies');
create policy agencies_read on app.agencies for select to palermo_api using ((select person_id from authz.me) is not null);
comment on policy agencies_read on app.agencies is
  'All signed-in persons read the directory.';
create policy agencies_worker on app.agencies for select to palermo_worker using (true);
comment on policy agencies_worker on app.agencies is
  'Jobs read the directory.';
create policy agencies_add on app.agencies for insert to palermo_api with check ((select administers from authz.me));
comment on policy agencies_add on app.agencies is
  'Administrators add agencies.';
create policy agencies_change on app.agencies for update to palermo_api
  using ((select administers from authz.me) or (id = (select agency_id from authz.me) and (select sees_team from authz.me)));
comment on policy agencies_change on app.agencies is
  'Administrators change every entry; supervisors and heads that of their own agency.';
grant select, insert on app.agencies to palermo_api;
grant update (version, label, sector, region, protected, services, eligibility, languages, hours, always_open, zone, duty_phone, takes_referrals, updated_at)
  on app.agencies to palermo_api;
grant select on app.agencies to palermo_worker;
grant update (aliases, placement_desk) on app.agencies to palermo_api;

call app.force_row_security('app.agency_identities');
create policy agency_identities_read on app.agency_identities for select to palermo_api
  using (agency_id = (select agency_id from authz.me) or (select administers from authz.me));
comment on policy agency_identities_read on app.agency_identities is
  'The name of a protected agency is read by its own members and administrators.';
create policy agency_identities_add on app.agency_identities for insert to palermo_api with check ((select administers from authz.me));
comment on policy agency_identities_add on app.agency_identities is
  'Administrators add the identity of an agency.';
grant select, insert on app.agency_identities to palermo_api;
create policy agency_identities_change on app.agency_identities for update to palermo_api
  using ((select administers from authz.me) or (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me)));
comment on policy agency_identities_change on app.agency_identities is
  'Administrators change every identity; supervisors and heads that of their own agency.';
grant update (name, duty_phone, aliases) on app.agency_identities to palermo_api;

call app.force_row_security('app.on_call');
create policy on_call_read on app.on_call for select to palermo_api
  using ((select person_id from authz.me) is not null
    and (agency_id = (select agency_id from authz.me) or not exists (select from app.agencies a where a.id = agency_id and a.protected)));
comment on policy on_call_read on app.on_call is
  'All signed-in persons read duty shifts, except those of protected agencies, which only their own members read.';
create policy on_call_keep on app.on_call for all to palermo_api
  using (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me))
  with check (agency_id = (select agency_id from authz.me) and (select sees_team from authz.me));
comment on policy on_call_keep on app.on_call is
  'Supervisors and heads keep the duty shifts of their agency.';
grant select, insert, delete on app.on_call to palermo_api;
