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
  -- It keeps who wrote it; whose it is to follow up is another question once they have left.
  from_person_left boolean not null default false,
  to_agency_id uuid references app.agencies,
  assignee_id uuid references app.people,
  lead_agency_id uuid references app.agencies,
  lead_person_id uuid references app.people,
  urgency text not null check (urgency in ('tonight', 'within-24-hours', 'soon', 'routine')),
  child_procedure boolean not null default false,
  age_band text not null check (age_band in ('0-8', '9-17', '18-20', '21-29', '30-47', '48-plus', 'unknown')),
  needs text[] not null default '{}',
  services text[] not null default '{}',
  language text,
  interpreter boolean not null default false,
  -- Of somebody who needs a bed: whoever has one must know whom it is for before accepting. Of nobody else.
  sex text check (sex in ('feminine', 'masculine', 'transgender-feminine', 'transgender-masculine', 'non-conforming', 'unspecified')),
  accompanied text check (accompanied in ('alone', 'with-children', 'with-adults')),
  form_id text not null,
  form_version integer not null,
  -- Coded answers of the shell; every word stands behind its wall.
  answers jsonb not null default '{}',
  decline_reason text check (decline_reason in (
    'no-capacity', 'out-of-area', 'not-eligible', 'unsafe-here', 'conflict-of-interest', 'insufficient-information',
    'other')),
  withdrawal_reason text check (withdrawal_reason in (
    'not-eligible', 'mistaken-or-duplicate', 'no-longer-wanted', 'consent-withdrawn', 'left-by-choice', 'contact-lost', 'needs-met-elsewhere', 'moved-away', 'not-possible-now', 'died', 'no-longer-safe', 'status-decided',
    'returned-home', 'help-completed-early', 'other', 'rerouted')),
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
-- A deputy has the work of whoever is away as if it were their own, but no draft of theirs. What somebody sent who has left is
-- followed up by whoever works there, as unassigned work is; their drafts stay with those who answer for the team.
create policy referrals_read on app.referrals for select to palermo_api using (
  exists (select from authz.me where (case_id is null or case_id <> all (me.barred)) and (
    (me.working_agency = from_agency_id
      and (me.person_id = from_person_id or me.sees_team
        or (status <> 'draft' and (from_person_left or from_person_id = any (me.carries)))))
    or (me.working_agency = to_agency_id and status <> 'draft' and sent_at is not null
      and (assignee_id is null or assignee_id = any (me.carries) or me.sees_team))
    or (me.working_agency = lead_agency_id and status <> 'draft'
      and (lead_person_id is null or lead_person_id = any (me.carries) or me.sees_team)))));
create policy referrals_write on app.referrals for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me)
    and (select working_agency is not null from authz.me));
create policy referrals_move on app.referrals for update to palermo_api
  using ((select agency_id from authz.me) in (from_agency_id, to_agency_id, lead_agency_id));
grant select, insert on app.referrals to palermo_api;
grant update (version, status, answers, to_agency_id, assignee_id, case_id, case_reference, lead_agency_id, lead_person_id, urgency, child_procedure,
  age_band, needs, services, language, interpreter, sex, accompanied, kind, decline_reason, withdrawal_reason, onward_agency_id, phone_accepted_at,
  phone_confirmed_at, updated_at, sent_at, acknowledged_at, accepted_at, started_at, ended_at) on app.referrals to palermo_api;
create policy referrals_worker on app.referrals for select to palermo_worker using (true);
create policy referrals_returned on app.referrals for update to palermo_worker using (true);
-- Ids, dates, and what decides whether silence may end it; no answer.
grant select (id, version, status, case_id, case_reference, from_agency_id, from_person_id, to_agency_id, assignee_id, lead_agency_id, lead_person_id,
  urgency, child_procedure, phone_accepted_at) on app.referrals to palermo_worker;
grant update (version, status, updated_at, ended_at, withdrawal_reason) on app.referrals to palermo_worker;
create constraint trigger referrals_begun after insert on app.referrals
  deferrable initially deferred for each row execute function app.has_event('referral');
