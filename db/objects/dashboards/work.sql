create or replace function app.work_head(p_from date, p_to date, p_since date, p_agency uuid, p_urgency text)
returns table (at timestamptz, zone text, scope uuid, from_on date, to_on date, since_on date, not_referred bigint)
language plpgsql stable security definer set search_path = '' as $$
declare c app.work_cut := app.work_cut_of(p_from, p_to, p_since, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  return query select app.work_counted_at(app.work_cut_of(null, null, null, p_agency, p_urgency)), c.zone, c.scope, c.from_on, c.to_on, c.since_on,
    -- Persons not referred are counted without an urgency, so with a filter by urgency this number is null.
    case when c.urgency is null then
      (select coalesce(sum(t.n), 0)::bigint from app.not_referred t where t.on_date between c.from_on and c.to_on
        and (c.scope is null or t.agency_id = c.scope) and (c.agency is null or t.agency_id = c.agency)) end;
end $$;
comment on function app.work_head is
  'Head of the work dashboard: period, scope and the number of persons not referred.';
grant execute on function app.work_head to palermo_api;

create or replace function app.work_cohort(p_from date, p_to date, p_agency uuid, p_urgency text)
returns table (receiver uuid, reason text, begun bigint, draft bigint, discarded bigint, sent bigint, accepted bigint, started bigint,
  completed bigint, declined bigint, refused bigint, gaps bigint, withdrawn bigint, returned bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare c app.work_cut := app.work_cut_of(p_from, p_to, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'cohort') is not null then return query select * from jsonb_populate_recordset(null::app.work_cohort_line, app.cached_work(c, 'cohort')); return; end if;
  return query select r.receiver, r.decline_reason, count(*),
      count(*) filter (where app.work_counts('draft', r)), count(*) filter (where app.work_counts('discarded', r)), count(*) filter (where app.work_counts('sent', r)),
      count(*) filter (where app.work_counts('accepted', r)), count(*) filter (where app.work_counts('started', r)), count(*) filter (where app.work_counts('completed', r)),
      count(*) filter (where app.work_counts('declined', r)), count(*) filter (where app.work_counts('refused', r)), count(*) filter (where app.work_counts('gaps', r)), count(*) filter (where app.work_counts('withdrawn', r)),
      count(*) filter (where app.work_counts('returned', r))
    from app.work_begun(c, true) r
   group by grouping sets ((), (r.receiver), (r.decline_reason))
  having grouping(r.receiver, r.decline_reason) = 3 or r.receiver is not null or r.decline_reason is not null;
end $$;
comment on function app.work_cohort is
  'What became of the referrals of a period, in all, by receiver and by reason of decline.';
grant execute on function app.work_cohort to palermo_api;

-- How long each step took and how long its deadline allowed: overall, for each receiver, and for each pair of agencies. Only the most
-- frequent pairs are returned, because a large task force has too many pairs to show; `pairs` is the number of all pairs.
create or replace function app.work_times(p_from date, p_to date, p_agency uuid, p_urgency text, p_pairs integer)
returns table (sender uuid, receiver uuid, step text, sent bigint, pairs bigint, taken bigint, missed bigint, median float8, p90 float8, allowed float8)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off set work_mem = '32MB' as $$
#variable_conflict use_column
declare c app.work_cut := app.work_cut_of(p_from, p_to, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'times') is not null then return query select * from jsonb_populate_recordset(null::app.work_time_line, app.cached_work(c, 'times')); return; end if;
  return query
  with sent as materialized (
    select r.id, r.sender, r.receiver, r.sent_at, r.acknowledged_at, r.accepted_at, r.started_at from app.work_begun(c, false) r where r.sent_at is not null
  ), busy as materialized (
    select t.sender, t.receiver, count(*) as n, count(*) over () as pairs, row_number() over (order by count(*) desc, t.sender, t.receiver) as place
      from sent t group by t.sender, t.receiver order by place limit p_pairs
  ), clocks as materialized (
    -- For one agency each referral is looked up, and for all agencies the deadlines of the period are read in one go.
    select k.* from sent t cross join lateral (select w.* from app.work_clocks(c) w where w.subject_id = t.id offset 0) k where coalesce(c.scope, c.agency) is not null
    union all select k.* from app.work_clocks(c) k where coalesce(c.scope, c.agency) is null
  ), steps as materialized (
    select s.step, t.receiver, b.place, app.hours(s.until - s.since) as took, k.allowed, k.missed
      from sent t left join busy b on b.sender = t.sender and b.receiver = t.receiver
      cross join lateral (values (1, 'referral.acknowledge', t.sent_at, t.acknowledged_at), (2, 'referral.answer', t.sent_at, t.accepted_at),
        (3, 'referral.first-contact', t.accepted_at, t.started_at), (4, null, t.sent_at, t.started_at)) s (step, key, since, until)
      left join clocks k on k.subject_id = t.id and k.key = s.key
     where case s.step when 3 then t.accepted_at is not null when 4 then t.started_at is not null else true end
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
comment on function app.work_times is
  'How long each step took and was allowed to take, in all, by receiver and for the most frequent pairs; `pairs` says how many there are.';
grant execute on function app.work_times to palermo_api;

create or replace function app.work_late_cells(p_agency uuid, p_urgency text)
returns table (owes uuid, step text, n bigint, longest float8)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
declare c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'late') is not null then return query select * from jsonb_populate_recordset(null::app.work_late_line, app.cached_work(c, 'late')); return; end if;
  return query select d.owes_agency_id, app.work_step(c, d.key), count(*), app.hours(c.at - min(d.due_at)) from app.work_late(c) d group by 1, 2;
end $$;
comment on function app.work_late_cells is
  'Past deadlines by owing agency and step.';
grant execute on function app.work_late_cells to palermo_api;

create or replace function app.work_open(p_agency uuid, p_urgency text) returns table (status text, age text, n bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
declare c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'open') is not null then return query select * from jsonb_populate_recordset(null::app.work_open_line, app.cached_work(c, 'open')); return; end if;
  return query select r.status, app.work_age(c.at - r.sent_at), count(*) from app.work_referrals(c, false) r where app.work_counts('open', r) group by 1, 2;
end $$;
comment on function app.work_open is
  'Open referrals by status and age.';
grant execute on function app.work_open to palermo_api;

create or replace function app.work_caseload(p_agency uuid, p_urgency text)
returns table (agency uuid, person uuid, by_person boolean, cases bigint, carried bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'caseload') is not null then return query select * from jsonb_populate_recordset(null::app.work_caseload_line, app.cached_work(c, 'caseload')); return; end if;
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
comment on function app.work_caseload is
  'Cases and carried work by agency, and by person where the reader supervises that agency.';
grant execute on function app.work_caseload to palermo_api;

create or replace function app.work_trend(p_agency uuid, p_urgency text)
returns table (week text, monday date, sent bigint, accepted bigint, completed bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare
  c app.work_cut := app.work_cut_of(null, null, null, p_agency, p_urgency);
  this_week date := date_trunc('week', c.at at time zone c.zone)::date;
  starts timestamptz[] := array(select (this_week - 7 * back)::timestamp at time zone c.zone from generate_series(11, 0, -1) back);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'trend') is not null then return query select * from jsonb_populate_recordset(null::app.work_trend_line, app.cached_work(c, 'trend')); return; end if;
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
comment on function app.work_trend is
  'Sent, accepted and completed referrals of the last twelve ISO weeks in the task force''s zone.';
grant execute on function app.work_trend to palermo_api;

create or replace function app.work_change(p_since date, p_agency uuid, p_urgency text)
returns table (begun bigint, sent bigint, accepted bigint, started bigint, completed bigint, declined bigint, withdrawn bigint, returned bigint, late bigint)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
declare c app.work_cut := app.work_cut_of(null, null, p_since, p_agency, p_urgency);
begin
  if c.at is null then return; end if;
  if app.cached_work(c, 'change') is not null then return query select * from jsonb_populate_recordset(null::app.work_change_line, app.cached_work(c, 'change')); return; end if;
  return query select count(*) filter (where app.work_since('begun', r, c.since_at)), count(*) filter (where app.work_since('sent', r, c.since_at)),
      count(*) filter (where app.work_since('accepted', r, c.since_at)), count(*) filter (where app.work_since('started', r, c.since_at)),
      count(*) filter (where app.work_since('completed', r, c.since_at)), count(*) filter (where app.work_since('declined', r, c.since_at)),
      count(*) filter (where app.work_since('withdrawn', r, c.since_at)), count(*) filter (where app.work_since('returned', r, c.since_at)),
      (select count(*) from app.work_late(c) d where d.due_at >= c.since_at)
    from app.work_referrals(c, true) r where r.updated_at >= c.since_at;
end $$;
comment on function app.work_change is
  'What changed since an instant.';
grant execute on function app.work_change to palermo_api;
