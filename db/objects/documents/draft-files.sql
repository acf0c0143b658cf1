create or replace function authz.writes_draft(referral uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.referrals r, authz.me
    where r.id = referral and r.status = 'draft' and r.from_person_id = me.person_id and r.from_agency_id = me.working_agency)
$$;
comment on function authz.writes_draft is
  'Whether the actor is the author of this draft referral.';
grant execute on function authz.writes_draft to palermo_api;

create or replace function app.forget_draft_files() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from app.draft_files where referral_id = new.id;
  return null;
end $$;
comment on function app.forget_draft_files is
  'Deletes the files of a draft. When a draft is sent, its files have been moved to documents before.';

create trigger referrals_draft_files after update of status on app.referrals for each row
  when (old.status = 'draft' and new.status <> 'draft') execute function app.forget_draft_files();
comment on trigger referrals_draft_files on app.referrals is
  'Deletes the files of a draft when it ends.';
