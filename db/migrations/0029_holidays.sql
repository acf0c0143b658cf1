-- An administrator adds a day off that was proclaimed, or takes away one that was none; what stands is counted again.
set role palermo_definer;

create table app.holiday_changes (
  id uuid primary key,
  calendar text not null,
  on_date date not null,
  change text not null check (change in ('added', 'removed')),
  name text not null,
  -- Where it was proclaimed, or why it is none.
  source text not null,
  actor_id uuid not null,
  at timestamptz not null default app.now(),
  -- By the real clock: until every process has read the calendar afresh, a clock may still be started under the old one.
  said_at timestamptz not null default clock_timestamp(),
  -- Null until the clocks that stood have been counted again, by a worker.
  recounted_at timestamptz,
  moved integer not null default 0
);
create index holiday_changes_calendar on app.holiday_changes (calendar, on_date);
create index holiday_changes_pending on app.holiday_changes (said_at) where recounted_at is null;
call app.wall('app.holiday_changes');
-- Who keeps the system keeps its calendar; nobody corrects it under another name.
create policy holiday_changes_read on app.holiday_changes for select to palermo_api using ((select administers from authz.me));
create policy holiday_changes_say on app.holiday_changes for insert to palermo_api
  with check ((select administers from authz.me) and actor_id = (select person_id from authz.me) and moved = 0 and recounted_at is null);
grant select, insert on app.holiday_changes to palermo_api;
create policy holiday_changes_worker on app.holiday_changes for select to palermo_worker using (true);
create policy holiday_changes_done on app.holiday_changes for update to palermo_worker using (true);
grant select, update (recounted_at, moved) on app.holiday_changes to palermo_worker;
-- The calendar itself: a day is put in or taken out, never rewritten.
create policy holidays_add on app.holidays for insert to palermo_api with check ((select administers from authz.me));
create policy holidays_remove on app.holidays for delete to palermo_api using ((select administers from authz.me));
grant insert, delete on app.holidays to palermo_api;

-- Every clock of these keys that stands, with what its due time hangs on: for whoever keeps the calendar and the law's numbers, and for
-- the worker that counts again. Code, step, agency and times, as a lead sees them; nothing of a case from which the reader
-- is barred, and nothing behind a wall.
create function app.standing_clocks(of_profile text, keys text[]) returns table (
  id uuid, version integer, key text, profile text, "profileVersion" text, variant integer, "startedAt" timestamptz, "dueAt" timestamptz,
  "caseReference" text, "agencyName" text, "owesAgencyId" uuid, "owesPersonId" uuid, "owedAgencyId" uuid, "owedPersonId" uuid, changes text)
language plpgsql stable security definer set search_path = '' as $$
declare mine authz.me;
begin
  select * into mine from authz.me;
  if session_user <> 'palermo_worker' and mine.administers is not true then raise exception 'not an administrator' using errcode = '42501'; end if;
  return query
    select d.id, d.version, d.key, d.profile, d.profile_version, coalesce((d.ruling->>'variant')::integer, 0), d.started_at, d.due_at,
        c.reference, a.label, d.owes_agency_id, d.owes_person_id, d.owed_agency_id, d.owed_person_id,
        case when d.version = 1 then '[]' else (select json_agg(json_build_object('kind', x.kind, 'at', x.at, 'from', x.from_at,
          'until', x.until_at, 'value', x.value, 'unit', x.unit) order by x.version)::text from app.clock_changes x where x.deadline_id = d.id) end
      from app.deadlines d join app.agencies a on a.id = d.owes_agency_id left join app.cases c on c.id = d.case_id
     where d.closed_at is null and not coalesce((d.ruling->>'ownDate')::boolean, false)
       and d.key = any (keys) and (of_profile is null or d.profile = of_profile)
       and (d.case_id is null or d.case_id <> all (coalesce(mine.barred, '{}')))
     order by d.due_at, d.id;
end $$;
revoke execute on function app.standing_clocks from public;
grant execute on function app.standing_clocks to palermo_api, palermo_worker;
reset role;
