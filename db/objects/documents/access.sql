call app.wall('app.documents');
-- A document is there for those who stand behind its wall, and for nobody else.
create policy documents_read on app.documents for select to palermo_api using (authz.in_case(case_id, compartment) and authz.reads_entry('document', id, case_id, agency_id, audience, created_at));
-- Added by those who may read there, in their own name, to the case or to a referral of it that they see.
create policy documents_add on app.documents for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and (referral_id is null or exists (select from app.referrals r where r.id = documents.referral_id and r.case_id = documents.case_id)));
-- It is the agency's that added it: only its people replace it or take it out.
create policy documents_move on app.documents for update to palermo_api
  using (agency_id = (select agency_id from authz.me) and authz.in_case(case_id, compartment));
grant select, insert, update (version, status, withdrawal_reason, withdrawn_at, updated_at) on app.documents to palermo_api;
create policy documents_barred on app.documents as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
grant update (audience, compartment) on app.documents to palermo_api;

call app.wall('app.document_versions');
-- Read behind the wall, and by nobody once the document is withdrawn.
create policy document_versions_read on app.document_versions for select to palermo_api using (
  authz.in_case(case_id, compartment)
  and exists (select from app.documents d where d.id = document_versions.document_id and d.status = 'kept'));
-- Added to a document of one's own agency, in the same case and behind the same wall.
create policy document_versions_add on app.document_versions for insert to palermo_api
  with check (author_id = (select person_id from authz.me) and authz.in_case(case_id, compartment)
    and exists (select from app.documents d where d.id = document_versions.document_id and d.case_id = document_versions.case_id
      and d.compartment = document_versions.compartment and d.agency_id = (select agency_id from authz.me) and d.status = 'kept'));
-- Moved with its document, by the agency that added it, into the compartment that the document lies in by then.
create policy document_versions_move on app.document_versions for update to palermo_api
  using (authz.in_case(case_id, compartment) and exists (select from app.documents d where d.id = document_versions.document_id
    and d.agency_id = (select agency_id from authz.me) and d.status = 'kept'))
  with check (authz.in_case(case_id, compartment) and exists (select from app.documents d where d.id = document_versions.document_id
    and d.compartment = document_versions.compartment and d.agency_id = (select agency_id from authz.me)));
grant select, insert, update (compartment, sealed) on app.document_versions to palermo_api;
create policy document_versions_barred on app.document_versions as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));

call app.wall('app.uploads');
-- Whoever sends it sees it, and nobody else.
create policy uploads_own on app.uploads for select to palermo_api using (person_id = (select person_id from authz.me));
create policy uploads_begin on app.uploads for insert to palermo_api
  with check (person_id = (select person_id from authz.me) and received = 0);
create policy uploads_go_on on app.uploads for update to palermo_api using (person_id = (select person_id from authz.me));
create policy uploads_drop on app.uploads for delete to palermo_api using (person_id = (select person_id from authz.me));
grant select, insert, delete, update (received, last_at) on app.uploads to palermo_api;

call app.wall('app.upload_parts');
create policy upload_parts_own on app.upload_parts for select to palermo_api using (person_id = (select person_id from authz.me));
create policy upload_parts_add on app.upload_parts for insert to palermo_api
  with check (person_id = (select person_id from authz.me));
grant select, insert on app.upload_parts to palermo_api;

call app.wall('app.draft_files');
-- A draft has one writer, and its files have one reader: not even a supervisor looks into them.
create policy draft_files_read on app.draft_files for select to palermo_api
  using (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
create policy draft_files_add on app.draft_files for insert to palermo_api
  with check (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
create policy draft_files_take on app.draft_files for delete to palermo_api
  using (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
grant select, insert, delete on app.draft_files to palermo_api;
