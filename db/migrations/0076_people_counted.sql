-- The week's count of people: who they are, how their numbers are rounded, and which are not shown. Nothing of it leaves these
-- functions but the cells (decision 0024).
set role palermo_definer;

-- One line a person, of all their cases together. Whoever was no victim, or came in by mistake, does not count; the age is
-- that at first meeting; whose age is uncertain counts as a child where the child procedure runs.
create function app.statistics_people(instant timestamptz)
returns table (people_group text, age_band text, nationality text, helped boolean, services text[], protection text, proceedings text,
  stay text, outcome text, exploitation text, forms text[]) language sql stable set search_path = '' as $$
  with counted as (
    select p.person_id, c.id, c.age_band, c.child_procedure, p.sex, p.nationality, c.opened_at,
        case when c.closed_at < instant then c.closing_reason when c.status = 'contact-lost' then 'looked-for' else 'in-contact' end as outcome
      -- What an agency keeps for itself is nobody's to count until the person chooses otherwise.
      from app.cases c join app.case_persons p on p.case_id = c.id where c.opened_at < instant and not c.agency_only
  ), services as (
    select k.person_id, array_agg(distinct s.name) filter (where s.name is not null) as services
      from counted k join app.referrals r on r.case_id = k.id and r.started_at < instant
      left join lateral unnest(r.services) s (name) on true group by k.person_id
  ), stages as (
    select k.person_id, m.track, (array_agg(m.stage order by m.reached_on desc, m.at desc))[1] as stage
      from counted k join app.case_milestones m on m.case_id = k.id and m.at < instant group by k.person_id, m.track
  ), forms as (
    -- Whatever is known of any of their cases: what she says stands before what somebody suspects.
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

-- Counts the people, in the memory of this function alone.
create function app.statistics_counts(instant timestamptz) returns setof app.statistics_count language sql stable set search_path = '' as $$
  with people as materialized (select * from app.statistics_people(instant)),
  said as (
    select v.t, v.r, p.people_group from people p, lateral (values
      ('people', 'all'), ('age-band', p.age_band), ('nationality', p.nationality), ('help', case when p.helped then 'helped' else 'not-helped' end),
      ('protection', p.protection), (case when p.helped then 'proceedings of helped' else 'proceedings of not-helped' end, p.proceedings),
      ('stay', p.stay), ('outcome', p.outcome), ('exploitation', p.exploitation),
      -- Of whom a form is known at all: each form is a part of them.
      ('exploitation known', case when p.exploitation in ('stated', 'suspected') then 'known' end)) v (t, r)
    union all
    select 'service', s, p.people_group from people p, unnest(p.services) s
    union all
    select 'exploitation-form', f, p.people_group from people p, unnest(p.forms) f
  )
  select s.t, s.r, s.people_group, count(*)::integer from said s where s.r is not null group by s.t, s.r, s.people_group
$$;

create function app.round_group(wanted date, one text, counts app.statistics_count[], secret bytea) returns void
language plpgsql set search_path = '' as $$
declare
  size integer := (select w.rounded from app.statistics_cells w where w.week = wanted and w.table_name = 'people' and w.people_group = one);
  helped integer := coalesce((select c.n from unnest(counts) c where c.table_name = 'help' and c.row_name = 'helped' and c.people_group = one), 0);
begin
  -- Where each person stands in one row.
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    with said as (
      select r.table_name, r.row_name, r.place, coalesce(sum(c.n) filter (where c.people_group = one), 0)::integer as n,
          (coalesce(sum(c.n) filter (where w.rounded is not null), 0) - coalesce(sum(w.rounded), 0))::integer as lost
        from app.statistics_rows r
        cross join unnest(array['girls', 'boys', 'women', 'men', 'others']) g (name)
        left join unnest(counts) c on c.table_name = r.table_name and c.row_name = r.row_name and c.people_group = g.name
        left join app.statistics_cells w on w.week = wanted and w.table_name = r.table_name and w.row_name = r.row_name and w.people_group = g.name
       where r.table_name in ('age-band', 'nationality', 'help', 'protection', 'stay', 'outcome')
       group by r.table_name, r.row_name, r.place
    ), parted as (
      select s.table_name, array_agg(s.row_name order by s.place) as names,
          app.rounded_parts(size, array_agg(s.n order by s.place), array_agg(format('%s|%s|%s', s.table_name, s.row_name, one) order by s.place),
            array_agg(s.lost order by s.place), secret) as parts
        from said s group by s.table_name
    )
    select wanted, p.table_name, c.r, one, c.n, greatest(c.n - 4, 0) from parted p, unnest(p.names, p.parts) c (r, n);

  -- Of those who were helped: this service, or not this one.
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    select wanted, 'service', s.row_name, one, s.n, greatest(s.n - 4, 0) from (
      select r.row_name, (app.rounded_parts(w.rounded, array[coalesce(c.n, 0), helped - coalesce(c.n, 0)],
          array[format('service|%s|%s', r.row_name, one), format('no service|%s|%s', r.row_name, one)], array[0, 0], secret))[1] as n
        from app.statistics_rows r
        join app.statistics_cells w on w.week = wanted and w.table_name = 'help' and w.row_name = 'helped' and w.people_group = one
        left join unnest(counts) c on c.table_name = 'service' and c.row_name = r.row_name and c.people_group = one
       where r.table_name = 'service') s;

  -- Proceedings are parts of those who were helped and of those who were not, so that the check of the one against the
  -- other says nothing that the two tables do not.
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    with parted as (
      select w.row_name as help, array_agg(r.row_name order by r.place) as names,
          app.rounded_parts(w.rounded, array_agg(coalesce(c.n, 0) order by r.place),
            array_agg(format('proceedings of %s|%s|%s', w.row_name, r.row_name, one) order by r.place),
            array_agg(0 order by r.place), secret) as parts
        from app.statistics_rows r
        join app.statistics_cells w on w.week = wanted and w.table_name = 'help' and w.people_group = one
        left join unnest(counts) c on c.table_name = 'proceedings of ' || w.row_name and c.row_name = r.row_name and c.people_group = one
       where r.table_name = 'proceedings' group by w.row_name, w.rounded
    ), leaf as (
      select p.help, c.r, c.n, greatest(c.n - 4, 0) as least from parted p, unnest(p.names, p.parts) c (r, n)
    )
    select wanted, 'proceedings', l.r, one, sum(l.n), sum(l.least) from leaf l group by l.r
    union all
    select wanted, 'help-and-proceedings', format('%s%s-proceedings', l.help, case when l.r = 'none' then '-not-in' else '-in' end), one, sum(l.n), sum(l.least)
      from leaf l group by l.help, l.r = 'none', 3;
end $$;

-- Of a group: those of whom a form is known, and the others; of those known: by whose word, and each form or not that one.
-- Every number is a part of one that is rounded already, so that all of them together could be the truth.
create function app.round_exploitation(wanted date, one text, counts app.statistics_count[], secret bytea) returns void
language plpgsql set search_path = '' as $$
declare
  size integer := (select w.rounded from app.statistics_cells w where w.week = wanted and w.table_name = 'people' and w.people_group = one);
  names text[] := array['known', 'no', 'declined', 'not-recorded'];
  said jsonb := coalesce((select jsonb_object_agg(case when c.table_name = 'exploitation-form' then 'form ' || c.row_name else c.row_name end, c.n)
    from unnest(counts) c where c.people_group = one and c.table_name in ('exploitation', 'exploitation known', 'exploitation-form')), '{}');
  whole integer[];
  known integer := coalesce((said->>'known')::integer, 0);
begin
  whole := app.rounded_parts(size, array(select coalesce((said->>name)::integer, 0) from unnest(names) with ordinality r (name, place) order by r.place),
    array(select format('exploitation|%s|%s', name, one) from unnest(names) with ordinality r (name, place) order by r.place),
    array[0, 0, 0, 0], secret);
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    select wanted, 'exploitation', c.r, one, c.n, greatest(c.n - 4, 0) from (
      select r, n from unnest(names, whole) w (r, n) where r <> 'known'
      union all
      select r, part from unnest(array['stated', 'suspected'],
        app.rounded_parts(whole[1], array[coalesce((said->>'stated')::integer, 0), coalesce((said->>'suspected')::integer, 0)],
          array[format('stated|%s', one), format('suspected|%s', one)], array[0, 0], secret)) w (r, part)) c (r, n);
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    select wanted, 'exploitation-form', f.row_name, one, f.n, greatest(f.n - 4, 0) from (
      select r.row_name, (app.rounded_parts(whole[1],
          array[coalesce((said->>('form ' || r.row_name))::integer, 0), known - coalesce((said->>('form ' || r.row_name))::integer, 0)],
          array[format('form|%s|%s', r.row_name, one), format('no form|%s|%s', r.row_name, one)], array[0, 0], secret))[1] as n
        from app.statistics_rows r where r.table_name = 'exploitation-form') f;
end $$;

-- Rounds one week's counts into its cells, from the whole down: everybody, the groups, then each table within each group.
create function app.round_statistics(wanted date, counts app.statistics_count[], secret bytea) returns void
language plpgsql set search_path = '' as $$
declare
  groups text[] := array['girls', 'boys', 'women', 'men', 'others'];
  sizes integer[] := array(select coalesce((select c.n from unnest(counts) c where c.table_name = 'people' and c.people_group = g.name), 0)
    from unnest(groups) with ordinality g (name, place) order by g.place);
  everybody integer := app.rounded_whole((select sum(s)::integer from unnest(sizes) s), 'people', secret);
  one text;
begin
  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    select wanted, 'people', 'all', c.g, c.n, greatest(c.n - 4, 0)
      from unnest(groups, app.rounded_parts(everybody, sizes, groups, array_fill(0, array[5]), secret)) c (g, n)
    union all select wanted, 'people', 'all', 'all', everybody, greatest(everybody - 4, 0);

  foreach one in array groups loop
    perform app.round_group(wanted, one, counts, secret);
    perform app.round_exploitation(wanted, one, counts, secret);
  end loop;

  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    select c.week, c.table_name, c.row_name, 'all', sum(c.rounded), sum(c.least) from app.statistics_cells c
     where c.week = wanted and c.table_name <> 'people' group by c.week, c.table_name, c.row_name;
end $$;

-- What is not shown: whatever may be fewer than eleven, and wherever exactly one number of a sum is missing, the next
-- smallest of that sum.
create function app.hide_statistics(wanted date) returns void language plpgsql set search_path = '' as $$
begin
  update app.statistics_cells set shown = false where week = wanted and least < 11;
  loop
    with member as (
      select format('%s|%s', c.table_name, c.row_name) as line, c.table_name, c.row_name, c.people_group, c.rounded, c.shown, true as may_hide
        from app.statistics_cells c where c.week = wanted
      union all
      select format('%s of %s', c.table_name, c.people_group), c.table_name, c.row_name, c.people_group, c.rounded, c.shown, true
        from app.statistics_cells c where c.week = wanted and c.table_name not in ('people', 'service', 'exploitation-form')
      union all
      select format('%s of %s', t.name, c.people_group), c.table_name, c.row_name, c.people_group, c.rounded, c.shown, false
        from app.statistics_cells c, (select distinct r.table_name as name from app.statistics_rows r where r.table_name not in ('people', 'service', 'exploitation-form')) t
       where c.week = wanted and c.table_name = 'people'
    ), bare as (
      select m.line from member m group by m.line having count(*) filter (where not m.shown) = 1
    ), next as (
      select distinct on (m.line) m.table_name, m.row_name, m.people_group from member m join bare b on b.line = m.line
       where m.shown and m.may_hide order by m.line, m.rounded, m.people_group = 'all', m.row_name, m.people_group
    )
    update app.statistics_cells c set shown = false from next n
     where c.week = wanted and c.table_name = n.table_name and c.row_name = n.row_name and c.people_group = n.people_group and c.shown;
    exit when not found;
  end loop;
end $$;

-- Counts one week. A week that was counted stays as it is: done again, this does nothing.
create function app.count_week(wanted date) returns boolean language plpgsql set search_path = '' as $$
declare
  instant timestamptz := (select wanted::timestamp at time zone t.zone from app.task_force t);
begin
  if instant > app.now() then raise exception 'this week has not begun' using errcode = '22023'; end if;
  insert into app.statistics_releases (week, as_of, method) values (wanted, instant, 'controlled-rounding-1') on conflict do nothing;
  if not found then return false; end if;
  perform app.round_statistics(wanted, array(select c from app.statistics_counts(instant) c), (select s.secret from app.statistics_secret s));
  perform app.hide_statistics(wanted);
  return true;
end $$;

-- Counts the week that has begun, and those before it that nobody counted, a year back at most. How many it counted.
create function app.count_weeks() returns integer language plpgsql security definer set search_path = '' as $$
declare
  newest date := (select date_trunc('week', app.now() at time zone t.zone)::date from app.task_force t);
  since date := coalesce((select max(r.week) + 7 from app.statistics_releases r),
    (select date_trunc('week', min(c.opened_at) at time zone t.zone)::date + 7 from app.cases c cross join app.task_force t group by t.zone), newest);
  week date;
  made integer := 0;
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  for week in select d::date from generate_series(greatest(least(since, newest), newest - 364), newest, interval '7 days') d loop
    if app.count_week(week) then made := made + 1; end if;
  end loop;
  return made;
end $$;

revoke execute on function app.statistics_people, app.statistics_counts, app.round_group, app.round_exploitation, app.round_statistics,
  app.hide_statistics, app.count_week, app.count_weeks from public;
grant execute on function app.count_weeks to palermo_worker;
reset role;
