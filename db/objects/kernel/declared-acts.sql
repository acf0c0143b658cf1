-- The earlier status of the row is taken from its last event. Changes by the owner of the database (a load, a restore)
-- are not checked; clocks are not checked either, since they have no workflow of their own.
create or replace function app.refuse_undeclared_act() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.subject_kind = 'deadline' or session_user not in ('palermo_api', 'palermo_worker') then return new; end if;
  perform from app.acts a left join app.events last on last.subject_id = new.subject_id and last.version = new.version - 1
   where a.noun = new.subject_kind and a.action = new.action and (last.id is null) = (a.action = 'create')
     and coalesce(last.status, new.status) = any (a.from_statuses) and new.status = coalesce(a.to_status, last.status, new.status);
  if not found then raise exception 'the record type has no such action from this status' using errcode = 'PA203'; end if;
  return new;
end $$;
comment on function app.refuse_undeclared_act is
  'Refuses an event whose action is not declared for the earlier status of the row.';

create trigger events_declared before insert on app.events for each row execute function app.refuse_undeclared_act();
comment on trigger events_declared on app.events is
  'Only events of declared actions are recorded.';

create or replace function app.refuse_unversioned() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'a status changed without its version' using errcode = 'PA204';
end $$;
comment on function app.refuse_unversioned is
  'Refuses a change of status without a higher version.';

-- Refuses effects that the action does not declare: a clock of another action, a missing clock, an agency that is no
-- party of the record, or a person of another agency.
create or replace function app.refuse_strange_effects(s_kind text, s_action text, ends uuid[], closes text[], opens jsonb, people jsonb, notifies jsonb)
returns void language plpgsql stable security definer set search_path = '' as $$
declare
  a app.acts;
  started text[] := array(select o->>'key' from jsonb_array_elements(opens) o);
begin
  select * into a from app.acts k where k.noun = s_kind and k.action = s_action;
  if a.noun is null or not (closes <@ a.closes and closes @> a.closes and started @> a.opens and started <@ (a.opens || a.may_open)) then
    raise exception 'the action opens or closes deadlines that it does not declare' using errcode = 'PA205';
  end if;
  if opens = '[]' and people = '[]' and notifies = '[]' then return; end if;
  -- Each effect names the agency and person that owes, carries or is notified; a clock may also name the agency and
  -- person that it is owed to.
  if exists (
    select from (
        select (o->>'owes')::uuid as agency, (o->>'owesPerson')::uuid as person, true as needed from jsonb_array_elements(opens) o
        union all select (o->>'owed')::uuid, (o->>'owedPerson')::uuid, false from jsonb_array_elements(opens) o
        union all select (p->>'agency')::uuid, (p->>'person')::uuid, true from jsonb_array_elements(people) p
        union all select (t->>'agencyId')::uuid, (t->>'personId')::uuid, true from jsonb_array_elements(notifies) t) named
      left join app.people there on there.id = named.person
     where (named.agency is null and (named.needed or named.person is not null)) or named.agency <> all (ends)
        or (named.person is not null and there.agency_id is distinct from named.agency)) then
    raise exception 'a recipient or holder of a deadline is no party of the record' using errcode = 'PA206';
  end if;
end $$;
comment on function app.refuse_strange_effects is
  'Refuses deadlines that an action does not declare, and persons or agencies that are no party of the row.';
