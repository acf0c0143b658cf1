-- Work numbers: whole, live, and codes alone. A lead has no look at any referral, case or clock; these functions read
-- them in the lead's place and give back counts and case references, nothing of a person. Supervisors and heads get the
-- same, cut to what has their own agency at either end. Nobody's count holds a case from which they are barred.
set role palermo_definer;

create index referrals_begun on app.referrals (created_at);
create index referrals_moved_at on app.referrals (updated_at);
-- Wide enough to be counted without their rows: open work is spread over the whole table.
create index referrals_open on app.referrals (sent_at)
  include (status, from_agency_id, to_agency_id, assignee_id, urgency, child_procedure, case_id)
  where status in ('sent', 'received', 'queried', 'accepted', 'in-service', 'returned');
create unique index events_returned on app.events (subject_id) include (at) where subject_kind = 'referral' and action = 'return';
create index deadlines_past on app.deadlines (due_at) include (owes_agency_id, owed_agency_id, key, case_id)
  where closed_at is null and ruling->>'kind' in ('notAfter', 'recurring');
-- The three clocks whose steps are measured.
create index deadlines_steps on app.deadlines (key, started_at) include (subject_id, due_at, closed_at)
  where key in ('referral.acknowledge', 'referral.answer', 'referral.first-contact') and ruling->>'kind' in ('notAfter', 'recurring');
-- Who is looked for is still somebody's work, and counts as theirs.
create index cases_open on app.cases (lead_agency_id, lead_person_id) where status in ('open', 'contact-lost');

-- What one reader asks about: whose work, which days, which part of it.
create type app.work_cut as (
  at timestamptz, zone text, scope uuid, barred uuid[], agency uuid, urgency text,
  from_on date, to_on date, since_on date, from_at timestamptz, until_at timestamptz, since_at timestamptz);

-- Null for everybody who is neither lead, supervisor nor head: and of null every function below makes nothing.
create function app.work_cut_of(p_from date, p_to date, p_since date, p_agency uuid, p_urgency text)
returns app.work_cut language plpgsql stable set search_path = '' as $$
declare
  c app.work_cut;
  today date;
begin
  if authz.sees_team() then
    c.scope := authz.agency_id();
  elsif authz.function() is distinct from 'lead' then
    return null;
  end if;
  c.at := app.now();
  select t.zone into strict c.zone from app.task_force t;
  c.barred := (select m.barred from authz.me m);
  c.agency := p_agency;
  c.urgency := p_urgency;
  today := (c.at at time zone c.zone)::date;
  c.to_on := coalesce(p_to, greatest(today, p_from));
  c.from_on := coalesce(p_from, c.to_on - 89);
  c.since_on := coalesce(p_since, today - 7);
  c.from_at := c.from_on::timestamp at time zone c.zone;
  c.until_at := (c.to_on + 1)::timestamp at time zone c.zone;
  c.since_at := c.since_on::timestamp at time zone c.zone;
  return c;
end $$;

create type app.work_row as (
  id uuid, case_reference text, status text, sender uuid, receiver uuid, assignee uuid, decline_reason text,
  created_at timestamptz, sent_at timestamptz, acknowledged_at timestamptz, accepted_at timestamptz, started_at timestamptz,
  ended_at timestamptz, returned_at timestamptz, updated_at timestamptz);

-- The referrals that count. A draft is its sender's alone; a decline is an answer and so acknowledges. That one came
-- back unanswered stands in its events, read only where it is asked for.
-- Caller's rights and no settings of its own, so that the planner sees through it.
create function app.work_referrals(c app.work_cut, returns boolean) returns setof app.work_row language sql stable as $$
  select r.id, r.case_reference, r.status, r.from_agency_id, case when r.sent_at is not null then r.to_agency_id end, r.assignee_id,
      r.decline_reason, r.created_at, r.sent_at, coalesce(r.acknowledged_at, case when r.status = 'declined' then r.ended_at end),
      r.accepted_at, r.started_at, r.ended_at, e.at, r.updated_at
    from app.referrals r
    left join app.events e on returns and e.subject_id = r.id and e.subject_kind = 'referral' and e.action = 'return'
   where (c.scope is null or r.from_agency_id = c.scope or (r.to_agency_id = c.scope and r.sent_at is not null))
     and (c.agency is null or r.from_agency_id = c.agency or (r.to_agency_id = c.agency and r.sent_at is not null))
     and (c.urgency is null or r.urgency = c.urgency)
     and (r.case_id is null or r.case_id <> all (c.barred))
