call app.wall('app.notes');
create policy notes_read on app.notes for select to palermo_api using (authz.in_case(case_id, compartment) and authz.reads_entry('note', id, case_id, agency_id, audience, at));
-- Anybody on the case may write behind a wall that they may not read behind: why a supervisor closed it must reach the file.
create policy notes_write on app.notes for insert to palermo_api
  with check (authz.in_case(case_id, 'C0') and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and (corrects is null or authz.may_correct(corrects, case_id, compartment)));
grant select, insert on app.notes to palermo_api;
create policy notes_of_handover on app.notes as restrictive for insert to palermo_api
  with check (handover_id is null or exists (select from app.handovers h where h.id = handover_id and h.case_id = notes.case_id
    and h.status = 'offered' and h.from_person_id = (select person_id from authz.me)));
