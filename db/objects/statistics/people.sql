-- One line for each person over all their cases, for the weekly count, of which only rounded cells leave the functions
-- of this file (decision 0053). Persons who were no victim or were entered by mistake do not count. The age is that at
-- the first meeting; a person of uncertain age counts as a child if the child procedure runs.
create or replace function app.statistics_people(instant timestamptz)
returns table (people_group text, age_band text, nationality text, helped boolean, services text[], protection text, proceedings text,
  stay text, outcome text, exploitation text, forms text[]) language sql stable set search_path = '' as $$
  with counted as (
    select p.person_id, c.id, c.age_band, c.child_procedure, p.sex, p.nationality, c.opened_at,
        case when c.closed_at < instant then c.closing_reason when c.status = 'contact-lost' then 'looked-for' else 'in-contact' end as outcome
      -- Cases that are private to their agency are not counted until the person agrees to share them.
      from app.cases c join app.case_persons p on p.case_id = c.id where c.opened_at < instant and not c.agency_only
  ), services as (
    select k.person_id, array_agg(distinct s.name) filter (where s.name is not null) as services
      from counted k join app.referrals r on r.case_id = k.id and r.started_at < instant
      left join lateral unnest(r.services) s (name) on true group by k.person_id
  ), stages as (
    select k.person_id, m.track, (array_agg(m.stage order by m.reached_on desc, m.at desc))[1] as stage
      from counted k join app.case_milestones m on m.case_id = k.id and m.at < instant group by k.person_id, m.track
  ), forms as (
    -- Forms of exploitation from all cases of the person. The person's own statement takes precedence over a suspicion.
    select k.person_id, array_agg(distinct e.form) filter (where e.basis in ('stated', 'suspected')) as forms,
        (array_agg(e.basis order by array_position(array['stated', 'suspected', 'declined', 'no'], e.basis)))[1] as known
      from counted k join app.case_exploitations e on e.case_id = k.id and e.at < instant and (e.ended_at is null or e.ended_at >= instant)
     where e.basis <> 'not-asked' group by k.person_id
  ), persons as (
    select k.person_id,
        coalesce((array_agg(k.age_band order by k.opened_at) filter (where k.age_band <> 'unknown'))[1], 'unknown') as age_band,
        (array_agg(k.child_procedure order by k.opened_at))[1] as child_procedure,
        (array_agg(k.sex order by k.opened_at desc) filter (where k.sex is not null))[1] as sex,
        (array_agg(k.nationality order by k.opened_at desc) filter (where k.nationality is not null))[1] as nationality,
        (array_agg(k.outcome order by k.outcome in ('in-contact', 'looked-for') desc, k.opened_at desc))[1] as outcome
      from counted k where k.outcome not in ('not-a-victim', 'opened-by-mistake') group by k.person_id
  )
  select case when child.is_one and p.sex = 'feminine' then 'girls' when child.is_one and p.sex = 'masculine' then 'boys'
        when p.sex = 'feminine' then 'women' when p.sex = 'masculine' then 'men' else 'others' end,
      p.age_band,
      case when p.nationality is null then 'not-recorded' when p.nationality = 'stateless' then 'stateless'
        when p.nationality = split_part(t.calendar, '-', 1) then 'own-country' else coalesce(r.region, 'not-recorded') end,
      s.person_id is not null, coalesce(s.services, '{}'),
      coalesce(protection.stage, 'none'), coalesce(justice.stage, 'none'), coalesce(immigration.stage, 'none'), p.outcome,
      coalesce(f.known, 'not-recorded'), coalesce(f.forms, '{}')
    from persons p cross join app.task_force t
    cross join lateral (select p.age_band in ('0-8', '9-17') or (p.age_band = 'unknown' and p.child_procedure) as is_one) child
    left join app.country_regions r on r.country = p.nationality
    left join services s on s.person_id = p.person_id
    left join forms f on f.person_id = p.person_id
    left join stages protection on protection.person_id = p.person_id and protection.track = 'protection'
    left join stages justice on justice.person_id = p.person_id and justice.track = 'justice'
    left join stages immigration on immigration.person_id = p.person_id and immigration.track = 'immigration'
$$;
comment on function app.statistics_people is
  'One line for each person over all their cases, for the weekly count. Only rounded numbers leave these functions.';

create or replace function app.statistics_counts(instant timestamptz) returns setof app.statistics_count language sql stable set search_path = '' as $$
  with people as materialized (select * from app.statistics_people(instant)),
  said as (
    select v.t, v.r, p.people_group from people p, lateral (values
      ('people', 'all'), ('age-band', p.age_band), ('nationality', p.nationality), ('help', case when p.helped then 'helped' else 'not-helped' end),
      ('protection', p.protection), ('proceedings', p.proceedings), ('stay', p.stay), ('outcome', p.outcome), ('exploitation', p.exploitation),
      ('help-and-proceedings', case when p.helped then 'helped' else 'not-helped' end
        || case when p.proceedings = 'none' then '-not-in-proceedings' else '-in-proceedings' end)) v (t, r)
    union all
    select 'service', s, p.people_group from people p, unnest(p.services) s
    union all
    select 'exploitation-form', f, p.people_group from people p, unnest(p.forms) f
  )
  select s.t, s.r, coalesce(s.people_group, 'all'), count(*)::integer from said s group by s.t, s.r, grouping sets ((s.people_group), ())
