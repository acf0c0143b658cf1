-- Files of a referral that is still being written: its writer's alone, sealed as they will lie in the case. Sent, they become
-- documents of the case; discarded or lapsed, their rows go, and with them the only keys that open them.
set role palermo_definer;

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
call app.wall('app.draft_files');

create function authz.writes_draft(referral uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.referrals r, authz.me
    where r.id = referral and r.status = 'draft' and r.from_person_id = me.person_id and r.from_agency_id = me.working_agency)
$$;
grant execute on function authz.writes_draft to palermo_api;
-- A draft has one writer, and its files have one reader: not even a supervisor looks into them.
create policy draft_files_read on app.draft_files for select to palermo_api
  using (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
create policy draft_files_add on app.draft_files for insert to palermo_api
  with check (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
create policy draft_files_take on app.draft_files for delete to palermo_api
  using (author_id = (select person_id from authz.me) and authz.writes_draft(referral_id));
grant select, insert, delete on app.draft_files to palermo_api;

-- However a draft ends, nothing of it is left here: what was sent has been taken over before.
create function app.forget_draft_files() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from app.draft_files where referral_id = new.id;
  return null;
end $$;
revoke execute on function app.forget_draft_files from public;
create trigger referrals_draft_files after update of status on app.referrals for each row
  when (old.status = 'draft' and new.status <> 'draft') execute function app.forget_draft_files();
reset role;
