-- Fields that only administrators change: name, sector (which carries rights), region, whether the agency is protected and
-- whether it places persons.
create or replace function app.settled_by_task_force() returns trigger language plpgsql set search_path = '' as $$
begin
  if current_user = 'palermo_api' and not authz.administers() then
    raise exception 'only an administrator may change name, sector, region or protection of an agency' using errcode = 'PA302';
  end if;
  return new;
end $$;
comment on function app.settled_by_task_force is
  'Refuses changes of an agency''s name, sector, region and protection unless an administrator makes them.';

create trigger agencies_settled before update on app.agencies for each row
  when ((old.label, old.sector, old.region, old.protected, old.aliases, old.placement_desk)
    is distinct from (new.label, new.sector, new.region, new.protected, new.aliases, new.placement_desk))
  execute function app.settled_by_task_force();
comment on trigger agencies_settled on app.agencies is
  'Only administrators change an agency''s name, sector, region and protection.';

create trigger agency_identities_settled before update on app.agency_identities for each row
  when ((old.name, old.aliases) is distinct from (new.name, new.aliases))
  execute function app.settled_by_task_force();
comment on trigger agency_identities_settled on app.agency_identities is
  'Only administrators change the names of an agency.';