$$;
comment on function app.statistics_counts is
  'Numbers of persons by table, row and group, never stored unrounded.';

create or replace function app.count_week(wanted date) returns boolean language plpgsql set search_path = '' as $$
declare
  instant timestamptz := (select wanted::timestamp at time zone t.zone from app.task_force t);
begin
  if instant > app.now() then raise exception 'this week has not begun' using errcode = '22023'; end if;
  insert into app.statistics_releases (week, as_of, method) values (wanted, instant, 'joint-suppression-1') on conflict do nothing;
  if not found then return false; end if;
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded)
    select wanted, r.table_name, r.row_name, g.name, case when c.n >= 13 then 5 * ((c.n + 2) / 5) end
      from app.statistics_rows r
      cross join unnest(array['all', 'girls', 'boys', 'women', 'men', 'others']) g (name)
      left join app.statistics_counts(instant) c on c.table_name = r.table_name and c.row_name = r.row_name and c.people_group = g.name;
  return true;
end $$;
comment on function app.count_week is
  'Counts one week. A counted week is never counted again.';

create or replace function app.count_weeks() returns integer language plpgsql security definer set search_path = '' as $$
declare
  newest date := (select date_trunc('week', app.now() at time zone t.zone)::date from app.task_force t);
  since date := coalesce((select max(r.week) + 7 from app.statistics_releases r),
    (select date_trunc('week', min(c.opened_at) at time zone t.zone)::date + 7 from app.cases c cross join app.task_force t group by t.zone), newest);
  week date;
  made integer := 0;
begin
  if session_user <> 'palermo_worker' then raise exception 'only the worker login may call this function' using errcode = 'PA101'; end if;
  for week in select d::date from generate_series(greatest(least(since, newest), newest - 364), newest, interval '7 days') d loop
    if app.count_week(week) then made := made + 1; end if;
  end loop;
  return made;
end $$;
comment on function app.count_weeks is
  'Counts up to a year of past weeks that were not counted yet, and returns how many.';
grant execute on function app.count_weeks to palermo_worker;

-- The oldest week that is counted and not published, with the six weeks published before it, for the job that decides
-- which cells are shown. `earlier`: the highest number ever published for the cell. `waiting`: number of unpublished
-- weeks.
create or replace function app.statistics_unpublished()
returns table (week date, published boolean, table_name text, row_name text, people_group text, rounded integer, shown boolean, earlier integer, waiting integer)
language sql stable security definer set search_path = '' as $$
  select app.refuse_if(session_user <> 'palermo_worker', 'only the worker login may call this function', 'PA101');
  with due as (select min(r.week) as week from app.statistics_releases r where r.published_at is null),
    weeks as (
      select d.week, false as published from due d where d.week is not null
      union all
      (select r.week, true from app.statistics_releases r, due d where r.week < d.week and r.published_at is not null order by r.week desc limit 6)
    ), most as (
      select e.table_name, e.row_name, e.people_group, max(e.rounded) as rounded
        from app.statistics_cells e, due d where e.week < d.week and e.shown group by 1, 2, 3
    )
    select c.week, w.published, c.table_name, c.row_name, c.people_group, c.rounded, c.shown, m.rounded,
        (select count(*)::integer from app.statistics_releases r where r.published_at is null)
      from weeks w join app.statistics_cells c on c.week = w.week
      left join most m on not w.published and m.table_name = c.table_name and m.row_name = c.row_name and m.people_group = c.people_group
     order by c.week, c.table_name, c.row_name, c.people_group
$$;
comment on function app.statistics_unpublished is
  'The oldest week that is counted and not published, with the six weeks published before it, for the job that decides which cells are shown.';
grant execute on function app.statistics_unpublished to palermo_worker;

create or replace function app.publish_statistics(wanted date, cells text[]) returns boolean language plpgsql security definer set search_path = '' as $$
begin
  if session_user <> 'palermo_worker' then raise exception 'only the worker login may call this function' using errcode = 'PA101'; end if;
  update app.statistics_releases r set published_at = app.now() where r.week = wanted and r.published_at is null
     and not exists (select from app.statistics_releases e where e.week < wanted and e.published_at is null);
  if not found then return false; end if;
  update app.statistics_cells c set shown = true
   where c.week = wanted and c.rounded is not null and format('%s|%s|%s', c.table_name, c.row_name, c.people_group) = any (cells);
  return true;
end $$;
comment on function app.publish_statistics is
  'Publishes a week with the cells that may be shown. A published week never changes.';
grant execute on function app.publish_statistics to palermo_worker;
