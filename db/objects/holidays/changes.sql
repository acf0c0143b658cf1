-- A running clock with all that its due time depends on: code, step, agency and times, nothing from a compartment. It
-- is read page by page by functions that check the caller, for administrators of calendar and profiles and for the job
-- that recounts due times.
create view app.standing_clocks with (security_invoker = true) as
  select d.id, d.version, d.key, d.profile, d.profile_version as "profileVersion", coalesce((d.applied_rule->>'variant')::integer, 0) as variant,
      d.started_at as "startedAt", d.due_at as "dueAt", c.reference as "caseReference", a.label as "agencyName",
      d.owes_agency_id as "owesAgencyId", d.owes_person_id as "owesPersonId", d.owed_agency_id as "owedAgencyId",
      d.owed_person_id as "owedPersonId", app.changes_of(d.id, d.version) as changes
    from app.deadlines d join app.agencies a on a.id = d.owes_agency_id left join app.cases c on c.id = d.case_id
   where d.closed_at is null and not coalesce((d.applied_rule->>'ownDate')::boolean, false);
comment on view app.standing_clocks is
  'A running deadline with all that its due time depends on, without anything from a compartment. Read only by functions that check the caller.';
