call app.wall('app.absences');
-- Who is away is for colleagues to know.
create policy absences_read on app.absences for select to palermo_api using (agency_id = (select agency_id from authz.me));
create policy absences_set on app.absences for insert to palermo_api
  with check (agency_id = (select working_agency from authz.me) and set_by = (select person_id from authz.me) and ended_at is null
    and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    -- Nobody makes themselves the deputy of another, whose compartments they would then see.
    and deputy_id <> set_by
    and exists (select from app.people p where p.id = absences.person_id and p.agency_id = absences.agency_id and p.disabled_at is null)
    and exists (select from app.people p where p.id = absences.deputy_id and p.agency_id = absences.agency_id and p.disabled_at is null));
create policy absences_end on app.absences for update to palermo_api
  using (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me)));
grant select, insert, update (ended_at) on app.absences to palermo_api;
create policy absences_worker on app.absences for select to palermo_worker using (true);
grant select on app.absences to palermo_worker;
