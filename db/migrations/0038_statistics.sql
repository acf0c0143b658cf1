-- Statistics on people: counted once a week, rounded inside the database, never stored as they are. What stands in these
-- tables may be known by whoever reads statistics; what it was made of leaves the function that counts in no way.
-- The method and what it proves: docs/decisions/0024.
set role palermo_definer;

-- What a count is rounded up or down by. Whoever had it and the numbers could narrow them, so nothing reads it but the
-- function that rounds.
create table app.statistics_secret (
  only_row boolean primary key default true check (only_row),
  secret bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);
call app.wall('app.statistics_secret');
insert into app.statistics_secret default values;

-- Every row of every table that is ever published, whether or not anybody stands in it: that a row is there tells nothing.
-- `shared/src/statistics/tables.ts` says the same; a test holds the two equal.
create table app.statistics_rows (
  table_name text not null,
  row_name text not null,
  place smallint not null,
  primary key (table_name, row_name)
);
call app.wall('app.statistics_rows');
insert into app.statistics_rows (table_name, row_name, place)
select t, r, place from (values
  ('people', 'all'),
  ('age-band', '0-8 9-17 18-20 21-29 30-47 48-plus unknown'),
    ('nationality', 'own-country south-eastern-asia southern-asia eastern-asia central-and-western-asia africa americas europe
    oceania stateless not-recorded'),
  ('help', 'helped not-helped'),
    ('service', 'case-management shelter-emergency shelter-medium-term shelter-long-term shelter-child shelter-men
    shelter-mixed independent-living foster-care basic-goods medical psychosocial psychiatric legal-aid interpretation
    documentation education vocational job-placement financial-aid childcare family-tracing escort-transport safety-planning
    voluntary-return reintegration guardian-advocate'),
  ('protection', 'none met safe-tonight needs-assessed plan-agreed services-under-way solution-agreed followed-up'),
  ('proceedings', 'none reported investigating charged in-court decided appeal'),
    ('help-and-proceedings', 'helped-in-proceedings helped-not-in-proceedings not-helped-in-proceedings
    not-helped-not-in-proceedings'),
  ('stay', 'none bar-to-removal status-requested stay-granted stay-refused return-prepared'),
  ('outcome', 'in-contact looked-for help-completed declined-services contact-lost moved-abroad deceased left-by-choice')) listed (t, names), regexp_split_to_table(names, '\s+') with ordinality as named (r, place);

-- Regions of M49, as in `shared/src/codes/regions.ts`.
create table app.country_regions (
  country text primary key,
  region text not null
);
call app.wall('app.country_regions');
insert into app.country_regions (country, region)
select c, r from (values
  ('south-eastern-asia', 'BN ID KH LA MM MY PH SG TH TL VN'),
  ('southern-asia', 'AF BD BT IN IR LK MV NP PK'),
  ('eastern-asia', 'CN HK JP KP KR MN MO TW'),
  ('central-and-western-asia', 'AE AM AZ BH CY GE IL IQ JO KG KW KZ LB OM PS QA SA SY TJ TM TR UZ YE'),
  ('africa', 'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR
    MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW'),
  ('americas', 'AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM
    KN KY LC MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI'),
  ('europe', 'AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC
    MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK'),
  ('oceania', 'AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS')) listed (r, codes), regexp_split_to_table(codes, '\s+') c;

-- One count: the people as they stood when a Monday began.
create table app.statistics_releases (
  week date primary key check (extract(isodow from week) = 1),
  as_of timestamptz not null,
  method text not null,
  counted_at timestamptz not null default app.now()
);
call app.wall('app.statistics_releases');
create table app.statistics_cells (
  week date not null references app.statistics_releases,
  table_name text not null,
  row_name text not null,
  people_group text not null check (people_group in ('all', 'girls', 'boys', 'women', 'men', 'others')),
  rounded integer not null check (rounded >= 0),
  -- The fewest that can stand here, as far as the rounded numbers themselves tell.
  least integer not null check (least >= 0),
  shown boolean not null default true,
  primary key (week, table_name, row_name, people_group)
);
call app.wall('app.statistics_cells');

-- One line a person, of all their cases together. Whoever was no victim, or came in by mistake, does not count; the age is
-- that at first meeting; whose age is uncertain counts as a child where the child procedure runs.
create function app.statistics_people(instant timestamptz)
returns table (people_group text, age_band text, nationality text, helped boolean, services text[], protection text, proceedings text,
  stay text, outcome text) language sql stable set search_path = '' as $$
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
      coalesce(protection.stage, 'none'), coalesce(justice.stage, 'none'), coalesce(immigration.stage, 'none'), p.outcome
    from persons p cross join app.task_force t
    cross join lateral (select p.age_band in ('0-8', '9-17') or (p.age_band = 'unknown' and p.child_procedure) as is_one) child
    left join app.country_regions r on r.country = p.nationality
    left join services s on s.person_id = p.person_id
    left join stages protection on protection.person_id = p.person_id and protection.track = 'protection'
    left join stages justice on justice.person_id = p.person_id and justice.track = 'justice'
    left join stages immigration on immigration.person_id = p.person_id and immigration.track = 'immigration'
$$;

-- Parts of a whole that is rounded already: each goes to the multiple of five below or above it, so that together they make
-- the whole. Which of them go up is drawn in proportion to what they have over (Efraimidis and Spirakis 2006) and to what
-- was lost on them in other groups, so that the sums over the groups stay near; by the secret and not anew each week: the
-- average of many weeks says no more than one.
create function app.rounded_parts(whole integer, parts integer[], names text[], lost integer[], secret bytea) returns integer[]
language sql immutable set search_path = '' as $$
  with part as (
    select place, n - n % 5 as low, case when n % 5 > 0 then greatest(n % 5 + lost, 0.2) end as weight,
        (('x' || substr(encode(sha256(secret || convert_to(format('%s|%s', name, n / 5), 'UTF8')), 'hex'), 1, 12))::bit(48)::bigint + 0.5)
          / 281474976710656 as chance
      from unnest(parts, names, lost) with ordinality as given (n, name, lost, place)
  ), drawn as (
    select p.place, p.low, row_number() over (order by -ln(p.chance) / p.weight nulls last, p.place) <= (whole - sum(p.low) over ()) / 5 as up
      from part p
  )
  select array_agg(d.low + case when d.up then 5 else 0 end order by d.place) from drawn d
$$;
-- A number with nothing above it: up as often as it is near.
create function app.rounded_whole(n integer, name text, secret bytea) returns integer language sql immutable set search_path = '' as $$
  select n - n % 5 + case when (('x' || substr(encode(sha256(secret || convert_to(format('%s|%s', name, n / 5), 'UTF8')), 'hex'), 1, 12))::bit(48)::bigint + 0.5)
    / 281474976710656 < (n % 5) / 5.0 then 5 else 0 end
$$;

create type app.statistics_count as (table_name text, row_name text, people_group text, n integer);

-- Counts the people, in the memory of this function alone.
create function app.statistics_counts(instant timestamptz) returns setof app.statistics_count language sql stable set search_path = '' as $$
  with people as materialized (select * from app.statistics_people(instant)),
  said as (
    select v.t, v.r, p.people_group from people p, lateral (values
      ('people', 'all'), ('age-band', p.age_band), ('nationality', p.nationality), ('help', case when p.helped then 'helped' else 'not-helped' end),
      ('protection', p.protection), (case when p.helped then 'proceedings of helped' else 'proceedings of not-helped' end, p.proceedings),
      ('stay', p.stay), ('outcome', p.outcome)) v (t, r)
    union all
    select 'service', s, p.people_group from people p, unnest(p.services) s
  )
  select s.t, s.r, s.people_group, count(*)::integer from said s group by s.t, s.r, s.people_group
$$;

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
  end loop;

  insert into app.statistics_cells (week, table_name, row_name, people_group, rounded, least)
    select c.week, c.table_name, c.row_name, 'all', sum(c.rounded), sum(c.least) from app.statistics_cells c
     where c.week = wanted and c.table_name <> 'people' group by c.week, c.table_name, c.row_name;
end $$;

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
        from app.statistics_cells c where c.week = wanted and c.table_name not in ('people', 'service')
      union all
      select format('%s of %s', t.name, c.people_group), c.table_name, c.row_name, c.people_group, c.rounded, c.shown, false
        from app.statistics_cells c, (select distinct r.table_name as name from app.statistics_rows r where r.table_name not in ('people', 'service')) t
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

-- The published numbers, for the task force's lead. Without a week the newest; nothing at all for anybody else.
create function app.statistics_head(p_week date) returns table (week date, as_of timestamptz, method text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if authz.function() is distinct from 'lead' then return; end if;
  return query select r.week, r.as_of, r.method from (values (true)) lead
    left join lateral (select * from app.statistics_releases s where p_week is null or s.week = p_week order by s.week desc limit 1) r on true;
end $$;
create function app.statistics_tables(p_week date) returns table (table_name text, row_name text, people_group text, shown integer)
language plpgsql stable security definer set search_path = '' as $$
declare wanted date := (select h.week from app.statistics_head(p_week) h);
begin
  return query select c.table_name, c.row_name, c.people_group, case when c.shown then c.rounded end
    from app.statistics_cells c where c.week = wanted;
end $$;
create function app.statistics_trend(p_week date) returns table (week date, people_group text, shown integer)
language plpgsql stable security definer set search_path = '' as $$
declare wanted date := (select h.week from app.statistics_head(p_week) h);
begin
  return query select c.week, c.people_group, case when c.shown then c.rounded end
    from app.statistics_cells c where c.table_name = 'people' and c.week between wanted - 364 and wanted;
end $$;

revoke execute on function app.statistics_people, app.rounded_parts, app.rounded_whole, app.statistics_counts, app.round_statistics, app.round_group,
  app.hide_statistics, app.count_week, app.count_weeks, app.statistics_head, app.statistics_tables, app.statistics_trend from public;
grant execute on function app.count_weeks to palermo_worker;
grant execute on function app.statistics_head, app.statistics_tables, app.statistics_trend to palermo_api;
reset role;
