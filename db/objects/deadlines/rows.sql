create view app.deadline_rows with (security_invoker = true) as
  select d.id, d.key, d.ruling->>'kind' as kind, d.ruling->>'nature' as nature, d.subject_kind as "subjectKind", d.subject_id as "subjectId",
      d.owes_agency_id as "owesAgencyId", d.owed_agency_id as "owedAgencyId", d.started_at as "startedAt", d.due_at as "dueAt",
      d.closed_at as "closedAt", d.ruling->>'source' as source, d.ruling->>'mark' as mark, d.ruling->>'verifiedOn' as "verifiedOn",
      d.breach_reason as "breachReason", d.ruling->>'inPlaceOf' as "inPlaceOf", d.version,
      case when d.closed_at is null and d.paused_until > app.now() then d.paused_until end as "pausedUntil"
    from app.deadlines d;
comment on view app.deadline_rows is
  'A deadline as pages show it.';
grant select on app.deadline_rows to palermo_api;
