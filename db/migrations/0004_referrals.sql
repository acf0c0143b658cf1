-- Referrals: one agency asks another to take on part of a case.
set role palermo_definer;

create table app.referrals (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('draft','sent','received','queried','accepted','in-service','declined','withdrawn','returned','completed')),
  kind text not null check (kind in ('lead', 'service')),
  thread_id uuid not null,
  case_id uuid references app.cases,
  case_reference text,
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  to_agency_id uuid references app.agencies,
  assignee_id uuid references app.people,
  lead_agency_id uuid references app.agencies,
  lead_person_id uuid references app.people,
  urgency text not null check (urgency in ('tonight', 'within-24-hours', 'soon', 'routine')),
  child_procedure boolean not null default false,
  age_band text not null,
  needs text[] not null default '{}',
  services text[] not null default '{}',
  language text,
  interpreter boolean not null default false,
  form_id text not null,
  form_version integer not null,
  -- Coded answers of the shell; every word stands behind its wall.
  answers jsonb not null default '{}',
  decline_reason text,
  withdrawal_reason text,
  onward_agency_id uuid references app.agencies,
  phone_accepted_at timestamptz,
  phone_confirmed_at timestamptz,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  sent_at timestamptz,
  acknowledged_at timestamptz,
  accepted_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  check (from_agency_id <> to_agency_id),
  check (status = 'draft' or (to_agency_id is not null and case_id is not null) or status = 'withdrawn')
);
create index referrals_inbox on app.referrals (to_agency_id, sent_at desc, id desc);
create index referrals_outbox on app.referrals (from_agency_id, updated_at desc, id desc);
create index referrals_from_person_id on app.referrals (from_person_id, updated_at desc);
create index referrals_assignee_id on app.referrals (assignee_id);
create index referrals_thread_id on app.referrals (thread_id);
create index referrals_case_id on app.referrals (case_id);
create index referrals_lead_agency_id on app.referrals (lead_agency_id);
create index referrals_lead_person_id on app.referrals (lead_person_id);
create index referrals_onward_agency_id on app.referrals (onward_agency_id);
call app.wall('app.referrals');

-- The sender: whoever wrote it, and those who answer for them. The receiver: everybody there until it is assigned, then
-- the assignee and those who answer for the team; never before it is sent. The lead of the case sees what runs in it.
create policy referrals_read on app.referrals for select to palermo_api using (
  (case_id is null or case_id <> all ((select authz.barred())::uuid[]))
  and ((from_agency_id = (select authz.working_agency()) and (from_person_id = (select authz.person_id()) or (select authz.sees_team())))
    or (to_agency_id = (select authz.working_agency()) and status <> 'draft' and sent_at is not null
        and (assignee_id is null or assignee_id = (select authz.person_id()) or (select authz.sees_team())))
    or (lead_agency_id = (select authz.working_agency()) and status <> 'draft'
        and (lead_person_id is null or lead_person_id = (select authz.person_id()) or (select authz.sees_team())))));
create policy referrals_write on app.referrals for insert to palermo_api
  with check (from_agency_id = (select authz.agency_id()) and from_person_id = (select authz.person_id())
    and (select authz.does_casework()) and (case_id is null or authz.in_case(case_id, 'C0')));
create policy referrals_move on app.referrals for update to palermo_api
  using ((select authz.agency_id()) in (from_agency_id, to_agency_id, lead_agency_id));
grant select, insert on app.referrals to palermo_api;
grant update (version, status, answers, to_agency_id, assignee_id, case_id, case_reference, lead_agency_id, lead_person_id, urgency, child_procedure,
  age_band, needs, services, language, interpreter, kind, decline_reason, withdrawal_reason, onward_agency_id, phone_accepted_at,
  phone_confirmed_at, updated_at, sent_at, acknowledged_at, accepted_at, started_at, ended_at) on app.referrals to palermo_api;
create policy referrals_worker on app.referrals for select to palermo_worker using (true);
create policy referrals_returned on app.referrals for update to palermo_worker using (true);
grant select, update (version, status, updated_at, ended_at, withdrawal_reason) on app.referrals to palermo_worker;
create constraint trigger referrals_moved after insert or update of status, version on app.referrals
  deferrable initially deferred for each row execute function app.has_event('referral');

create table app.referral_outcomes (
  referral_id uuid not null references app.referrals,
  outcome text not null,
  score text check (score in ('met', 'partly', 'not-met', 'no-longer-wanted', 'not-known')),
  primary key (referral_id, outcome)
);
call app.wall('app.referral_outcomes');
create policy referral_outcomes_read on app.referral_outcomes for select to palermo_api
  using (exists (select from app.referrals r where r.id = referral_id));
create policy referral_outcomes_keep on app.referral_outcomes for all to palermo_api
  using (exists (select from app.referrals r where r.id = referral_id))
  with check (exists (select from app.referrals r where r.id = referral_id));
grant select, insert, delete, update (score) on app.referral_outcomes to palermo_api;

-- Adults who did not want to be referred: a count, no record of anybody.
create table app.not_referred (
  agency_id uuid not null references app.agencies,
  on_date date not null,
  n integer not null default 0,
  primary key (agency_id, on_date)
);
call app.wall('app.not_referred');
create policy not_referred_read on app.not_referred for select to palermo_api using (agency_id = (select authz.agency_id()));
grant select on app.not_referred to palermo_api;
create function app.count_not_referred() returns void language plpgsql security definer set search_path = '' as $$
begin
  if authz.agency_id() is null then raise exception 'nobody acts' using errcode = '42501'; end if;
  insert into app.not_referred as c (agency_id, on_date, n) values (authz.agency_id(), (app.now() at time zone 'UTC')::date, 1)
    on conflict (agency_id, on_date) do update set n = c.n + 1;
