-- When an account is disabled, its sessions, feeds, push subscriptions and links end for good. If the account is
-- enabled again they stay ended, because other people may hold the devices and addresses by then.
create or replace function authz.end_secrets() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from app.feed_readers r where r.person_id = new.id;
  delete from app.calendar_feeds f where f.person_id = new.id;
  delete from app.push_subscriptions s where s.person_id = new.id;
  update authz.sessions s set revoked_at = pg_catalog.now() where s.person_id = new.id and s.revoked_at is null;
  update authz.links l set ended_at = pg_catalog.now() where l.person_id = new.id and l.ended_at is null;
  return null;
end $$;
comment on function authz.end_secrets is
  'Ends feeds, push subscriptions, sessions and links of an account that is disabled. They stay ended when the account is enabled again.';

create trigger people_end_secrets after update of disabled_at on app.people for each row
  when (old.disabled_at is null and new.disabled_at is not null) execute function authz.end_secrets();
comment on trigger people_end_secrets on app.people is
  'When an account is disabled, ends all that gives access without its password.';
