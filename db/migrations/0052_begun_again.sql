-- What begins again after somebody has left begins without them.
set role palermo_definer;

create function app.begun_by_the_present() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_table_name = 'tasks' then
    if not app.takes_work(new.assignee_id) then new.assignee_id := null; end if;
  elsif not app.takes_work(new.lead_person_id) then
    new.lead_person_id := null;
  end if;
  return new;
end $$;
revoke execute on function app.begun_by_the_present from public;
create trigger tasks_present before update on app.tasks for each row
  when (new.status = 'open' and old.status <> 'open' and new.assignee_id is not null) execute function app.begun_by_the_present();
create trigger cases_present before update on app.cases for each row
  when (new.status in ('open', 'contact-lost') and old.status not in ('open', 'contact-lost') and new.lead_person_id is not null)
  execute function app.begun_by_the_present();
create trigger referrals_lead_present before insert or update of lead_person_id on app.referrals for each row
  when (new.lead_person_id is not null) execute function app.begun_by_the_present();
reset role;