$$;

-- What each number counts, said once: for the counts and for the lists behind them.
create function app.work_counts(number text, r app.work_row) returns boolean language sql immutable as $$
  select case number
    when 'begun' then true
    when 'draft' then r.status = 'draft'
    when 'discarded' then r.status = 'withdrawn' and r.sent_at is null
    when 'sent' then r.sent_at is not null
    when 'acknowledged' then r.acknowledged_at is not null
    when 'accepted' then r.accepted_at is not null
    when 'started' then r.started_at is not null
    when 'completed' then r.status = 'completed'
    when 'declined' then r.status = 'declined'
    when 'refused' then r.status = 'declined' and r.decline_reason not in ('no-capacity', 'unsafe-here')
    when 'gaps' then r.status = 'declined' and r.decline_reason in ('no-capacity', 'unsafe-here')
    when 'withdrawn' then r.status = 'withdrawn' and r.sent_at is not null
    when 'returned' then r.returned_at is not null
    when 'open' then r.status in ('sent', 'received', 'queried', 'accepted', 'in-service', 'returned')
    when 'carried' then r.status in ('accepted', 'in-service')
  end
$$;
create function app.work_at(number text, r app.work_row) returns timestamptz language sql immutable as $$
  select case number when 'sent' then r.sent_at when 'accepted' then r.accepted_at when 'started' then r.started_at
    when 'completed' then r.ended_at when 'declined' then r.ended_at when 'withdrawn' then r.ended_at
    when 'returned' then r.returned_at when 'open' then r.sent_at when 'carried' then r.sent_at else r.created_at end
$$;
create function app.work_since(number text, r app.work_row, since timestamptz) returns boolean language sql immutable as $$
  select app.work_counts(number, r) and app.work_at(number, r) >= since
$$;
create function app.hours(long interval) returns float8 language sql immutable as $$
  select date_part('epoch', long) / 3600
$$;
create function app.work_age(waited interval) returns text language sql immutable as $$
  select case when waited < '2 days' then '0-1' when waited < '4 days' then '2-3' when waited < '8 days' then '4-7'
    when waited < '15 days' then '8-14' when waited < '31 days' then '15-30' else 'over-30' end
$$;

-- Clocks that ran out and still run; of a task or a case what its case says about urgency.
create function app.work_late(c app.work_cut) returns setof app.deadlines language sql stable as $$
  select d.* from app.deadlines d
   where d.closed_at is null and d.ruling->>'kind' in ('notAfter', 'recurring') and d.due_at < c.at
     and (c.scope is null or d.owes_agency_id = c.scope or d.owed_agency_id = c.scope)
     and (c.agency is null or d.owes_agency_id = c.agency or d.owed_agency_id = c.agency)
     and (d.case_id is null or d.case_id <> all (c.barred))
     and (c.scope is not null or not exists (select from app.cases o where o.id = d.case_id and o.agency_only))
     and (c.urgency is null
       or exists (select from app.referrals r where r.id = d.subject_id
         and r.urgency = c.urgency)
       or (d.subject_kind <> 'referral' and exists (select from app.cases k where k.id = d.case_id
         and k.urgency = c.urgency)))
$$;
-- Who counts for all reads of no case that a child is in it: such steps have one name, whatever the step is.
create function app.work_step(c app.work_cut, key text) returns text language sql immutable as $$
  select case when c.scope is null and key like 'child.%' then 'case.safeguarding' else key end
$$;
-- The clock of one step, by referral; of the period, as its referrals were sent in it or later.
create function app.work_clocks(step text, c app.work_cut) returns table (subject_id uuid, due_at timestamptz, allowed float8, missed boolean, breach_reason text)
language sql stable as $$
  select d.subject_id, d.due_at, app.hours(d.due_at - d.started_at), coalesce(d.closed_at, c.at) > d.due_at, d.breach_reason
    from app.deadlines d
   where d.key = step and d.key in ('referral.acknowledge', 'referral.answer', 'referral.first-contact')
     and d.ruling->>'kind' in ('notAfter', 'recurring') and d.started_at >= c.from_at
