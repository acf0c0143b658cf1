create or replace function app.stands_as(s_noun text, was jsonb, wanted text, mine authz.me) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare party app.act_parties;
begin
  if wanted in ('member', 'track-keeper', 'decision-body') then
    return exists (select from app.case_members m where m.case_id = (was->>'id')::uuid and m.agency_id = mine.agency_id
      and (m.until_at is null or m.until_at >= app.now()));
  end if;
  select * into party from app.act_parties p where p.noun = s_noun and p.relation = wanted;
  if party.person_column is not null then return coalesce(was->>party.person_column = mine.person_id::text, false); end if;
  return coalesce(was->>party.agency_column = mine.agency_id::text, false);
end $$;
comment on function app.stands_as is
  'Whether the actor had this relation to a row before the action.';

-- Checked at commit for each row that the API's login changed by a statement of its own. Database functions that change
-- further rows (a moved lead, unassigned work) check those changes themselves.
create or replace function app.refuse_stranger() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  of_noun text := tg_argv[0];
  was jsonb := to_jsonb(old);
  mine authz.me;
  act app.acts;
begin
  select * into mine from authz.me;
  select a.* into act from app.events e join app.acts a on a.noun = e.subject_kind and a.action = e.action
   where e.subject_id = new.id and e.version = new.version and e.x = pg_current_xact_id();
  -- A row without an event is refused by app.has_event.
  if act.noun is null then return null; end if;
  if not exists (select from app.act_permissions p where p.noun = of_noun and p.action = act.action
        and mine.function = any (p.functions) and app.stands_as(of_noun, was, p.relation, mine))
    or (act.not_by is not null and app.stands_as(of_noun, was, act.not_by, mine))
    or (act.behind is not null and not authz.in_case(case of_noun when 'case' then new.id else (was->>'case_id')::uuid end, act.behind)) then
    raise exception 'the actor is no party that may take this action' using errcode = 'PA201';
  end if;
  return null;
end $$;
comment on function app.refuse_stranger is
  'Refuses, at commit, a change by the API for which the actor''s role and relation give no permission in app.act_permissions. Functions of the database check their own changes.';

-- Records an action of a job, as `app.record` does for an actor. A job may take only actions that the workflow allows
-- to a clock; those of a referral only once one of its clocks has run out, and never if the referral is urgent or for a
-- child.
create or replace function app.record_by_clock(s_kind text, s_table text, s_id uuid, s_version integer, s_status text, s_action text,
  s_case uuid, s_reference text, s_priority text, s_changes jsonb, closes text[], opens jsonb, people jsonb, notifies jsonb, of_compartment text default 'C0')
returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(session_user <> 'palermo_worker' or authz.person_id() is not null
    or not exists (select from app.act_permissions p where p.noun = s_kind and p.action = s_action and p.relation = 'clock')
    or (s_kind = 'referral' and not exists (select from app.deadlines d where d.subject_id = s_id and d.closed_at is null and d.due_at <= app.now()))
    or (s_kind = 'referral' and s_action = 'return' and exists (select from app.referrals r where r.id = s_id
      and (r.child_procedure or r.urgency in ('tonight', 'within-24-hours')))), 'this action is not one that a deadline takes by itself', 'PA202');
  select app.record(s_kind, s_table, s_id, s_version, s_status, s_action, s_case, s_reference, s_priority, s_changes, closes, opens, people, notifies, of_compartment)
$$;
comment on function app.record_by_clock is
  'Records an action that a job takes because a deadline ran out; never for a referral that is urgent or for a child.';
grant execute on function app.record_by_clock to palermo_worker;