end $$;
revoke execute on function app.count_not_referred from public;
grant execute on function app.count_not_referred to palermo_api;

-- Words behind each wall: read by those behind it, and the words of a referral as the two functions above say.
create procedure app.open_texts(wall text) language plpgsql set search_path = '' as $body$
declare t text := 'texts_' || lower(wall);
begin
  -- What two ends write to each other is read by whoever sees the referral; one's own submission by oneself until the
  -- other end has it, afterwards status and outcome only.
  execute format($f$create policy %I on app.%I for select to palermo_api using (
    case when subject_kind = 'referral' and between_parties then exists (select from app.referrals r where r.id = subject_id)
      when subject_kind = 'referral' and exists (select from app.referrals r where r.id = subject_id
        and r.from_person_id = (select authz.person_id()) and r.status in ('draft', 'sent', 'returned')) then true
      else case_id is not null and authz.in_case(case_id, %L) end)$f$,
    t || '_read', t, wall);
  -- Anybody on the case may write behind a wall that they may not read behind: what a nurse is told must reach the file.
  execute format($f$create policy %I on app.%I for insert to palermo_api with check (
    owner_agency_id = (select authz.agency_id()) and author_id = (select authz.person_id())
    and ((subject_kind = 'referral' and exists (select from app.referrals r where r.id = subject_id)) or (case_id is not null and authz.in_case(case_id, 'C0'))))$f$,
    t || '_write', t);
  -- A draft may be rewritten, and only a draft.
  execute format($f$create policy %I on app.%I for delete to palermo_api using (
    subject_kind = 'referral' and case_id is null and author_id = (select authz.person_id()))$f$, t || '_redraft', t);
  execute format('grant select, insert, delete on app.%I to palermo_api', t);
end $body$;
revoke execute on procedure app.open_texts from public;
call app.open_texts('C1');
call app.open_texts('C2');
call app.open_texts('C3');
call app.open_texts('C4');
call app.open_texts('C5');

-- Sending without a case: the words of the draft become the case's, in the same transaction.
create function app.adopt_texts(referral uuid, wanted uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from app.referrals r where r.id = referral and r.from_person_id = authz.person_id() and r.case_id = wanted) then
    raise exception 'not yours' using errcode = '42501';
  end if;
  update app.texts_c1 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c2 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c3 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c4 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c5 set case_id = wanted where subject_id = referral and case_id is null;
end $$;
revoke execute on function app.adopt_texts from public;
grant execute on function app.adopt_texts to palermo_api;

-- Acceptance gives the receiver a view of live rows: C0 for the agency's assignee, and the walls asked for and allowed.
-- Accepting a lead moves the lead and ends the referrer's own look behind the walls.
create function app.grant_by_acceptance(referral uuid, grant_id uuid, assignee uuid, walls text[]) returns void
language plpgsql security definer set search_path = '' as $$
declare r app.referrals;
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid and status = 'accepted'
    and to_agency_id = authz.agency_id();
  if r.id is null then raise exception 'nothing was accepted' using errcode = '42501'; end if;
  if not exists (select from app.people p where p.id = assignee and p.agency_id = r.to_agency_id and p.disabled_at is null) then
    raise exception 'not a colleague' using errcode = '42501';
  end if;
  insert into app.grants (id, case_id, referral_id, agency_id, compartments, purpose, legal_basis, until_at)
    values (grant_id, r.case_id, r.id, r.to_agency_id, walls, 'assistance', 'consent', app.now() + interval '90 days');
  perform app.join_case(r.case_id, r.to_agency_id, assignee, walls, grant_id);
  if r.kind = 'lead' then
    update app.case_members set until_at = app.now()
      where case_id = r.case_id and agency_id = r.from_agency_id and until_at is null;
  end if;
end $$;
revoke execute on function app.grant_by_acceptance from public;
grant execute on function app.grant_by_acceptance to palermo_api;

-- The lead goes with the acceptance of a lead referral; every open referral of the case follows. One more event on the
-- case says so, and its review is owed by the new lead.
create function app.move_lead(referral uuid, assignee uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  r app.referrals;
  c app.cases;
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid and status = 'accepted'
    and kind = 'lead' and to_agency_id = authz.agency_id();
  if r.id is null then raise exception 'nothing was accepted' using errcode = '42501'; end if;
  update app.cases set lead_agency_id = r.to_agency_id, lead_person_id = assignee, version = version + 1, updated_at = app.now()
    where id = r.case_id returning * into c;
  insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id, changes)
    values ('case', c.id, c.id, 'lead-moved', c.version, c.status, authz.person_id(), authz.agency_id(),
      jsonb_build_object('from', r.from_agency_id, 'to', r.to_agency_id));
  update app.referrals set lead_agency_id = r.to_agency_id, lead_person_id = assignee
    where case_id = c.id and ended_at is null and id <> r.id;
  update app.deadlines set owes_agency_id = r.to_agency_id, owes_person_id = assignee
    where subject_id = c.id and closed_at is null and owes_agency_id = r.from_agency_id;
  perform app.refresh_desk('case', c.id, c.id, c.reference, c.status, c.urgency);
end $$;
revoke execute on function app.move_lead from public;
grant execute on function app.move_lead to palermo_api;

-- Whoever sees a referral sees what became of it; everything else of a case is seen behind its wall.
create policy events_read on app.events for select to palermo_api using (
  case when subject_kind = 'referral' and exists (select from app.referrals r where r.id = subject_id) then true
    else case_id is not null and authz.in_case(case_id, compartment) end);
grant select on app.events to palermo_api;
reset role;
