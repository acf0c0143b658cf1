create policy notes_write on app.notes for insert to palermo_api
  with check (authz.in_case(case_id, 'C0') and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and (corrects is null or authz.may_correct(corrects, case_id, compartment)));
comment on policy notes_write on app.notes is
  'A person on the case writes a note in their own name, also in a compartment that they may not read; a correction only of their own note.';
create policy notes_of_handover on app.notes as restrictive for insert to palermo_api
  with check (handover_id is null or exists (select from app.handovers h where h.id = handover_id and h.case_id = notes.case_id
    and h.status = 'offered' and h.from_person_id = (select person_id from authz.me)));
comment on policy notes_of_handover on app.notes is
  'The summary of a hand-over is written by its giver while it is offered.';
