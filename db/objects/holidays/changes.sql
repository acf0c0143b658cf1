-- A clock that stands by its rule, with what its due time hangs on: for whoever keeps the calendar and the law's numbers, and for
-- the worker that counts again, a page at a time. Code, step, agency and times, as a lead sees them, and nothing in a compartment.
-- Read by functions alone, which prove for whom.
create view app.standing_clocks with (security_invoker = true) as
  select d.id, d.version, d.key, d.profile, d.profile_version as "profileVersion", coalesce((d.ruling->>'variant')::integer, 0) as variant,
      d.started_at as "startedAt", d.due_at as "dueAt", c.reference as "caseReference", a.label as "agencyName",
      d.owes_agency_id as "owesAgencyId", d.owes_person_id as "owesPersonId", d.owed_agency_id as "owedAgencyId",
      d.owed_person_id as "owedPersonId", app.changes_of(d.id, d.version) as changes
    from app.deadlines d join app.agencies a on a.id = d.owes_agency_id left join app.cases c on c.id = d.case_id
   where d.closed_at is null and not coalesce((d.ruling->>'ownDate')::boolean, false);
comment on view app.standing_clocks is
  'A running deadline with what its due time depends on, without anything from a compartment. Read by functions that prove for whom.';
