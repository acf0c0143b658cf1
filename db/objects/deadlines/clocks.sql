-- Deadlines that closing this case ended before their work was done, and that start again when the case is reopened.
create or replace function app.clocks_cut_short(wanted uuid, keys text[]) returns text[] language sql stable set search_path = '' as $$
  select array(select distinct d.key from app.cases c join app.deadlines d on d.subject_id = c.id
    where c.id = wanted and d.key = any (keys) and d.closed_at = c.closed_at)
$$;
comment on function app.clocks_cut_short is
  'Deadlines of the given keys that closing this case ended.';
grant execute on function app.clocks_cut_short to palermo_api;

create or replace function app.begun_by_the_present() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'tasks' then
    if not app.takes_work(new.assignee_id) then new.assignee_id := null; end if;
  elsif not app.takes_work(new.lead_person_id) then
    new.lead_person_id := null;
  end if;
  return new;
end $$;
comment on function app.begun_by_the_present is
  'Clears the assignee or lead of a row that opens again if that person no longer works cases.';

create trigger tasks_present before update on app.tasks for each row
  when (new.status = 'open' and old.status <> 'open' and new.assignee_id is not null) execute function app.begun_by_the_present();
comment on trigger tasks_present on app.tasks is
  'A task that opens again is not assigned to a person who has left.';

create trigger cases_present before update on app.cases for each row
  when (new.status in ('open', 'contact-lost') and old.status not in ('open', 'contact-lost') and new.lead_person_id is not null)
  execute function app.begun_by_the_present();
comment on trigger cases_present on app.cases is
  'A case that opens again is not led by a person who has left.';

create trigger referrals_lead_present before insert or update of lead_person_id on app.referrals for each row
  when (new.lead_person_id is not null) execute function app.begun_by_the_present();
comment on trigger referrals_lead_present on app.referrals is
  'A referral never names a lead person who has left.';

-- Clocks that some declared action starts. If a profile has a rule for any other clock, pages say that this clock never
-- runs yet.
create or replace function app.started_clocks() returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct k.key order by k.key), '{}') from app.acts a, unnest(a.opens || a.may_open) k (key)
$$;
comment on function app.started_clocks is
  'Keys of all deadlines that some declared action starts. A profile''s rule for another key is shown as not counted yet.';
grant execute on function app.started_clocks to palermo_api;
