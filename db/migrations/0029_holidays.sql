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

-- A clock that stands by its rule, with what its due time hangs on: for whoever keeps the calendar and the law's numbers, and for
-- the worker that counts again, a page at a time. Code, step, agency and times, as a lead sees them, and nothing behind a wall.
-- Read by functions alone, which prove for whom.
create view app.standing_clocks with (security_invoker = true) as
  select d.id, d.version, d.key, d.profile, d.profile_version as "profileVersion", coalesce((d.ruling->>'variant')::integer, 0) as variant,
      d.started_at as "startedAt", d.due_at as "dueAt", c.reference as "caseReference", a.label as "agencyName",
      d.owes_agency_id as "owesAgencyId", d.owes_person_id as "owesPersonId", d.owed_agency_id as "owedAgencyId",
      d.owed_person_id as "owedPersonId", app.changes_of(d.id, d.version) as changes
    from app.deadlines d join app.agencies a on a.id = d.owes_agency_id left join app.cases c on c.id = d.case_id
   where d.closed_at is null and not coalesce((d.ruling->>'ownDate')::boolean, false);
reset role;
