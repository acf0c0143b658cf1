create view app.deadline_rows with (security_invoker = true) as
  select d.id, d.key, d.applied_rule->>'kind' as kind, d.applied_rule->>'nature' as nature, d.subject_kind as "subjectKind", d.subject_id as "subjectId",
      d.owes_agency_id as "owesAgencyId", d.owed_agency_id as "owedAgencyId", d.started_at as "startedAt", d.due_at as "dueAt",
      d.closed_at as "closedAt", d.applied_rule->>'source' as source, d.applied_rule->>'mark' as mark, d.applied_rule->>'verifiedOn' as "verifiedOn",
      d.breach_reason as "breachReason", d.applied_rule->>'inPlaceOf' as "inPlaceOf", d.version,
      case when d.closed_at is null and d.paused_until > app.now() then d.paused_until end as "pausedUntil"
    from app.deadlines d;
comment on view app.deadline_rows is
  'A deadline as pages show it.';
grant select on app.deadline_rows to palermo_api;
