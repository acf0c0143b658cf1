-- One line for each person, under a pseudonym that changes every week, so that auditors can review unusual access
-- without knowing names.
create or replace function app.access_review() returns table (pseudonym text, agency text, sector text, role text, looks integer, cases integer, refused integer, at_night integer)
language sql stable security definer set search_path = '' as $$
  select left(encode(sha256(convert_to(l.actor::text || date_trunc('week', pg_catalog.now())::text, 'UTF8')), 'hex'), 8), g.label, g.sector,
      max(l.function), count(*)::integer, count(distinct l.subject_id) filter (where l.subject_kind = 'case')::integer,
      count(*) filter (where l.outcome = 'refused')::integer,
      count(*) filter (where extract(hour from l.at at time zone g.zone) not between 6 and 21)::integer
    from aud.leaf l join app.agencies g on g.id = l.agency
   where (select authz.function()) = 'auditor' and l.at > pg_catalog.now() - interval '7 days' and l.actor is not null and l.subject_id is not null
   group by l.actor, g.id, g.label, g.sector
   order by 7 desc, 6 desc, 5 desc, 1 limit 200
$$;
comment on function app.access_review is
  'One line for each person, under a pseudonym that changes every week, for auditors: how often the person read, how many cases, and how much at night.';
grant execute on function app.access_review to palermo_api;

create or replace function app.access_totals(out grants integer, out bars integer, out approvals_waiting integer, out done_alone integer)
language sql stable security definer set search_path = '' as $$
  select (select count(*)::integer from app.grants g where g.ended_at is null and g.until_at > app.now()),
      (select count(*)::integer from app.case_bars),
      count(*) filter (where a.status in ('asked', 'endorsed'))::integer, count(*) filter (where a.alone)::integer
    from (values (true)) one left join app.approvals a on true where authz.function() = 'auditor' group by one
$$;
comment on function app.access_totals is
  'Numbers of grants, bars and approvals, for auditors.';
grant execute on function app.access_totals to palermo_api;
