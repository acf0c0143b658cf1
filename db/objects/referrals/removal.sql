-- Immigration agencies do not see when a period that bars removal begins or ends. While the person is present, an officer
-- may ask whether removal is barred; the answer is yes or no, and a telephone number on duty (docs/decisions/0048).

-- Sectors that may only ask whether removal is barred. `shared/src/cases/removal.ts` has the same list; a test compares
-- the two.
create or replace function authz.only_asks_of_removal(sector text) returns boolean language sql immutable set search_path = '' as $$
  select sector = 'immigration'
$$;
comment on function authz.only_asks_of_removal is
  'Sectors that may only ask whether removal is barred. shared/src/cases/removal.ts has the same list.';

create or replace function authz.only_asks() returns boolean language sql security definer set search_path = '' as $$
  select coalesce((select authz.only_asks_of_removal(a.sector) from authz.me join app.agencies a on a.id = me.agency_id), false)
$$;
comment on function authz.only_asks is
  'Whether the actor may only ask whether removal is barred. Volatile, because the same statement proves the actor.';
grant execute on function authz.only_asks to palermo_api;

create or replace function authz.tells_of_removal(kind text, action text, changes jsonb) returns boolean language sql immutable set search_path = '' as $$
  select case kind
    when 'case' then action in ('begin-reflection', 'end-reflection') or coalesce(changes->>'stage' = 'bar-to-removal', false)
    when 'deadline' then coalesce(changes->>'step' in ('reflection', 'decision.not-before'), false)
    else false end
$$;
comment on function authz.tells_of_removal is
  'Whether an event reveals a period without removal.';
grant execute on function authz.tells_of_removal to palermo_api;

-- Until when the person is not removed, for all members of the team except those who may only ask, whichever agency
-- owns the clock. Volatile, because a stable function would not see the actor, whose identity the same statement
-- proves.
create or replace function app.removal_suspended_until(wanted uuid) returns timestamptz language sql security definer set search_path = '' as $$
  select max(d.due_at) from app.deadlines d where d.subject_id = wanted and d.closed_at is null
    and d.applied_rule->>'effect' = 'removal-suspended' and not (select authz.only_asks()) and (select authz.in_case(wanted, 'C0'))
$$;
comment on function app.removal_suspended_until is
  'Until when the person is not removed, for all on the team except those who may only ask. Volatile, because the same statement proves the actor.';
grant execute on function app.removal_suspended_until to palermo_api;

-- Whether removal of the person is barred, and whom to call, for members of the case. Removal is barred from
-- the beginning of a period or a bar, or from a residence permit requested or granted, until an officer records its end:
-- no clock lifts a bar. For a protected service the number of its placement desk is given instead of its own.
create or replace function app.bar_to_removal(wanted uuid, out barred boolean, out duty_number text)
language sql security definer set search_path = '' as $$
  select t.raised is not null and (t.lifted is null or t.raised > t.lifted)
        or exists (select from app.deadlines d where d.subject_id = wanted and d.closed_at is null and d.applied_rule->>'effect' = 'removal-suspended'),
      (select case when a.protected then desk.phone else coalesce(duty.phone, a.duty_phone) end
    from app.cases c join app.agencies a on a.id = c.lead_agency_id
    left join lateral (select o.phone from app.on_call o where o.agency_id = a.id and o.from_at <= app.now() and o.until_at > app.now()
      order by o.from_at desc limit 1) duty on true
    left join lateral (select coalesce((select o.phone from app.on_call o where o.agency_id = d.id and o.from_at <= app.now()
          and o.until_at > app.now() order by o.from_at desc limit 1), d.duty_phone) as phone
        from app.agencies d where d.placement_desk and not d.protected order by d.region <> a.region, d.label limit 1) desk on true
   where c.id = wanted)
    from (select (select max(e.at) from app.events e where e.subject_kind = 'case' and e.subject_id = wanted
    and (e.action = 'begin-reflection' or (e.action = 'end-reflection' and e.changes->>'reason' = 'residence-granted')
      or (e.action = 'record-decision' and e.changes->>'outcome' = 'positive')
      or (e.action = 'advance' and e.changes->>'stage' in ('bar-to-removal', 'status-requested', 'stay-granted')))) as raised,
        (select max(e.at) from app.events e where e.subject_kind = 'case' and e.subject_id = wanted
    and ((e.action = 'end-reflection' and e.changes->>'reason' <> 'residence-granted')
      or (e.action = 'advance' and e.changes->>'stage' in ('stay-refused', 'return-prepared')))) as lifted) t
   where authz.in_case(wanted, 'C0')
$$;
comment on function app.bar_to_removal is
  'Whether removal of the person is barred, and whom to call, for those on the case. No deadline lifts a bar; for a protected agency the placement desk answers.';
grant execute on function app.bar_to_removal to palermo_api;