-- A draft is rewritten without a history; whatever else changes has its event.
create constraint trigger referrals_moved after update on app.referrals deferrable initially deferred for each row
  when ((current_user = 'palermo_api' and old.status <> 'draft') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('referral');

-- What opens a case to somebody moves only as an act may move it, whoever holds the connection: the case, the ends, the
-- lead, the assignee, the acceptance. Who may act when stands in the workflow; this is what no mistake there can undo.
create function app.guard_new_referral() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := authz.agency_id();
  earlier boolean := exists (select from app.referrals r where r.thread_id = new.thread_id and r.from_agency_id = mine
    and r.case_id = new.case_id and r.ended_at is not null);
begin
  if new.status not in ('draft', 'sent') or new.version <> 1 or new.assignee_id is not null or new.accepted_at is not null
    or (new.thread_id <> new.id and not earlier)
    or (new.case_id is null and (new.lead_agency_id is not null or new.lead_person_id is not null or new.case_reference is not null))
    -- A case of one's own, or the next agency asked for a need that one's own referral left unmet.
    or (new.case_id is not null and not earlier and not authz.in_case(new.case_id, 'C0')) then
    raise exception 'not theirs to begin' using errcode = '42501';
  end if;
  -- Who leads is what the case says now, not what a copy says.
  if new.case_id is not null then
    select c.reference, c.lead_agency_id, c.lead_person_id into new.case_reference, new.lead_agency_id, new.lead_person_id
      from app.cases c where c.id = new.case_id;
  end if;
  return new;
end $$;
create trigger referrals_begin before insert on app.referrals for each row when (current_user = 'palermo_api') execute function app.guard_new_referral();
create function app.guard_referral() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := authz.agency_id();
  writes boolean := coalesce(old.status = 'draft' and mine = old.from_agency_id, false);
  accepts boolean := coalesce(new.status = 'accepted' and old.status in ('sent', 'received', 'queried') and mine = old.to_agency_id, false);
begin
  if not writes and (new.to_agency_id, new.answers, new.case_id, new.case_reference, new.purpose, new.legal_basis)
      is distinct from (old.to_agency_id, old.answers, old.case_id, old.case_reference, old.purpose, old.legal_basis)
    -- Whoever accepts may take on the service alone, never the lead of a case that was not offered.
    or not writes and new.kind <> old.kind and not (accepts and new.kind = 'service')
    or new.case_id is distinct from old.case_id and (old.case_id is not null or not exists (select from app.cases c
      where c.id = new.case_id and c.reference = new.case_reference and c.lead_agency_id = mine and c.xmin = pg_current_xact_id()::xid))
    or (new.lead_agency_id, new.lead_person_id) is distinct from (old.lead_agency_id, old.lead_person_id)
      and (new.lead_agency_id is distinct from mine or not (new.case_id is distinct from old.case_id or (accepts and new.kind = 'lead')))
    or new.assignee_id is distinct from old.assignee_id and (mine is distinct from old.to_agency_id or not exists (select from app.people p
      where p.id = new.assignee_id and p.agency_id = mine and p.disabled_at is null))
    or new.lead_person_id is distinct from old.lead_person_id and not exists (select from app.people p
      where p.id = new.lead_person_id and p.agency_id = mine and p.disabled_at is null)
    or new.status = 'accepted' and old.status <> 'accepted' and not accepts
    or new.accepted_at is distinct from old.accepted_at and (not accepts or new.accepted_at <> app.now()) then
    raise exception 'not theirs to move' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger referrals_guard before update on app.referrals for each row when (current_user = 'palermo_api') execute function app.guard_referral();

-- Whether the one who asks sees this referral: with their own rights, so that its row security alone decides. A function
-- and not a sub-select, since a policy's sub-selects are set up anew for every table of a statement that names it.
create function authz.sees_referral(subject uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from app.referrals r where r.id = subject);
end $$;
-- Whether they hear of what became of it at that moment: whoever declined has had their part in it, and what its sender does
-- about the need from then on, and why, is not for them. Asked of each line of a history: who asks matters in that one case.
create function authz.hears_of_referral(subject uuid, moment timestamptz) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from app.referrals r where r.id = subject
    and (r.status <> 'declined' or moment <= r.ended_at or authz.working_agency() in (r.from_agency_id, r.lead_agency_id)));
