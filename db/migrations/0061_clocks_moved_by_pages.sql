-- A new version of the law's numbers and a corrected calendar move clocks a page at a time, each page where the one before
-- ended: the work grows with the number of clocks that stand, and not with its square.
set role palermo_definer;

-- Those that stand, in an order that nothing changes while they are moved.
create index deadlines_standing on app.deadlines (id) where closed_at is null;

-- Where a worker is. `reached`: the clock that was read last, null between two passes. `last_pass`: null before the first
-- pass; whether the pass that is under way, or was the latest, began when every process went by the new numbers, so that after it
-- none is left.
alter table app.profiles add column reached uuid, add column last_pass boolean;
alter table app.holiday_changes add column reached uuid, add column last_pass boolean;
grant update (reached, last_pass) on app.profiles, app.holiday_changes to palermo_worker;

-- One page of what `app.standing_clocks` tells, for the worker. `earlier`: only those that run under a version before this one.
create function app.standing_clocks_page(of_profile text, earlier text, keys text[], after_id uuid, most integer)
returns table (
  id uuid, version integer, key text, profile text, "profileVersion" text, variant integer, "startedAt" timestamptz, "dueAt" timestamptz,
  "caseReference" text, "agencyName" text, "owesAgencyId" uuid, "owesPersonId" uuid, "owedAgencyId" uuid, "owedPersonId" uuid, changes text)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  return query
    select d.id, d.version, d.key, d.profile, d.profile_version, coalesce((d.ruling->>'variant')::integer, 0), d.started_at, d.due_at,
        c.reference, a.label, d.owes_agency_id, d.owes_person_id, d.owed_agency_id, d.owed_person_id,
        case when d.version = 1 then '[]' else (select json_agg(json_build_object('kind', x.kind, 'at', x.at, 'from', x.from_at,
          'until', x.until_at, 'value', x.value, 'unit', x.unit) order by x.version)::text from app.clock_changes x where x.deadline_id = d.id) end
      from (select s.* from app.deadlines s
             where s.closed_at is null and s.id > coalesce(after_id, '00000000-0000-0000-0000-000000000000')
               and s.key = any (keys) and not coalesce((s.ruling->>'ownDate')::boolean, false)
               and (of_profile is null or s.profile = of_profile) and (earlier is null or s.profile_version < earlier collate "C")
             order by s.id limit most) d
      join app.agencies a on a.id = d.owes_agency_id left join app.cases c on c.id = d.case_id
     order by d.id;
end $$;
revoke execute on function app.standing_clocks_page from public;
grant execute on function app.standing_clocks_page to palermo_worker;
reset role;
