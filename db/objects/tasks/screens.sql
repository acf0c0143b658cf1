create view app.task_rows with (security_invoker = true) as
  select t.id, t.version, t.case_id as "caseId", t.case_reference as "caseReference", t.kind, t.compartment, t.status, t.agency_id as "agencyId",
      a.label as "agencyName", t.assignee_id as "assigneeId", t.due_at as "dueAt", t.audience
    from app.tasks t join app.agencies a on a.id = t.agency_id;
comment on view app.task_rows is
  'A task as pages show it.';
grant select on app.task_rows to palermo_api;