end $$;
-- What two ends write to each other is read by whoever sees the referral and hears of that; one's own submission by oneself
-- until the other end has it, afterwards status and outcome only.
create function authz.reads_of_referral(subject uuid, both_ends boolean, moment timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return (both_ends and authz.hears_of_referral(subject, moment)) or exists (select from app.referrals r where r.id = subject
    and r.from_person_id = authz.person_id() and r.status in ('draft', 'sent', 'returned'));
end $$;
grant execute on function authz.sees_referral, authz.hears_of_referral, authz.reads_of_referral to palermo_api;

create table app.referral_outcomes (
  referral_id uuid not null references app.referrals,
  outcome text not null check (outcome in (
    'safe-tonight', 'settled-in-a-place', 'seen-by-doctor', 'basic-needs-met', 'understands-rights', 'advised-by-lawyer', 'able-to-communicate', 'arrived-safely', 'support-in-place', 'children-cared-for', 'family-contacted',
    'documents-in-hand', 'case-led')),
  score text check (score in ('met', 'partly', 'not-met', 'no-longer-wanted', 'not-known')),
  primary key (referral_id, outcome)
);
call app.wall('app.referral_outcomes');
create policy referral_outcomes_read on app.referral_outcomes for select to palermo_api using (authz.sees_referral(referral_id));
create policy referral_outcomes_wish on app.referral_outcomes for insert to palermo_api
  with check (exists (select from app.referrals r where r.id = referral_id));
create policy referral_outcomes_score on app.referral_outcomes for update to palermo_api
  using (exists (select from app.referrals r where r.id = referral_id));
grant select, insert, update (score) on app.referral_outcomes to palermo_api;

-- Adults who did not want to be referred: a count, no record of anybody.
create table app.not_referred (
  agency_id uuid not null references app.agencies,
  on_date date not null,
  n integer not null default 0,
  primary key (agency_id, on_date)
);
call app.wall('app.not_referred');
create policy not_referred_read on app.not_referred for select to palermo_api using (agency_id = (select agency_id from authz.me));
grant select on app.not_referred to palermo_api;
-- Counted on the day that it is where they were met, as every other day of the numbers is a local one.
create function app.count_not_referred() returns void language plpgsql security definer set search_path = '' as $$
begin
  if authz.agency_id() is null then raise exception 'nobody acts' using errcode = '42501'; end if;
  insert into app.not_referred as c (agency_id, on_date, n)
    select a.id, (app.now() at time zone a.zone)::date, 1 from app.agencies a where a.id = authz.agency_id()
    on conflict (agency_id, on_date) do update set n = c.n + 1;
end $$;
revoke execute on function app.count_not_referred from public;
grant execute on function app.count_not_referred to palermo_api;

-- Whether the one who acts wrote this row of this case in this very transaction.
create function authz.written_now(kind text, wanted uuid, of_case uuid, wall text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare written boolean;
begin
  execute format('select exists (select from app.%I where id = $1 and case_id = $2 and compartment = $3 and agency_id = authz.agency_id()
    and xmin = pg_current_xact_id()::xid)', kind || 's') into written using wanted, of_case, wall;
  return written;
end $$;
grant execute on function authz.written_now to palermo_api;

-- Words behind each wall: read by those behind it, and the words of a referral as the two functions above say.
create procedure app.open_texts(wall text) language plpgsql set search_path = '' as $body$
declare t text := 'texts_' || lower(wall);
begin
  execute format($f$create policy %I on app.%I for select to palermo_api using (
    (subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
    or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, %L)))$f$,
    t || '_read', t, wall);
  -- Anybody on the case may write behind a wall that they may not read behind: what a nurse is told must reach the file.
  -- Words are of the case of what they belong to, and written with it: nobody speaks in another's referral, note or task.
  execute format($f$create policy %I on app.%I for insert to palermo_api with check (
    owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
        and (r.case_id = %I.case_id or (%I.case_id is null and r.status = 'draft')))
      else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end)$f$,
    t || '_write', t, t, t);
  -- A draft may be rewritten, and only a draft.
  execute format($f$create policy %I on app.%I for delete to palermo_api using (
    subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me))$f$, t || '_redraft', t);
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
declare
  r app.referrals;
  mine uuid := authz.agency_id();
  instant timestamptz := app.now();
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid and status = 'accepted'
    and accepted_at = instant and to_agency_id = mine;
  if r.id is null then raise exception 'nothing was accepted' using errcode = '42501'; end if;
  if not exists (select from app.people p where p.id = assignee and p.agency_id = r.to_agency_id and p.disabled_at is null) then
    raise exception 'not a colleague' using errcode = '42501';
  end if;
  insert into app.grants (id, case_id, referral_id, agency_id, compartments, purpose, legal_basis, from_at, until_at)
    values (grant_id, r.case_id, r.id, r.to_agency_id, walls, r.purpose, r.legal_basis, instant, instant + authz.access_lasts('acceptance'));
  perform app.join_case(r.case_id, r.to_agency_id, assignee, walls, grant_id);
  if r.kind = 'lead' then
    -- Unless the referrer itself still serves on this case for somebody who asked it to.
    update app.case_members set until_at = instant
      where case_id = r.case_id and agency_id = r.from_agency_id and until_at is null
        and not exists (select from app.referrals o where o.case_id = r.case_id and o.to_agency_id = r.from_agency_id
          and o.status in ('accepted', 'in-service'));
  end if;
