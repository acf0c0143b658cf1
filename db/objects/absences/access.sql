call app.force_row_security('app.absences');
create policy absences_read on app.absences for select to palermo_api using (agency_id = (select agency_id from authz.me));
comment on policy absences_read on app.absences is
  'Colleagues of the same agency read who is away.';
create policy absences_set on app.absences for insert to palermo_api
  with check (agency_id = (select working_agency from authz.me) and set_by = (select person_id from authz.me) and ended_at is null
    and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    -- The recorder cannot be the deputy, since a deputy reads compartments of the absent person.
    and deputy_id <> set_by
    and exists (select from app.people p where p.id = absences.person_id and p.agency_id = absences.agency_id and p.disabled_at is null)
    and exists (select from app.people p where p.id = absences.deputy_id and p.agency_id = absences.agency_id and p.disabled_at is null));
comment on policy absences_set on app.absences is
  'A member of an agency records an absence of their own; a supervisor or head records it for colleagues. The recorder cannot be the deputy.';
create policy absences_end on app.absences for update to palermo_api
  using (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me)));
comment on policy absences_end on app.absences is
  'The absent person, a supervisor or a head ends an absence.';
grant select, insert, update (ended_at) on app.absences to palermo_api;
create policy absences_worker on app.absences for select to palermo_worker using (true);
comment on policy absences_worker on app.absences is
  'Jobs read absences.';
grant select on app.absences to palermo_worker;
