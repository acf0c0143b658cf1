create or replace function authz.writes_draft(referral uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.referrals r, authz.me
    where r.id = referral and r.status = 'draft' and r.from_person_id = me.person_id and r.from_agency_id = me.working_agency)
$$;
grant execute on function authz.writes_draft to palermo_api;

-- However a draft ends, nothing of it is left here: what was sent has been taken over before.
create or replace function app.forget_draft_files() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from app.draft_files where referral_id = new.id;
  return null;
end $$;

create trigger referrals_draft_files after update of status on app.referrals for each row
  when (old.status = 'draft' and new.status <> 'draft') execute function app.forget_draft_files();
