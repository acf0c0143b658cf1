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
  ('outcome', 'in-contact looked-for help-completed declined-services contact-lost moved-abroad deceased left-by-choice'),
  ('exploitation', 'stated suspected no declined not-recorded'),
  ('exploitation-form', 'sexual-exploitation forced-labour child-labour servitude slavery forced-criminality forced-begging
    forced-marriage forced-military organ-removal forced-adoption surrogacy other')) listed (t, names), regexp_split_to_table(names, '\s+') with ordinality as named (r, place);

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

revoke execute on function app.rounded_parts, app.rounded_whole, app.statistics_head, app.statistics_tables, app.statistics_trend from public;
grant execute on function app.statistics_head, app.statistics_tables, app.statistics_trend to palermo_api;
reset role;
