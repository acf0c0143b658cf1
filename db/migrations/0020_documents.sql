-- Documents: what stands in the shell is a sort, a size and a time; the bytes lie sealed on the disk, their key, name and
-- sums sealed here. All of it is behind the wall of the document: outside of it there is no telling that there is one.
set role palermo_definer;

create table app.documents (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('kept', 'withdrawn')),
  case_id uuid not null references app.cases,
  referral_id uuid references app.referrals,
  kind text not null check (kind in (
    'identity-document', 'photograph', 'consent-form', 'statement', 'medical-report', 'assessment', 'letter', 'court-document',
    'immigration-document', 'contract-or-pay', 'messages', 'other')),
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  agency_id uuid not null references app.agencies,
  author_id uuid not null references app.people,
  withdrawal_reason text check (withdrawal_reason in (
    'wrong-case', 'wrong-wall', 'wrong-file', 'about-somebody-else', 'person-withdrew-consent', 'not-needed')),
  withdrawn_at timestamptz,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  check ((status = 'withdrawn') = (withdrawal_reason is not null) and (status = 'withdrawn') = (withdrawn_at is not null))
);
create index documents_case_id on app.documents (case_id, created_at desc, id desc);
create index documents_referral_id on app.documents (referral_id);
create index documents_agency_id on app.documents (agency_id);
create index documents_author_id on app.documents (author_id);
call app.wall('app.documents');
-- A document is there for those who stand behind its wall, and for nobody else.
create policy documents_read on app.documents for select to palermo_api using (authz.in_case(case_id, compartment));
-- Added by those who may read there, in their own name, to the case or to a referral of it that they see.
create policy documents_add on app.documents for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and (referral_id is null or exists (select from app.referrals r where r.id = documents.referral_id and r.case_id = documents.case_id)));
-- It is the agency's that added it: only its people replace it or take it out.
create policy documents_move on app.documents for update to palermo_api
  using (agency_id = (select agency_id from authz.me) and authz.in_case(case_id, compartment));
grant select, insert, update (version, status, withdrawal_reason, withdrawn_at, updated_at) on app.documents to palermo_api;
create constraint trigger documents_begun after insert on app.documents
  deferrable initially deferred for each row execute function app.has_event('document');
create constraint trigger documents_moved after update on app.documents deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('document');

-- Its files, one after the other. `id` is the file's name on the disk; `sealed` holds its key, its names and its sums, sealed
-- for the wall: whoever takes the row away takes the file away for ever.
create table app.document_versions (
  id uuid primary key,
  document_id uuid not null references app.documents,
  case_id uuid not null references app.cases,
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  number integer not null check (number > 0),
  type text not null check (type in ('jpeg', 'png', 'webp', 'pdf', 'docx', 'xlsx', 'text')),
  size integer not null check (size > 0),
  preview_size integer not null check (preview_size >= 0),
  width integer,
  height integer,
  pages integer,
  changes text[] not null,
  sealed bytea not null,
  author_id uuid not null references app.people,
  at timestamptz not null default app.now()
);
create index document_versions_document_id on app.document_versions (document_id, number);
create index document_versions_case_id on app.document_versions (case_id);
create index document_versions_author_id on app.document_versions (author_id);
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

-- Of files on a disk, those that no row knows: for the worker that sweeps. It is told nothing of those that one knows.
create function app.unknown_files(files uuid[]) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  return array(select f from unnest(files) f where not exists (select from app.document_versions v where v.id = f)
    and not exists (select from app.draft_files d where d.id = f));
end $$;
revoke execute on function app.unknown_files from public;
grant execute on function app.unknown_files to palermo_worker;
reset role;
