set role palermo_definer;

create type app.statistics_count as (table_name text, row_name text, people_group text, n integer);

-- Statistics on people: counted once a week, rounded inside the database, never stored as they are. Of a count under the
-- threshold nothing is stored at all. Which numbers are published is decided and proved by the worker (decision 0059).

-- Every row of every table that is ever published, whether or not anybody stands in it: that a row is there tells nothing.
-- `shared/src/statistics/tables.ts` says the same; a test holds the two equal.
create table app.statistics_rows (
  table_name text not null,
  row_name text not null,
  place smallint not null,
  primary key (table_name, row_name)
);
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
  counted_at timestamptz not null default app.now(),
  -- Null until it is decided which numbers are shown: before that nobody reads anything of it.
  published_at timestamptz
);

create table app.statistics_cells (
  week date not null references app.statistics_releases,
  table_name text not null,
  row_name text not null,
  people_group text not null check (people_group in ('all', 'girls', 'boys', 'women', 'men', 'others')),
  -- To the nearest multiple of five; null where it may be fewer than eleven.
  rounded integer check (rounded >= 15 and rounded % 5 = 0),
  shown boolean not null default false check (rounded is not null or not shown),
  primary key (week, table_name, row_name, people_group)
);

reset role;
