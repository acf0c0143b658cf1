create policy alerts_send on app.alerts for insert to palermo_api with check (from_agency_id = (select working_agency from authz.me)
  and from_person_id = (select person_id from authz.me) and status = 'sent' and version = 1);
comment on policy alerts_send on app.alerts is
  'A member of an agency sends an alert in their own name.';
create policy alerts_move on app.alerts for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, to_agency_id));
comment on policy alerts_move on app.alerts is
  'Sending and receiving agency change an alert; app.guard_alert checks which of the two may make which change.';
grant select, insert, update (version, status, close_reason, withdrawal_reason, updated_at, received_at, ended_at) on app.alerts to palermo_api;
create policy alerts_worker on app.alerts for select to palermo_worker using (true);
comment on policy alerts_worker on app.alerts is
  'Jobs read identifier, version and status of alerts.';
grant select (id, version, status) on app.alerts to palermo_worker;

call app.force_row_security('app.alert_answers');
create policy alert_answers_read on app.alert_answers for select to palermo_api using (exists (select from app.alerts a, authz.me
  where a.id = alert_id and ((a.from_person_id = me.person_id and a.status = 'sent')
    or (a.to_agency_id = me.working_agency
      and compartment = any ((select authz.own_compartments())::text[])))));
comment on policy alert_answers_read on app.alert_answers is
  'The author reads the answers until the receiver has the alert. Then they are read by members of the receiving agency whose sector and role may read the compartment.';
create policy alert_answers_write on app.alert_answers for insert to palermo_api with check (exists (select from app.alerts a, authz.me
  where a.id = alert_id and a.from_person_id = me.person_id and a.status = 'sent' and a.version = 1));
comment on policy alert_answers_write on app.alert_answers is
  'The author writes answers with a new alert.';
grant select, insert on app.alert_answers to palermo_api;
