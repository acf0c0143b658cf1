-- What a case that is opened again goes on with.

-- The clocks that the end of a case cut short and that still wait for what they waited for.
create or replace function app.clocks_cut_short(wanted uuid, keys text[]) returns text[] language plpgsql stable set search_path = '' as $$
begin
  return array(select distinct d.key from app.cases c join app.deadlines d on d.subject_id = c.id
    where c.id = wanted and d.key = any (keys) and d.closed_at = c.closed_at);
end $$;
grant execute on function app.clocks_cut_short to palermo_api;

-- What begins again after somebody has left begins without them.
create or replace function app.begun_by_the_present() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'tasks' then
    if not app.takes_work(new.assignee_id) then new.assignee_id := null; end if;
  elsif not app.takes_work(new.lead_person_id) then
    new.lead_person_id := null;
  end if;
  return new;
end $$;

create trigger tasks_present before update on app.tasks for each row
  when (new.status = 'open' and old.status <> 'open' and new.assignee_id is not null) execute function app.begun_by_the_present();

create trigger cases_present before update on app.cases for each row
  when (new.status in ('open', 'contact-lost') and old.status not in ('open', 'contact-lost') and new.lead_person_id is not null)
  execute function app.begun_by_the_present();

create trigger referrals_lead_present before insert or update of lead_person_id on app.referrals for each row
  when (new.lead_person_id is not null) execute function app.begun_by_the_present();

-- Which clocks anything starts, out of the acts that the database knows from the workflows: a rule of a profile whose clock
-- is not among them is law that nothing here counts yet, and pages say so.
create or replace function app.started_clocks() returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct k.key order by k.key), '{}') from app.acts a, unnest(a.opens || a.may_open) k (key)
$$;
grant execute on function app.started_clocks to palermo_api;
