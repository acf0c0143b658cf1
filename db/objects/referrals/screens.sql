create view app.referral_rows with (security_invoker = true) as
  select r.id, r.version, r.thread_id as "threadId", r.kind, r.status, r.case_id as "caseId", r.case_reference as "caseReference",
      r.from_agency_id as "fromAgencyId", r.to_agency_id as "toAgencyId", r.onward_agency_id as "onwardAgencyId",
      (select json_agg(json_build_object('id', a.id, 'name', a.label, 'sector', a.sector)) from app.agencies a
        where a.id in (r.from_agency_id, r.to_agency_id, r.onward_agency_id)) as agencies,
      r.urgency, r.child_procedure as "childProcedure", r.age_band as "ageBand", r.needs, r.services, r.language, r.interpreter, r.sex, r.accompanied,
      r.assignee_id as "assigneeId", r.sent_at as "sentAt", r.updated_at as "updatedAt",
      r.from_person_id as "fromPersonId", r.lead_agency_id as "leadAgencyId", r.lead_person_id as "leadPersonId",
      r.acknowledged_at as "acknowledgedAt", r.accepted_at as "acceptedAt", r.started_at as "startedAt", r.ended_at as "endedAt",
      r.decline_reason as "declineReason", r.withdrawal_reason as "withdrawalReason",
      r.phone_accepted_at as "phoneAcceptedAt", r.phone_confirmed_at as "phoneConfirmedAt",
      r.form_id as "formId", r.form_version as "formVersion", r.answers, app.case_runs(r.id) as "caseRuns"
    from app.referrals r;
comment on view app.referral_rows is
  'A referral with all columns of its row and its agencies.';
grant select on app.referral_rows to palermo_api;

create or replace function app.referral_row(wanted uuid) returns text language sql stable set search_path = '' as $$
  select row_to_json(whole)::text from (
    select r.*, array(select d.key from app.deadlines d where d.subject_id = r.id and d.closed_at is null) as "openClocks"
      from app.referral_rows r where r.id = wanted) whole
$$;
comment on function app.referral_row is
  'The data from which a command decides: the row and its running deadlines.';
grant execute on function app.referral_row to palermo_api;

create or replace function app.referral_standing(wanted uuid) returns text language sql stable set search_path = '' as $$
  select row_to_json(standing)::text from (
    select r.id, r.version, r.status, r.kind, r.case_id as "caseId", r.case_reference as "caseReference", r.urgency, r.child_procedure as "childProcedure",
        r.from_agency_id as "fromAgencyId", r.from_person_id as "fromPersonId", r.to_agency_id as "toAgencyId", r.assignee_id as "assigneeId",
        r.lead_agency_id as "leadAgencyId", r.lead_person_id as "leadPersonId", app.case_runs(r.id) as "caseRuns",
        array(select d.key from app.deadlines d where d.subject_id = r.id and d.closed_at is null) as "openClocks"
      from app.referrals r where r.id = wanted) standing
$$;
comment on function app.referral_standing is
  'The facts that decide which actions a reader of a referral may take: its status, parties and running deadlines. For the reply to an action.';
grant execute on function app.referral_standing to palermo_api;

create or replace function app.referral_document(wanted uuid) returns text language sql stable set search_path = '' as $$
  select row_to_json(whole)::text from (
    select r.*, app.now() as "now", authz.compartments(r."caseId") as compartments, authz.in_case(r."caseId", 'C0') as "caseOpen",
      (select json_agg(json_build_object('outcome', u.outcome, 'score', u.score) order by u.outcome)
        from app.referral_outcomes u where u.referral_id = r.id) as outcomes,
      (select json_agg(json_build_object('id', t.id, 'compartment', t.compartment, 'field', t.field, 'sealed', encode(t.sealed, 'base64'),
          'ownerAgencyId', t.owner_agency_id, 'at', t.at) order by t.at, t.id)
        from app.sealed_texts t where t.subject_id = r.id) as texts,
      (select json_agg(json_build_object('id', h.id, 'status', h.status, 'sentAt', h.sent_at, 'to',
          (select json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) from app.agencies a where a.id = h.to_agency_id)) order by h.id)
        from app.referrals h where h.thread_id = r."threadId" and h.id <> r.id) as thread,
      (select json_agg(d order by d."dueAt") from app.deadline_rows d where d."subjectId" = r.id) as deadlines,
      authz.referral_ends(r.id) as ends,
      (select json_agg(json_build_object('id', m.id, 'kind', m.kind, 'agencyId', m.agency_id, 'authorId', m.author_id, 'arrivesAt', m.arrives_at,
          'sealed', encode(m.sealed, 'base64'), 'at', m.at) order by m.at, m.id)
        from app.referral_messages m where m.referral_id = r.id) as messages,
      (select json_agg(json_build_object('id', e.id, 'action', e.action, 'agencyId', e.agency_id, 'actorId', e.actor_id, 'at', e.at,
          'changes', e.changes) order by e.version) from app.events e where e.subject_id = r.id) as timeline
    from app.referral_rows r where r.id = wanted) whole
$$;
comment on function app.referral_document is
  'All that the page of a referral shows, as one JSON text.';
grant execute on function app.referral_document to palermo_api;

create or replace function app.referral_screen(secret bytea, request text, wanted uuid, out person_id uuid, out agency_id uuid, out sector text, out function text, out document text)
language plpgsql set search_path = '' as $$
begin
  select b.person_id, b.agency_id, b.sector, b.function into person_id, agency_id, sector, function
    from authz.begin(secret, 'referral.viewed', 'referral', wanted, request, false) b;
  document := app.referral_document(wanted);
end $$;
comment on function app.referral_screen is
  'Proves the reader and returns the page of a referral, in one statement.';
grant execute on function app.referral_screen to palermo_api;
