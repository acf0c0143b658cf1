-- Roles with power over other people's work or accounts. `needsApproval` in shared/src/approvals/terms.ts has the same
-- list.
create or replace function authz.is_powerful(role text) returns boolean language sql immutable set search_path = '' as
$$ select role in ('supervisor', 'head', 'administrator') $$;
comment on function authz.is_powerful is
  'Roles with power over the work or accounts of others. `needsApproval` in shared/src/approvals/terms.ts says the same.';
grant execute on function authz.is_powerful to palermo_api;

create or replace function authz.founding_ended() returns boolean language plpgsql security definer set search_path = '' as $$
declare f authz.founding;
begin
  select * into f from authz.founding for update;
  if f.ended_at is not null then return true; end if;
  if f.founder_id is null then return false; end if;
  if (select count(distinct p.agency_id) from app.people p where p.disabled_at is null and p.function in ('head', 'administrator')
      and (p.id = f.founder_id or authz.may_approve(p.id, f.founder_id, null))) >= 2 then
    update authz.founding set ended_at = app.now();
    return true;
  end if;
  return false;
end $$;
comment on function authz.founding_ended is
  'Ends the founding phase for good once two agencies have a person who could approve for the founder.';

create or replace function authz.may_act_alone() returns boolean language sql security definer set search_path = '' as $$
  select exists (select from authz.founding f where f.founder_id = authz.person_id() and f.ended_at is null) and not authz.founding_ended()
$$;
comment on function authz.may_act_alone is
  'Whether the actor is the founder of a task force whose founding phase has not ended.';

create or replace function authz.note_founding() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from authz.founding f where f.founder_id is not null and f.ended_at is null) then perform authz.founding_ended(); end if;
  return null;
end $$;
comment on function authz.note_founding is
  'Checks before each change of accounts whether the founding phase has ended, and records its end, so that disabling an account later cannot bring the phase back.';

create trigger people_founding before insert or update on app.people for each statement execute function authz.note_founding();
comment on trigger people_founding on app.people is
  'Ends the founding phase as soon as two agencies have a person who could approve for the founder.';

create or replace function authz.note_founder() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update authz.founding f set founder_id = new.id where f.founder_id is null and f.ended_at is null;
  return null;
end $$;
comment on function authz.note_founder is
  'Records the first administrator as founder.';

create trigger people_founder after insert on app.people for each row when (new.function = 'administrator') execute function authz.note_founder();
comment on trigger people_founder on app.people is
  'Records the founder of the task force.';

create or replace function authz.guard_powers() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'this change needs the approval of a second person' using errcode = 'PA316';
end $$;
comment on function authz.guard_powers is
  'Refuses to enable an account of a powerful role without an approval.';

create trigger people_powers_given before insert on app.people for each row
  when (current_user = 'palermo_api' and new.disabled_at is null and authz.is_powerful(new.function)) execute function authz.guard_powers();
comment on trigger people_powers_given on app.people is
  'A new account of a powerful role needs an approval.';

create trigger people_powers_changed before update on app.people for each row
  when (current_user = 'palermo_api' and new.disabled_at is null and authz.is_powerful(new.function)
    and (old.disabled_at is not null or old.function <> new.function)) execute function authz.guard_powers();
comment on trigger people_powers_changed on app.people is
  'An account that gets a powerful role, or is enabled with one, needs an approval.';

create or replace function authz.appoint(whom uuid, appointer uuid) returns void language sql security definer set search_path = '' as $$
  insert into authz.appointments (person_id, by_person_id) values (whom, appointer)
    on conflict (person_id, by_person_id) do update set at = app.now()
$$;
comment on function authz.appoint is
  'Records who gave a person an account or a role.';

create or replace function authz.note_appointment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if authz.person_id() is not null and new.id <> authz.person_id() then perform authz.appoint(new.id, authz.person_id()); end if;
  return null;
end $$;
comment on function authz.note_appointment is
  'Records the actor as the one who gave an account or a role.';

create trigger people_appointed after insert on app.people for each row when (current_user = 'palermo_api') execute function authz.note_appointment();
comment on trigger people_appointed on app.people is
  'Records who added an account.';

create trigger people_promoted after update on app.people for each row
  when (current_user = 'palermo_api' and (old.function <> new.function or (old.disabled_at is not null and new.disabled_at is null)))
  execute function authz.note_appointment();
comment on trigger people_promoted on app.people is
  'Records who changed a role or enabled an account.';

-- Notifies the owner of an account, by e-mail and in the app, of every change that another person makes to the account,
-- and the heads of an agency of each new account in it.
create or replace function authz.tell_owner() returns trigger language plpgsql security definer set search_path = '' as $$
declare who uuid := authz.person_id();
begin
  if who is null or who = new.id then return null; end if;
  if tg_op = 'UPDATE' then perform authz.write_outbound_message(new.id, 'account-changed', null); end if;
  insert into app.outbox (queue, name, payload)
    values ('notices', case tg_op when 'UPDATE' then 'account.changed' else 'account.added' end, jsonb_build_object(
      'subjectKind', 'account', 'subjectId', new.id, 'caseId', null, 'caseReference', null, 'status', null, 'fromAgencyId', authz.agency_id(),
      'actorId', who, 'at', app.now(), 'to', jsonb_build_array(case tg_op
        when 'UPDATE' then jsonb_build_object('agencyId', new.agency_id, 'personId', new.id, 'role', 'person')
        else jsonb_build_object('agencyId', new.agency_id, 'personId', null, 'role', 'head') end)));
  return null;
end $$;
comment on function authz.tell_owner is
  'Notifies the owner of changes to their account by others, and heads of new accounts in their agency.';

create trigger people_told after update on app.people for each row
  when ((old.agency_id, old.name, old.email, old.function, old.phone, old.disabled_at)
    is distinct from (new.agency_id, new.name, new.email, new.function, new.phone, new.disabled_at)) execute function authz.tell_owner();
comment on trigger people_told on app.people is
  'Notifies the owner of a changed account.';

create trigger people_added_told after insert on app.people for each row execute function authz.tell_owner();
comment on trigger people_added_told on app.people is
  'Notifies heads of a new account in their agency.';

create or replace function authz.is_invited(wanted uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select authz.administers() and not exists (select from authz.credentials c where c.person_id = wanted) $$;
comment on function authz.is_invited is
  'Whether an account has no password yet, for administrators.';
grant execute on function authz.is_invited to palermo_api;
