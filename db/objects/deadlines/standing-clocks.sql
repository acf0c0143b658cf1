create or replace function app.standing_clocks_page(of_profile text, earlier text, keys text[], after_id uuid, most integer)
returns setof app.standing_clocks
language sql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
  select app.refuse_if(session_user <> 'palermo_worker', 'only the worker login may call this function', 'PA101');
  select s.* from (select d.id from app.deadlines d
        where d.closed_at is null and d.id > coalesce(after_id, '00000000-0000-0000-0000-000000000000')
          and d.key = any (keys) and not coalesce((d.applied_rule->>'ownDate')::boolean, false)
          and (of_profile is null or d.profile = of_profile) and (earlier is null or d.profile_version < earlier collate "C")
        order by d.id limit most) page
      join app.standing_clocks s on s.id = page.id
     order by page.id
$$;
comment on function app.standing_clocks_page is
  'One page of running deadlines, for a job. With `earlier`, only deadlines under an earlier version of the profile than this one.';
grant execute on function app.standing_clocks_page to palermo_worker;

-- Deadlines that a new profile or a corrected calendar could move, one page at a time: so a million deadlines do not
-- block other requests, and the caller sees progress. They are ordered by agency, like the index of the work items.
-- Without `of_profile` deadlines of all profiles are read. Cases from which the reader is barred, or that are private
-- to an agency, are left out.
create or replace function app.standing_clocks_after(of_profile text, keys text[], after_id uuid, most integer) returns setof app.standing_clocks
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
declare
  mine authz.me;
  nil constant uuid := '00000000-0000-0000-0000-000000000000';
  after_agency uuid := nil;
  after_due timestamptz := '-infinity';
begin
  select * into mine from authz.me;
  if mine.administers is not true then raise exception 'only an administrator may call this function' using errcode = 'PA102'; end if;
  if after_id is not null then
    select l.owes_agency_id, l.due_at into after_agency, after_due from app.deadlines l where l.id = after_id;
  end if;
  return query
    select s.* from (select d.id, d.owes_agency_id, d.due_at from app.deadlines d
        where d.closed_at is null and (d.owes_agency_id, d.due_at, d.id) > (after_agency, after_due, coalesce(after_id, nil))
          and d.key = any (keys) and (of_profile is null or d.profile = of_profile) and not coalesce((d.applied_rule->>'ownDate')::boolean, false)
          and (d.case_id is null or d.case_id <> all (coalesce(mine.barred, '{}')))
          and not exists (select from app.cases k where k.id = d.case_id and k.agency_only)
        order by d.owes_agency_id, d.due_at, d.id limit most) page
      join app.standing_clocks s on s.id = page.id
     order by page.owes_agency_id, page.due_at, page.id;
end $$;
comment on function app.standing_clocks_after is
  'One page of running deadlines that a new profile or holiday could move, for administrators; pages let other requests run in between. Cases from which the reader is barred, or that are private to an agency, are left out.';
grant execute on function app.standing_clocks_after to palermo_api;

create or replace function app.standing_clocks_number(of_profile text, keys text[]) returns integer
language sql stable security definer set search_path = '' as $$
  select app.refuse_if((select m.administers from authz.me m) is not true, 'only an administrator may call this function', 'PA102');
  select count(*) from app.deadlines d
    where d.closed_at is null and d.key = any (keys) and (of_profile is null or d.profile = of_profile)
      and not coalesce((d.applied_rule->>'ownDate')::boolean, false)
      and (d.case_id is null or d.case_id <> all (coalesce((select m.barred from authz.me m), '{}')))
      and not exists (select from app.cases k where k.id = d.case_id and k.agency_only)
$$;
comment on function app.standing_clocks_number is
  'Number of running deadlines that a new profile or holiday would move, for administrators.';
grant execute on function app.standing_clocks_number to palermo_api;
