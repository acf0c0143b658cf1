-- Whoever holds the connection: the receiver answers, the sender takes back.
create or replace function app.guard_alert() returns trigger language plpgsql set search_path = '' as $$
declare mine uuid := (select m.working_agency from authz.me m);
begin
  if new.status = 'withdrawn' and mine is distinct from old.from_agency_id
    or new.status <> 'withdrawn' and mine is distinct from old.to_agency_id then
    raise exception 'not theirs to move' using errcode = '42501';
  end if;
  return new;
end $$;

create trigger alerts_guard before update on app.alerts for each row when (current_user = 'palermo_api') execute function app.guard_alert();
