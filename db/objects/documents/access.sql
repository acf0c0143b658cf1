create policy documents_add on app.documents for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and (referral_id is null or exists (select from app.referrals r where r.id = documents.referral_id and r.case_id = documents.case_id)));
comment on policy documents_add on app.documents is
  'Readers of the compartment add a document in their own name, to the case or a referral that they see.';
grant select, insert, update (version, status, withdrawal_reason, withdrawn_at, updated_at, audience, compartment) on app.documents to palermo_api;

call app.force_row_security('app.document_versions');
create policy document_versions_read on app.document_versions for select to palermo_api using (
  authz.in_case(case_id, compartment)
  and exists (select from app.documents d where d.id = document_versions.document_id and d.status = 'kept'));
comment on policy document_versions_read on app.document_versions is
  'A version is read in its compartment unless the document is withdrawn.';
create policy document_versions_add on app.document_versions for insert to palermo_api
  with check (author_id = (select person_id from authz.me) and authz.in_case(case_id, compartment)
    and exists (select from app.documents d where d.id = document_versions.document_id and d.case_id = document_versions.case_id
      and d.compartment = document_versions.compartment and d.agency_id = (select agency_id from authz.me) and d.status = 'kept'));
comment on policy document_versions_add on app.document_versions is
  'A version is added to a document of the author''s agency, in the same case and compartment.';
create policy document_versions_move on app.document_versions for update to palermo_api
  using (authz.in_case(case_id, compartment) and exists (select from app.documents d where d.id = document_versions.document_id
    and d.agency_id = (select agency_id from authz.me) and d.status = 'kept'))
  with check (authz.in_case(case_id, compartment) and exists (select from app.documents d where d.id = document_versions.document_id
    and d.compartment = document_versions.compartment and d.agency_id = (select agency_id from authz.me)));
comment on policy document_versions_move on app.document_versions is
  'The agency that added a document moves the versions together with the document.';
grant select, insert, update (compartment, sealed) on app.document_versions to palermo_api;
create policy document_versions_barred on app.document_versions as restrictive for update to palermo_api
  using (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]));
comment on policy document_versions_barred on app.document_versions is
  'Restricts updates to cases from which the actor is not barred. Without it, the number of updated rows would reveal hidden ones.';

call app.force_row_security('app.uploads');
create policy uploads_own on app.uploads for select to palermo_api using (person_id = (select person_id from authz.me));
comment on policy uploads_own on app.uploads is
  'An upload is read by its sender alone.';
create policy uploads_begin on app.uploads for insert to palermo_api
  with check (person_id = (select person_id from authz.me) and received = 0);
comment on policy uploads_begin on app.uploads is
  'A person begins an upload in their own name.';
create policy uploads_go_on on app.uploads for update to palermo_api using (person_id = (select person_id from authz.me));
comment on policy uploads_go_on on app.uploads is
  'The sender continues an upload.';
create policy uploads_drop on app.uploads for delete to palermo_api using (person_id = (select person_id from authz.me));
comment on policy uploads_drop on app.uploads is
  'The sender drops an upload.';
grant select, insert, delete, update (received, last_at) on app.uploads to palermo_api;

call app.force_row_security('app.upload_parts');
create policy upload_parts_own on app.upload_parts for select to palermo_api using (person_id = (select person_id from authz.me));
comment on policy upload_parts_own on app.upload_parts is
  'Parts of an upload are read by the sender alone.';
create policy upload_parts_add on app.upload_parts for insert to palermo_api
  with check (person_id = (select person_id from authz.me));
comment on policy upload_parts_add on app.upload_parts is
  'The sender adds parts of an upload.';
grant select, insert on app.upload_parts to palermo_api;

call app.force_row_security('app.draft_files');
create policy draft_files_read on app.draft_files for select to palermo_api
  using (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
comment on policy draft_files_read on app.draft_files is
  'The author of a draft referral reads its files; no supervisor does.';
create policy draft_files_add on app.draft_files for insert to palermo_api
  with check (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
comment on policy draft_files_add on app.draft_files is
  'The author of a draft referral adds files.';
create policy draft_files_take on app.draft_files for delete to palermo_api
  using (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
comment on policy draft_files_take on app.draft_files is
  'The author of a draft referral removes files.';
grant select, insert, delete on app.draft_files to palermo_api;
