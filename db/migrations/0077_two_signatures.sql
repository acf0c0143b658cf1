-- Figures that are quoted are looked at by two people: whoever drafts does not sign, where the task force has a second lead.
set role palermo_definer;

alter table app.snapshots
  add column drafter_id uuid references app.people,
  -- Whether somebody else than the drafter signed. The database says so, no caller.
  add column signed_by text check (signed_by in ('another', 'drafter'));
-- Who drafts is not theirs to say.
revoke insert on app.snapshots from palermo_api;
grant insert (id, status, agency_id, week, document, hash) on app.snapshots to palermo_api;
create index snapshots_drafter_id on app.snapshots (drafter_id);

-- What was drafted before: by whom stands in its events.
alter table app.snapshots disable trigger user;
update app.snapshots s set
  drafter_id = (select e.actor_id from app.events e where e.subject_id = s.id and e.action = 'create'),
  signed_by = (select case when e.actor_id = c.actor_id then 'drafter' else 'another' end from app.events e, app.events c
    where e.subject_id = s.id and e.action = 'sign' and c.subject_id = s.id and c.action = 'create');
alter table app.snapshots enable trigger user;

-- Somebody else who could sign it: a lead of the same agency who works there now. Told to leads alone.
create function app.has_second_lead(wanted uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return authz.function() = 'lead' and exists (select from app.snapshots s join app.people p on p.agency_id = s.agency_id
    where s.id = wanted and p.function = 'lead' and p.disabled_at is null and p.id is distinct from s.drafter_id);
end $$;
revoke execute on function app.has_second_lead from public;
grant execute on function app.has_second_lead to palermo_api;

-- Whoever asks, and by whatever SQL: the drafter is who drafts, and signs only where nobody else could.
create function app.sign_snapshot() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.drafter_id := authz.person_id();
    new.signed_by := null;
  elsif new.drafter_id is distinct from old.drafter_id then
    raise exception 'a snapshot never changes' using errcode = '42501';
  elsif new.status = 'signed' and old.status <> 'signed' then
    if new.drafter_id = authz.person_id() and app.has_second_lead(new.id) then
      raise exception 'another lead signs it' using errcode = '42501';
    end if;
    new.signed_by := case when new.drafter_id = authz.person_id() then 'drafter' else 'another' end;
  else
    new.signed_by := old.signed_by;
  end if;
  return new;
end $$;
revoke execute on function app.sign_snapshot from public;
create trigger snapshots_two before insert or update on app.snapshots for each row execute function app.sign_snapshot();
reset role;