$$;
-- Whoever counts for all does not count what an agency keeps for itself.
create function app.work_cases(c app.work_cut) returns setof app.cases language sql stable as $$
  select k.* from app.cases k
   where k.status in ('open', 'contact-lost') and (c.scope is null or k.lead_agency_id = c.scope) and (c.agency is null or k.lead_agency_id = c.agency)
     and (c.scope is not null or not k.agency_only)
     and (c.urgency is null or k.urgency = c.urgency)
     and k.id <> all (c.barred)
$$;
revoke execute on function app.work_cut_of, app.work_referrals, app.work_counts, app.work_at, app.work_since, app.hours, app.work_age, app.work_late, app.work_clocks, app.work_cases from public;

-- The panels. Each proves the reader by itself and has no rows for whoever may not ask.
create function app.work_head(p_from date, p_to date, p_since date, p_agency uuid, p_urgency text)
returns table (at timestamptz, zone text, scope uuid, from_on date, to_on date, since_on date, not_referred bigint)
language plpgsql stable security definer set search_path = '' as $$
declare c app.work_cut := app.work_cut_of(p_from, p_to, p_since, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query select c.at, c.zone, c.scope, c.from_on, c.to_on, c.since_on,
    -- A count without a record knows neither urgency nor procedure.
    case when c.urgency is null then
      (select coalesce(sum(t.n), 0)::bigint from app.not_referred t where t.on_date between c.from_on and c.to_on
        and (c.scope is null or t.agency_id = c.scope) and (c.agency is null or t.agency_id = c.agency)) end;
end $$;

-- What became of the period's referrals: as a whole (no receiver, no reason), by receiver, by reason of the decline.
create function app.work_cohort(p_from date, p_to date, p_agency uuid, p_urgency text)
returns table (receiver uuid, reason text, begun bigint, draft bigint, discarded bigint, sent bigint, accepted bigint, started bigint,
  completed bigint, declined bigint, refused bigint, gaps bigint, withdrawn bigint, returned bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare c app.work_cut := app.work_cut_of(p_from, p_to, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query select r.receiver, r.decline_reason, count(*),
      count(*) filter (where app.work_counts('draft', r)), count(*) filter (where app.work_counts('discarded', r)),
      count(*) filter (where app.work_counts('sent', r)), count(*) filter (where app.work_counts('accepted', r)),
      count(*) filter (where app.work_counts('started', r)), count(*) filter (where app.work_counts('completed', r)),
      count(*) filter (where app.work_counts('declined', r)), count(*) filter (where app.work_counts('refused', r)),
      count(*) filter (where app.work_counts('gaps', r)), count(*) filter (where app.work_counts('withdrawn', r)),
      count(*) filter (where app.work_counts('returned', r))
    from app.work_referrals(c, true) r where r.created_at >= c.from_at and r.created_at < c.until_at
   group by grouping sets ((), (r.receiver), (r.decline_reason))
  having grouping(r.receiver, r.decline_reason) = 3 or r.receiver is not null or r.decline_reason is not null;
end $$;

-- How long each step took, and how long its clock allowed: as a whole, by receiver, and for the pairs that meet most,
-- as a task force of two hundred agencies has more pairs than anybody can look at. `pairs`: how many there are.
create function app.work_times(p_from date, p_to date, p_agency uuid, p_urgency text, p_pairs integer)
returns table (sender uuid, receiver uuid, step text, sent bigint, pairs bigint, taken bigint, missed bigint, median float8, p90 float8, allowed float8)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
#variable_conflict use_column
declare c app.work_cut := app.work_cut_of(p_from, p_to, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query
  with sent as materialized (
    select r.id, r.sender, r.receiver, r.sent_at, r.acknowledged_at, r.accepted_at, r.started_at
      from app.work_referrals(c, false) r where r.created_at >= c.from_at and r.created_at < c.until_at and r.sent_at is not null
  ), busy as materialized (
    select t.sender, t.receiver, count(*) as n, count(*) over () as pairs, row_number() over (order by count(*) desc, t.sender, t.receiver) as place
      from sent t group by t.sender, t.receiver order by place limit p_pairs
  ), cohort as materialized (
    select t.*, b.place from sent t left join busy b on b.sender = t.sender and b.receiver = t.receiver
  ), steps as materialized (
    select 1 as step, t.receiver, t.place, app.hours(t.acknowledged_at - t.sent_at) as took, k.allowed, k.missed
      from cohort t left join app.work_clocks('referral.acknowledge', c) k on k.subject_id = t.id
    union all select 2, t.receiver, t.place, app.hours(t.accepted_at - t.sent_at), k.allowed, k.missed
      from cohort t left join app.work_clocks('referral.answer', c) k on k.subject_id = t.id
    union all select 3, t.receiver, t.place, app.hours(t.started_at - t.accepted_at), k.allowed, k.missed
      from cohort t left join app.work_clocks('referral.first-contact', c) k on k.subject_id = t.id where t.accepted_at is not null
    union all select 4, t.receiver, t.place, app.hours(t.started_at - t.sent_at), null, null
      from cohort t where t.started_at is not null
  ), cells as (
    select null::bigint as place, g.receiver, g.step, count(g.took) as taken, count(*) filter (where g.missed) as missed,
        percentile_cont(array[0.5, 0.9]) within group (order by g.took) as took, percentile_cont(0.5) within group (order by g.allowed) as allowed
      from steps g group by grouping sets ((g.step), (g.step, g.receiver))
    union all
    select g.place, null, g.step, count(g.took), count(*) filter (where g.missed),
        percentile_cont(array[0.5, 0.9]) within group (order by g.took), percentile_cont(0.5) within group (order by g.allowed)
      from steps g where g.place is not null group by g.step, g.place
  )
  select b.sender, coalesce(b.receiver, x.receiver), (array['acknowledge', 'accept', 'first-service', 'sent-to-service'])[x.step],
      b.n, b.pairs, x.taken, x.missed, x.took[1], x.took[2], x.allowed
    from cells x left join busy b on b.place = x.place order by b.place;
end $$;

create function app.work_late_cells(p_agency uuid, p_urgency text)
returns table (owes uuid, step text, n bigint, longest float8)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
declare c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query select d.owes_agency_id, app.work_step(c, d.key), count(*), app.hours(c.at - min(d.due_at)) from app.work_late(c) d group by 1, 2;
end $$;

create function app.work_open(p_agency uuid, p_urgency text) returns table (status text, age text, n bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
declare c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query select r.status, app.work_age(c.at - r.sent_at), count(*)
    from app.work_referrals(c, false) r where app.work_counts('open', r) group by 1, 2;
end $$;

-- By agency; and by person where the reader answers for that agency's people.
create function app.work_caseload(p_agency uuid, p_urgency text)
returns table (agency uuid, person uuid, by_person boolean, cases bigint, carried bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query
  with load as materialized (
    select k.lead_agency_id as agency, k.lead_person_id as person, 1 as cases, 0 as carried from app.work_cases(c) k
    union all
    select r.receiver, r.assignee, 0, 1 from app.work_referrals(c, false) r where app.work_counts('carried', r)
  )
  select l.agency, null::uuid, false, sum(l.cases), sum(l.carried) from load l group by l.agency
  union all
  select l.agency, l.person, true, sum(l.cases), sum(l.carried) from load l where l.agency = c.scope group by l.agency, l.person;
end $$;

-- Twelve ISO weeks, which begin on Monday in the task force's zone, the running one last.
create function app.work_trend(p_agency uuid, p_urgency text)
returns table (week text, monday date, sent bigint, accepted bigint, completed bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare
  c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
  this_week date := date_trunc('week', c.at at time zone c.zone)::date;
  starts timestamptz[];
begin
  if c.at is null then return; end if;
  starts := array(select (this_week - 7 * back)::timestamp at time zone c.zone from generate_series(11, 0, -1) back);
  return query
  with moves as materialized (
    select width_bucket(r.sent_at, starts) as sent, width_bucket(r.accepted_at, starts) as accepted,
        width_bucket(case when app.work_counts('completed', r) then r.ended_at end, starts) as completed
      from app.work_referrals(c, false) r where r.updated_at >= starts[1]
  ), counted as (
    select coalesce(m.sent, m.accepted, m.completed) as place, grouping(m.sent, m.accepted, m.completed) as what, count(*) as n
      from moves m group by grouping sets ((m.sent), (m.accepted), (m.completed))
  )
  select to_char(this_week - 7 * (12 - w), 'IYYY-"W"IW'), this_week - 7 * (12 - w), coalesce(max(k.n) filter (where k.what = 3), 0),
      coalesce(max(k.n) filter (where k.what = 5), 0), coalesce(max(k.n) filter (where k.what = 6), 0)
    from generate_series(1, 12) w left join counted k on k.place = w group by w order by w;
end $$;

create function app.work_change(p_since date, p_agency uuid, p_urgency text)
returns table (begun bigint, sent bigint, accepted bigint, started bigint, completed bigint, declined bigint, withdrawn bigint, returned bigint, late bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
declare c app.work_cut := app.work_cut_of(null, null, p_since, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query select count(*) filter (where app.work_since('begun', r, c.since_at)), count(*) filter (where app.work_since('sent', r, c.since_at)),
      count(*) filter (where app.work_since('accepted', r, c.since_at)), count(*) filter (where app.work_since('started', r, c.since_at)),
      count(*) filter (where app.work_since('completed', r, c.since_at)), count(*) filter (where app.work_since('declined', r, c.since_at)),
      count(*) filter (where app.work_since('withdrawn', r, c.since_at)), count(*) filter (where app.work_since('returned', r, c.since_at)),
      (select count(*) from app.work_late(c) d where d.due_at >= c.since_at)
    from app.work_referrals(c, true) r where r.updated_at >= c.since_at;
end $$;
create type app.work_line as (rank float8, key uuid, case_reference text, kind text, status text, step text, sender json, receiver json, owes json,
  sent_at timestamptz, due_at timestamptz, reason text);
-- The place of a line in its list: a digest in the shape of a UUID, so that a cursor tells nobody an id.
create function app.work_key(id uuid) returns uuid language sql immutable as $$
  select overlay(overlay(md5(id::text) placing '8' from 13) placing '8' from 17)::uuid
$$;

create function app.work_label(wanted uuid) returns json language sql stable as $$
  select json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) from app.agencies a where a.id = wanted
$$;

-- The lists behind the numbers. A line has a case reference and codes. What is owed comes with the longest waiting first,
-- everything else with the newest.
create function app.work_list(p_number text, p_from date, p_to date, p_since date, p_agency uuid, p_urgency text,
  drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable security definer set search_path = '' as $$
declare c app.work_cut := app.work_cut_of(p_from, p_to, p_since, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if p_number in ('late', 'since-late') then
    return query select * from app.work_list_late(c, p_number = 'since-late', drills, after_rank, after_key, p_limit);
  elsif p_number = 'cases' then
    return query select * from app.work_list_cases(c, drills, after_rank, after_key, p_limit);
  else
    return query select * from app.work_list_referrals(c, p_number, drills, after_rank, after_key, p_limit);
  end if;
end $$;

create function app.work_list_referrals(c app.work_cut, p_number text, drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare
  base text := regexp_replace(p_number, '^(since|week)-', '');
  measured boolean := base in ('taken', 'missed');
  clock text := case drills->>'step' when 'acknowledge' then 'referral.acknowledge' when 'accept' then 'referral.answer'
    when 'first-service' then 'referral.first-contact' end;
  oldest_first boolean := base in ('missed', 'open', 'carried');
  of_period boolean := base = p_number and base not in ('open', 'carried');
  since timestamptz := case when p_number like 'since-%' then c.since_at
    when p_number like 'week-%' then to_date(drills->>'week', 'IYYY-"W"IW')::timestamp at time zone c.zone end;
  until timestamptz := case when p_number like 'week-%' then (to_date(drills->>'week', 'IYYY-"W"IW') + 7)::timestamp at time zone c.zone else 'infinity' end;
begin
  return query
  with found as (
    select r.id, r.case_reference, r.status, r.sender, r.receiver, r.sent_at, r.decline_reason, k.due_at, k.breach_reason,
        date_part('epoch', m.at) * case when oldest_first then 1 else -1 end as rank, app.work_key(r.id) as key
      from app.work_referrals(c, base = 'returned') r
      left join app.work_clocks(clock, c) k on measured and k.subject_id = r.id
      cross join lateral (select case when measured then r.sent_at else app.work_at(base, r) end as at) m
     where (not of_period or (r.created_at >= c.from_at and r.created_at < c.until_at))
       and (since is null or (r.updated_at >= since and m.at >= since and m.at < until))
       and case when base = 'missed' then k.missed when not measured then app.work_counts(base, r)
         else app.work_counts(case drills->>'step' when 'acknowledge' then 'acknowledged' when 'accept' then 'accepted' else 'started' end, r) end
       and (drills->>'sender' is null or r.sender = (drills->>'sender')::uuid)
       and (drills->>'receiver' is null or r.receiver = (drills->>'receiver')::uuid)
       and (drills->>'reason' is null or r.decline_reason = drills->>'reason')
       and (drills->>'status' is null or r.status = drills->>'status')
       and (drills->>'age' is null or app.work_age(c.at - r.sent_at) = drills->>'age')
       -- People are counted for those alone who answer for them.
       and (drills->>'person' is null or (r.receiver = c.scope and coalesce(r.assignee::text, 'nobody') = drills->>'person'))
  ), page as (
    select f.* from found f where after_rank is null or (f.rank, f.key) > (after_rank, after_key) order by f.rank, f.key limit p_limit
  )
  select p.rank, p.key, p.case_reference, 'referral', p.status, case when measured then clock else app.work_step(c, d.key) end, app.work_label(p.sender),
      app.work_label(p.receiver), case when measured then null else app.work_label(d.owes_agency_id) end, p.sent_at,
      case when measured then p.due_at else d.due_at end, case when base = 'missed' then p.breach_reason when p.status = 'declined' then p.decline_reason end
    from page p
    left join lateral (select o.key, o.owes_agency_id, o.due_at from app.deadlines o where o.subject_id = p.id and o.closed_at is null
      order by o.due_at, o.key limit 1) d on true
   order by p.rank, p.key;
end $$;

create function app.work_list_late(c app.work_cut, only_since boolean, drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
begin
  return query
  with found as (
    select d.id, d.due_at, date_part('epoch', d.due_at) as rank, app.work_key(d.id) as key from app.work_late(c) d
     where (not only_since or d.due_at >= c.since_at)
       and (drills->>'owes' is null or d.owes_agency_id = (drills->>'owes')::uuid) and (drills->>'step' is null or app.work_step(c, d.key) = drills->>'step')
  ), page as (
    select f.* from found f where after_rank is null or (f.rank, f.key) > (after_rank, after_key) order by f.rank, f.key limit p_limit
  )
  select p.rank, p.key, coalesce(r.case_reference, k.reference), d.subject_kind, coalesce(r.status, t.status, k.status, 'open'), app.work_step(c, d.key),
      app.work_label(r.from_agency_id), app.work_label(r.to_agency_id), app.work_label(d.owes_agency_id), r.sent_at, d.due_at, d.breach_reason
    from page p join app.deadlines d on d.id = p.id
    left join app.referrals r on d.subject_kind = 'referral' and r.id = d.subject_id
    left join app.tasks t on d.subject_kind = 'task' and t.id = d.subject_id
    left join app.cases k on k.id = d.case_id
   order by p.rank, p.key;
end $$;

create function app.work_list_cases(c app.work_cut, drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
begin
  return query
  with found as (
    select k.id, k.reference, k.lead_agency_id, date_part('epoch', k.opened_at) as rank, app.work_key(k.id) as key from app.work_cases(c) k
     where (drills->>'lead' is null or k.lead_agency_id = (drills->>'lead')::uuid)
       and (drills->>'person' is null or (k.lead_agency_id = c.scope and coalesce(k.lead_person_id::text, 'nobody') = drills->>'person'))
  ), page as (
    select f.* from found f where after_rank is null or (f.rank, f.key) > (after_rank, after_key) order by f.rank, f.key limit p_limit
  )
  select p.rank, p.key, p.reference, 'case', 'open', app.work_step(c, d.key), null::json, null::json, app.work_label(p.lead_agency_id), null::timestamptz, d.due_at, null::text
    from page p
    left join lateral (select o.key, o.due_at from app.deadlines o where o.subject_id = p.id and o.closed_at is null
      order by o.due_at, o.key limit 1) d on true
   order by p.rank, p.key;
end $$;

revoke execute on function app.work_head, app.work_cohort, app.work_times, app.work_late_cells, app.work_open, app.work_caseload, app.work_trend,
  app.work_change, app.work_list, app.work_list_referrals, app.work_list_late, app.work_list_cases, app.work_key, app.work_label from public;
grant execute on function app.work_head, app.work_cohort, app.work_times, app.work_late_cells, app.work_open, app.work_caseload, app.work_trend,
  app.work_change, app.work_list to palermo_api;
reset role;
