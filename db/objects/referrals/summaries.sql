create view app.referral_summaries with (security_invoker = true) as
  select r.id, r.version, r.thread_id as "threadId", r.kind, r.status, r.case_id as "caseId", r.case_reference as "caseReference",
      json_build_object('id', f.id, 'name', f.label, 'sector', f.sector) as "from",
      case when t.id is not null then json_build_object('id', t.id, 'name', t.label, 'sector', t.sector) end as "to",
      r.urgency, r.child_procedure as "childProcedure", r.age_band as "ageBand", r.needs, r.services, r.language, r.interpreter,
      r.assignee_id as "assigneeId", r.sent_at as "sentAt", r.updated_at as "updatedAt"
    from app.referrals r join app.agencies f on f.id = r.from_agency_id left join app.agencies t on t.id = r.to_agency_id;
comment on view app.referral_summaries is
  'A referral as lists show it.';
grant select on app.referral_summaries to palermo_api;