end $$;
revoke execute on function app.grant_by_acceptance from public;
grant execute on function app.grant_by_acceptance to palermo_api;

-- Whether something of it is still to be done: a declined one waits for its sender until it goes onward or is settled.
create function app.is_unsettled(r app.referrals) returns boolean language sql stable as $$
  select r.ended_at is null or (r.status = 'declined'
    and exists (select from app.deadlines d where d.subject_id = r.id and d.closed_at is null))
$$;
revoke execute on function app.is_unsettled from public;
-- The lead goes with the acceptance of a lead referral; every referral of the case of which something is still to be done
-- follows. One more event on the case says so, and its review is owed by the new lead.
create function app.move_lead(referral uuid, assignee uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  r app.referrals;
  c app.cases;
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid and status = 'accepted'
    and accepted_at = app.now() and kind = 'lead' and to_agency_id = authz.agency_id() and assignee_id = assignee;
  if r.id is null then raise exception 'nothing was accepted' using errcode = '42501'; end if;
  update app.cases set lead_agency_id = r.to_agency_id, lead_person_id = assignee, version = version + 1, updated_at = app.now()
    where id = r.case_id and lead_agency_id = r.from_agency_id returning * into c;
  if c.id is null then raise exception 'the lead was not theirs to give' using errcode = '42501'; end if;
  insert into app.former_leads (case_id, agency_id) values (c.id, r.from_agency_id);
  insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id)
    values ('case', c.id, c.id, 'lead-moved', c.version, c.status, authz.person_id(), authz.agency_id());
  update app.referrals o set lead_agency_id = r.to_agency_id, lead_person_id = assignee
    where o.case_id = c.id and app.is_unsettled(o) and o.id <> r.id;
  -- What was asked of others at the same time is now a service to the new lead: a lead is given away once.
  with turned as (
    update app.referrals set kind = 'service', version = version + 1, updated_at = app.now()
      where case_id = c.id and id <> r.id and kind = 'lead' and status in ('sent', 'received', 'queried', 'returned')
      returning id, version, status)
  insert into app.events (subject_kind, subject_id, case_id, action, version, status, actor_id, agency_id)
    select 'referral', t.id, c.id, 'lead-moved', t.version, t.status, authz.person_id(), authz.agency_id() from turned t;
  update app.deadlines set owes_agency_id = r.to_agency_id, owes_person_id = assignee
    where subject_id = c.id and closed_at is null and owes_agency_id = r.from_agency_id;
  perform app.refresh_desk('case', c.id, c.id, c.reference, c.status, c.urgency);
end $$;
revoke execute on function app.move_lead from public;
grant execute on function app.move_lead to palermo_api;

-- Whoever sees a referral sees what became of it, as long as they have a part in it, and nobody else of the case's team
-- (docs/decisions/0043); everything else of a case is seen behind its wall, by those who may know that whoever did it is
-- there (docs/decisions/0040). A clock is nobody.
create policy events_read on app.events for select to palermo_api using (
  (subject_kind = 'referral' and authz.hears_of_referral(subject_id, at))
  or (subject_kind <> 'referral' and case_id is not null and authz.in_case(case_id, compartment)
    and (agency_id is null or authz.knows(case_id, agency_id))));
grant select on app.events to palermo_api;
reset role;
