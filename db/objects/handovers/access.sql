call app.force_row_security('app.handovers');
create policy handovers_read on app.handovers for select to palermo_api using (
  case_id <> all ((select barred from authz.me)::uuid[])
  and (exists (select from authz.me where
      (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
      or (me.working_agency = to_agency_id and (to_person_id is null or me.person_id = to_person_id or me.sees_team)))
    or authz.knows(case_id, to_agency_id)));
comment on policy handovers_read on app.handovers is
  'A hand-over is read by giver and receiver, and by those on the case who may know of its receiver; never by a barred person.';
create policy handovers_offer on app.handovers for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me)
    and authz.in_case(case_id, 'C0'));
comment on policy handovers_offer on app.handovers is
  'A reader of the case offers a handover in their own name.';
create policy handovers_move on app.handovers for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, to_agency_id));
comment on policy handovers_move on app.handovers is
  'Giver and receiver change a hand-over; app.guard_handover checks which of the two may make which change.';
grant select, insert, update (version, status, decline_reason, updated_at, answered_at) on app.handovers to palermo_api;
create policy handovers_barred on app.handovers as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy handovers_barred on app.handovers is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';
