set role palermo_definer;

-- Documents: what stands in the shell is a sort, a size and a time; the bytes lie sealed on the disk, their key, name and
-- sums sealed here. All of it is behind the wall of the document: outside of it there is no telling that there is one.
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
  audience text not null,
  check ((status = 'withdrawn') = (withdrawal_reason is not null) and (status = 'withdrawn') = (withdrawn_at is not null)),
  constraint documents_audience check (authz.audience_lies(audience, compartment))
);
create index documents_case_id on app.documents (case_id, created_at desc, id desc);
create index documents_referral_id on app.documents (referral_id);
create index documents_agency_id on app.documents (agency_id);
create index documents_author_id on app.documents (author_id);

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

-- A file on its way that may go on where it broke off: one person's, in stretches that are each sealed before they lie on the disk.
-- It belongs to nothing yet. Its bytes become a document by the same road as a file sent at once, or lapse with their key.
create table app.uploads (
  person_id uuid not null references app.people,
  -- Of the sender's own making, and a name among their own alone: saying it again is the same upload.
  id uuid not null,
  -- The wall for which its key is sealed: where the file is going.
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  size integer not null check (size > 0),
  received integer not null default 0 check (received between 0 and size),
  sealed bytea not null,
  last_at timestamptz not null default app.now(),
  primary key (person_id, id)
);
create index uploads_last_at on app.uploads (last_at);

-- `id` is the name of the stretch on the disk.
create table app.upload_parts (
  id uuid primary key,
  person_id uuid not null,
  upload_id uuid not null,
  at_byte integer not null check (at_byte >= 0),
  size integer not null check (size > 0),
  foreign key (person_id, upload_id) references app.uploads on delete cascade
);
create index upload_parts_upload_id on app.upload_parts (person_id, upload_id, at_byte);

-- Files of a referral that is still being written: its writer's alone, sealed as they will lie in the case. Sent, they become
-- documents of the case; discarded or lapsed, their rows go, and with them the only keys that open them.
create table app.draft_files (
  id uuid primary key,
  referral_id uuid not null references app.referrals,
  kind text not null check (kind in (
    'identity-document', 'photograph', 'consent-form', 'statement', 'medical-report', 'assessment', 'letter', 'court-document',
    'immigration-document', 'contract-or-pay', 'messages', 'other')),
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
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
create index draft_files_referral_id on app.draft_files (referral_id, at, id);
create index draft_files_author_id on app.draft_files (author_id);

reset role;
