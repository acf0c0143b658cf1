call app.force_row_security('app.people');
-- Members of an agency read the names of their colleagues, and administrators those of all. Other agencies learn a name
-- only as a party of a referral, through the functions that read the referral.
create policy people_read on app.people for select to palermo_api
  using (agency_id = (select agency_id from authz.me) or (select administers from authz.me));
comment on policy people_read on app.people is
  'Members of the same agency and administrators read names. Other agencies learn a name only through functions that read a referral.';
create policy people_worker on app.people for select to palermo_worker using (true);
comment on policy people_worker on app.people is
  'Jobs read accounts; grants limit the columns.';
create policy people_add on app.people for insert to palermo_api with check ((select administers from authz.me));
comment on policy people_add on app.people is
  'Administrators add accounts.';
create policy people_change on app.people for update to palermo_api using ((select administers from authz.me));
comment on policy people_change on app.people is
  'Administrators change accounts.';
grant select on app.people to palermo_api;
grant insert on app.people to palermo_api;
grant update (version, name, function, phone, locale, zone, disabled_at) on app.people to palermo_api;
grant select (id, agency_id, email, function, locale, zone, disabled_at) on app.people to palermo_worker;
grant select (phone) on app.people to palermo_worker;

call app.force_row_security('authz.credentials');

call app.force_row_security('authz.sessions');

call app.force_row_security('authz.session_limits');

call app.force_row_security('authz.links');

call app.force_row_security('authz.link_tokens');

call app.force_row_security('authz.link_requests');

call app.force_row_security('authz.known_devices');

call app.force_row_security('authz.pepper');

call app.force_row_security('authz.failed_attempts');

call app.force_row_security('authz.known_networks');

call app.force_row_security('authz.attempts');
