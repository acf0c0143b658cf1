create or replace function app.guard_alert() returns trigger language plpgsql set search_path = '' as $$
declare mine uuid := (select m.working_agency from authz.me m);
begin
  if new.status = 'withdrawn' and mine is distinct from old.from_agency_id
    or new.status <> 'withdrawn' and mine is distinct from old.to_agency_id then
    raise exception 'the actor may not answer or withdraw this alert' using errcode = 'PA303';
  end if;
  return new;
end $$;
comment on function app.guard_alert is
  'Only the sender withdraws an alert, and only the receiver answers it.';

create trigger alerts_guard before update on app.alerts for each row when (current_user = 'palermo_api') execute function app.guard_alert();
comment on trigger alerts_guard on app.alerts is
  'Checks which agency changes an alert.';
