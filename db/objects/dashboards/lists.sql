create or replace function app.work_key(id uuid) returns uuid language sql immutable as $$
  select overlay(overlay(md5(id::text) placing '8' from 13) placing '8' from 17)::uuid
$$;
comment on function app.work_key is
  'Hash of an identifier in the form of a UUID, so that a cursor contains no identifier.';

create or replace function app.work_labels() returns table (id uuid, label json) language sql stable as $$
  select a.id, json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) from app.agencies a
$$;
comment on function app.work_labels is
  'Identifier, name and sector of each agency as JSON, to be joined to the lines of a list.';

create or replace function app.work_bound(rank float8, milliseconds integer) returns timestamptz language sql immutable as $$
  select to_timestamp(rank) + milliseconds * interval '1 millisecond'
$$;
comment on function app.work_bound is
  'The time of a row''s rank with a margin of some milliseconds, so that an index excludes most rows before ranks are compared exactly.';

-- The list behind a number. The rows of a page are found by time, which is indexed, including all rows with the same
-- time as the last row; only these rows get a hash, which orders equal times. A line has a case reference and codes.
-- For owed work the longest wait comes first, for all other numbers the newest row.
create or replace function app.work_list(p_number text, p_from date, p_to date, p_since date, p_agency uuid, p_urgency text,
  drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable security definer set search_path = '' as $$
declare c app.work_cut := app.work_cut_of(p_from, p_to, p_since, p_agency, p_urgency); lines app.work_line[];
begin
  if c.at is null then return; end if;
  if p_number in ('late', 'since-late') then return query select * from app.work_list_late(c, p_number = 'since-late', drills, after_rank, after_key, p_limit);
  elsif p_number = 'cases' then return query select * from app.work_list_cases(c, drills, after_rank, after_key, p_limit);
  else
    -- A page of the newest work of all agencies is looked for among what moved in the last ten days, and only then in all.
    if coalesce(c.scope, c.agency) is null and p_limit <= 200 and p_number not in ('missed', 'open', 'carried') then
      lines := array(select l from app.work_list_referrals(c, p_number, drills, after_rank, after_key, p_limit,
        coalesce(app.work_bound(-after_rank, 1), least(c.at, c.until_at)) - interval '10 days') l);
      if cardinality(lines) >= p_limit then return query select * from unnest(lines); return; end if;
    end if;
    return query select * from app.work_list_referrals(c, p_number, drills, after_rank, after_key, p_limit, null);
  end if;
end $$;
comment on function app.work_list is
  'The list behind a number, as case references and codes. For owed work the longest wait comes first, for all other numbers the newest row.';
grant execute on function app.work_list to palermo_api;

create or replace function app.work_list_referrals(c app.work_cut, p_number text, drills jsonb, after_rank float8, after_key uuid, p_limit integer, reached timestamptz)
returns setof app.work_line
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare
  base text := regexp_replace(p_number, '^(since|week)-', '');
  measured boolean := base in ('taken', 'missed');
  clock text := case drills->>'step' when 'acknowledge' then 'referral.acknowledge' when 'accept' then 'referral.answer'
    when 'first-service' then 'referral.first-contact' end;
  oldest_first boolean := base in ('missed', 'open', 'carried');
  direction integer := case when oldest_first then 1 else -1 end;
  of_period boolean := base = p_number and base not in ('open', 'carried');
  since timestamptz := case when p_number like 'since-%' then c.since_at
    when p_number like 'week-%' then to_date(drills->>'week', 'IYYY-"W"IW')::timestamp at time zone c.zone end;
  until timestamptz := case when p_number like 'week-%' then (to_date(drills->>'week', 'IYYY-"W"IW') + 7)::timestamp at time zone c.zone else 'infinity' end;
begin
  return query
  with nearest as (
    select r.id, r.case_reference, r.status, r.sender, r.receiver, r.sent_at, r.decline_reason, k.due_at, k.breach_reason, m.at
      from app.work_referrals(c, base = 'returned') r
      left join app.work_clocks(c) k on measured and k.key = clock and k.subject_id = r.id
      cross join lateral (select case when measured then r.sent_at else app.work_at(base, r) end as at) m
     where (not of_period or (r.created_at >= c.from_at and r.created_at < c.until_at))
       and (reached is null or (r.updated_at >= reached and m.at >= reached))
       and (since is null or (r.updated_at >= since and m.at >= since and m.at < until))
       and case when base = 'missed' then k.missed when not measured then app.work_counts(base, r)
         else app.work_counts(case drills->>'step' when 'acknowledge' then 'acknowledged' when 'accept' then 'accepted' else 'started' end, r) end
       and (drills->>'sender' is null or r.sender = (drills->>'sender')::uuid) and (drills->>'receiver' is null or r.receiver = (drills->>'receiver')::uuid)
       and (drills->>'reason' is null or r.decline_reason = drills->>'reason') and (drills->>'status' is null or r.status = drills->>'status')
       and (drills->>'age' is null or app.work_age(c.at - r.sent_at) = drills->>'age')
       -- Numbers by person are shown only to the supervisors and heads of that person's agency.
       and (drills->>'person' is null or (r.receiver = c.scope and coalesce(r.assignee::text, 'nobody') = drills->>'person'))
       and (after_rank is null or case when oldest_first then m.at >= app.work_bound(after_rank, -1) else m.at <= app.work_bound(-after_rank, 1) end)
       and (after_rank is null or (date_part('epoch', m.at) * direction, app.work_key(r.id)) > (after_rank, after_key))
     order by case when oldest_first then m.at end, case when not oldest_first then m.at end desc
     fetch first (p_limit) rows with ties
  ), page as (
    select f.*, date_part('epoch', f.at) * direction as rank, app.work_key(f.id) as key from nearest f order by rank, key limit p_limit
  )
  select p.rank, p.key, p.case_reference, 'referral', p.status, case when measured then clock else app.work_step(c, d.key) end, s.label, v.label, o.label,
      p.sent_at, case when measured then p.due_at else d.due_at end, case when base = 'missed' then p.breach_reason when p.status = 'declined' then p.decline_reason end
    from page p
    left join lateral (select o.key, o.owes_agency_id, o.due_at from app.deadlines o where o.subject_id = p.id and o.closed_at is null
      order by o.due_at, o.key limit 1) d on true
    left join app.work_labels() s on s.id = p.sender left join app.work_labels() v on v.id = p.receiver
    left join app.work_labels() o on not measured and o.id = d.owes_agency_id
   order by p.rank, p.key;
end $$;
comment on function app.work_list_referrals is
  'The list of referrals behind a number.';

create or replace function app.work_list_late(c app.work_cut, only_since boolean, drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
begin
  return query
  with nearest as (
    select d.id, d.due_at from app.work_late(c) d
     where (not only_since or d.due_at >= c.since_at)
       and (drills->>'owes' is null or d.owes_agency_id = (drills->>'owes')::uuid) and (drills->>'step' is null or app.work_step(c, d.key) = drills->>'step')
       and (after_rank is null or (d.due_at >= app.work_bound(after_rank, -1)
         and (date_part('epoch', d.due_at), app.work_key(d.id)) > (after_rank, after_key)))
     order by d.due_at fetch first (p_limit) rows with ties
  ), page as (
    select f.id, date_part('epoch', f.due_at) as rank, app.work_key(f.id) as key from nearest f order by rank, key limit p_limit
  )
  select p.rank, p.key, coalesce(r.case_reference, k.reference), d.subject_kind, coalesce(r.status, t.status, k.status, 'open'), app.work_step(c, d.key),
      s.label, v.label, o.label, r.sent_at, d.due_at, d.breach_reason
    from page p join app.deadlines d on d.id = p.id
    left join app.referrals r on d.subject_kind = 'referral' and r.id = d.subject_id
    left join app.tasks t on d.subject_kind = 'task' and t.id = d.subject_id
    left join app.cases k on k.id = d.case_id
    left join app.work_labels() s on s.id = r.from_agency_id left join app.work_labels() v on v.id = r.to_agency_id
    left join app.work_labels() o on o.id = d.owes_agency_id
   order by p.rank, p.key;
end $$;
comment on function app.work_list_late is
  'The list of past deadlines.';

create or replace function app.work_list_cases(c app.work_cut, drills jsonb, after_rank float8, after_key uuid, p_limit integer)
returns setof app.work_line
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
begin
  return query
  with nearest as (
    select k.id, k.reference, k.lead_agency_id, k.opened_at from app.work_cases(c) k
     where (drills->>'lead' is null or k.lead_agency_id = (drills->>'lead')::uuid)
       and (drills->>'person' is null or (k.lead_agency_id = c.scope and coalesce(k.lead_person_id::text, 'nobody') = drills->>'person'))
       and (after_rank is null or (k.opened_at >= app.work_bound(after_rank, -1)
         and (date_part('epoch', k.opened_at), app.work_key(k.id)) > (after_rank, after_key)))
     order by k.opened_at fetch first (p_limit) rows with ties
  ), page as (
    select f.*, date_part('epoch', f.opened_at) as rank, app.work_key(f.id) as key from nearest f order by rank, key limit p_limit
  )
  select p.rank, p.key, p.reference, 'case', 'open', app.work_step(c, d.key), null::json, null::json, l.label, null::timestamptz, d.due_at, null::text
    from page p
    left join lateral (select o.key, o.due_at from app.deadlines o where o.subject_id = p.id and o.closed_at is null
      order by o.due_at, o.key limit 1) d on true
    left join app.work_labels() l on l.id = p.lead_agency_id
   order by p.rank, p.key;
end $$;
comment on function app.work_list_cases is
  'The list of cases behind the caseload.';
