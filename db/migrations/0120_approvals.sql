-- Approval by a second person of another agency: an act that gives power over people, or over a case, waits until a head or an
-- administrator of another agency approves it, and is then carried out here, in the approver's transaction.
set role palermo_definer;

-- Who gave whom an account or a role: nobody approves for whoever appointed them within the last 30 days.
create table authz.appointments (
  person_id uuid not null references app.people,
  by_person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  primary key (person_id, by_person_id)
);
create index appointments_by_person_id on authz.appointments (by_person_id);
call app.wall('authz.appointments');

-- The first administrator acts alone while fewer than two agencies have somebody who could approve. Once two had, never again.
create table authz.founding (
  only_row boolean primary key default true check (only_row),
  founder_id uuid references app.people,
  ended_at timestamptz
);
create index founding_founder_id on authz.founding (founder_id);
call app.wall('authz.founding');
insert into authz.founding default values;

create table app.approvals (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('asked', 'endorsed', 'approved', 'refused', 'withdrawn')),
  kind text not null check (kind in ('account', 'access', 'bar', 'clock', 'profile')),
  -- The kernel asks every noun for its case. An approval is answered by people who may not know of the case, so it has none there.
  case_id uuid check (case_id is null),
  about_case_id uuid references app.cases,
  -- The account, the barred person or the clock; a profile has a code in the payload.
  subject_id uuid,
  -- What is to be done: codes, ids and instants, never words.
  payload jsonb not null,
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  -- Who is asked now; null where the founding administrator acted alone.
  to_agency_id uuid references app.agencies,
  to_person_id uuid references app.people,
  -- Agencies that did not answer in time.
  tried uuid[] not null default '{}',
  -- How many people approve.
  needed smallint not null default 1,
  endorsed_by uuid,
  answered_by uuid,
  alone boolean not null default false,
  refusal_reason text check (refusal_reason in ('not-needed', 'not-known-to-us', 'ask-differently', 'against-the-person')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  answered_at timestamptz
);
create index approvals_about_case_id on app.approvals (about_case_id);
create index approvals_subject_id on app.approvals (subject_id);
create index approvals_from_agency_id on app.approvals (from_agency_id, created_at desc, id desc);
create index approvals_from_person_id on app.approvals (from_person_id);
create index approvals_to_agency_id on app.approvals (to_agency_id, created_at desc, id desc);
create index approvals_to_person_id on app.approvals (to_person_id);
create index approvals_open on app.approvals (id) where status in ('asked', 'endorsed');
create index approvals_alone on app.approvals (created_at desc, id desc) where alone;
call app.wall('app.approvals');

-- Roles that give power over other people's work or accounts. `needsApproval` in shared/src/approvals/terms.ts says the same.
create function authz.is_powerful(role text) returns boolean language sql immutable set search_path = '' as
$$ select role in ('supervisor', 'head', 'administrator') $$;

-- Whether somebody may approve what somebody else asks.
create function authz.may_approve(approver uuid, asker uuid, of_case uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from app.people p join app.people a on a.id = asker
     where p.id = approver and p.disabled_at is null and p.function in ('head', 'administrator') and p.agency_id <> a.agency_id
       and not exists (select from authz.appointments m where m.person_id = p.id and m.by_person_id = a.id and m.at > app.now() - interval '30 days')
       and not exists (select from app.case_bars b where b.case_id = of_case and b.person_id = p.id))
$$;

-- Whom to ask next. In a case an agency on its team before any other, then the secretariat: others would learn that there is one.
-- Never immigration, which learns of a protection only when it asks, nor the police.
create function authz.next_approver(asker uuid, of_case uuid, tried uuid[], besides uuid, out agency uuid, out person uuid)
language sql stable security definer set search_path = '' as $$
  select p.agency_id, p.id from app.people p join app.agencies g on g.id = p.agency_id
   where p.function in ('head', 'administrator') and p.disabled_at is null and p.agency_id <> all (tried) and p.id is distinct from besides
     and authz.may_approve(p.id, asker, of_case) and (of_case is null or g.sector not in ('immigration', 'police'))
   order by (of_case is not null and exists (select from app.case_members m where m.case_id = of_case and m.agency_id = p.agency_id and m.until_at is null)) desc,
     (of_case is not null and g.sector = 'secretariat') desc,
     (select count(*) from app.approvals o where o.to_person_id = p.id and o.status in ('asked', 'endorsed')), p.id
   limit 1
$$;

-- Ends the founding for ever once two agencies have somebody who could approve for the founder, or is the founder.
create function authz.founding_ended() returns boolean language plpgsql security definer set search_path = '' as $$
declare f authz.founding;
begin
  select * into f from authz.founding for update;
  if f.ended_at is not null then return true; end if;
  if f.founder_id is null then return false; end if;
  if (select count(distinct p.agency_id) from app.people p where p.disabled_at is null and p.function in ('head', 'administrator')
      and (p.id = f.founder_id or authz.may_approve(p.id, f.founder_id, null))) >= 2 then
    update authz.founding set ended_at = app.now();
    return true;
  end if;
  return false;
end $$;
create function authz.may_act_alone() returns boolean language plpgsql security definer set search_path = '' as $$
begin
  return exists (select from authz.founding f where f.founder_id = authz.person_id() and f.ended_at is null) and not authz.founding_ended();
end $$;
-- Asked before each change of accounts, so that nobody who is disabled afterwards could bring the founding back.
create function authz.note_founding() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from authz.founding f where f.founder_id is not null and f.ended_at is null) then perform authz.founding_ended(); end if;
  return null;
end $$;
create trigger people_founding before insert or update on app.people for each statement execute function authz.note_founding();
create function authz.note_founder() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update authz.founding f set founder_id = new.id where f.founder_id is null and f.ended_at is null;
  return null;
end $$;
create trigger people_founder after insert on app.people for each row when (new.function = 'administrator') execute function authz.note_founder();

-- Nobody who holds the API's connection gives power alone: an enabled account of such a role is made by an approval.
create function authz.guard_powers() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'a second person approves this' using errcode = '42501';
end $$;
create trigger people_powers_given before insert on app.people for each row
  when (current_user = 'palermo_api' and new.disabled_at is null and authz.is_powerful(new.function)) execute function authz.guard_powers();
create trigger people_powers_changed before update on app.people for each row
  when (current_user = 'palermo_api' and new.disabled_at is null and authz.is_powerful(new.function)
    and (old.disabled_at is not null or old.function <> new.function)) execute function authz.guard_powers();

create function authz.appoint(whom uuid, appointer uuid) returns void language sql security definer set search_path = '' as $$
  insert into authz.appointments (person_id, by_person_id) values (whom, appointer)
    on conflict (person_id, by_person_id) do update set at = app.now()
$$;
create function authz.note_appointment() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if authz.person_id() is not null and new.id <> authz.person_id() then perform authz.appoint(new.id, authz.person_id()); end if;
  return null;
end $$;
create trigger people_appointed after insert on app.people for each row when (current_user = 'palermo_api') execute function authz.note_appointment();
create trigger people_promoted after update on app.people for each row
  when (current_user = 'palermo_api' and (old.function <> new.function or (old.disabled_at is not null and new.disabled_at is null)))
  execute function authz.note_appointment();

-- The owner hears of every change to their account that they did not make, by mail and in the app; and the heads of an agency of
-- each account that is opened in it.
create function authz.tell_owner() returns trigger language plpgsql security definer set search_path = '' as $$
declare who uuid := authz.person_id();
begin
  if who is null or who = new.id then return null; end if;
  if tg_op = 'UPDATE' then perform authz.write_letter(new.id, 'account-changed', null); end if;
  insert into app.outbox (queue, name, payload)
    values ('notices', case tg_op when 'UPDATE' then 'account.changed' else 'account.added' end, jsonb_build_object(
      'subjectKind', 'account', 'subjectId', new.id, 'caseId', null, 'caseReference', null, 'status', null, 'fromAgencyId', authz.agency_id(),
      'actorId', who, 'at', app.now(), 'to', jsonb_build_array(case tg_op
        when 'UPDATE' then jsonb_build_object('agencyId', new.agency_id, 'personId', new.id, 'role', 'person')
        else jsonb_build_object('agencyId', new.agency_id, 'personId', null, 'role', 'head') end)));
  return null;
end $$;
create trigger people_told after update on app.people for each row
  when ((old.agency_id, old.name, old.email, old.function, old.phone, old.disabled_at)
    is distinct from (new.agency_id, new.name, new.email, new.function, new.phone, new.disabled_at)) execute function authz.tell_owner();
create trigger people_added_told after insert on app.people for each row execute function authz.tell_owner();

-- Whether somebody was invited and has no password yet: for administrators.
create function authz.is_invited(wanted uuid) returns boolean language sql stable security definer set search_path = '' as
$$ select authz.administers() and not exists (select from authz.credentials c where c.person_id = wanted) $$;

-- When a case began: its opening, or an earlier milestone of protection. Never one of justice, on which no protection depends.
create function app.case_began(wanted uuid) returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return (select least(c.opened_at, (select min(m.reached_on) from app.case_milestones m where m.case_id = c.id and m.track = 'protection'))
    from app.cases c where c.id = wanted);
end $$;

-- Whether what was asked may still be done for its asker: asked when it begins and again when it is carried out.
create function app.approval_stands(a app.approvals) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  asker app.people;
  theirs text;
begin
  select p.* into asker from app.people p where p.id = a.from_person_id and p.disabled_at is null and p.agency_id = a.from_agency_id;
  if asker.id is null then return false; end if;
  select g.sector into theirs from app.agencies g where g.id = asker.agency_id;
  return case a.kind
    when 'account' then asker.function = 'administrator' and a.subject_id <> asker.id and a.about_case_id is null
      and a.payload ?& array['function'] and (a.payload - 'function') = '{}' and authz.is_powerful(a.payload->>'function')
      and exists (select from app.people p where p.id = a.subject_id)
    when 'profile' then asker.function = 'administrator' and a.subject_id is null and a.about_case_id is null
      and (a.payload - 'code') = '{}' and exists (select from app.profiles p where p.code = a.payload->>'code')
    when 'bar' then a.payload = '{}' and a.subject_id <> asker.id and asker.function in ('supervisor', 'head')
      and exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = a.subject_id)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
      and exists (select from app.case_members m where m.case_id = a.about_case_id and m.agency_id = asker.agency_id and m.compartment = 'C0' and m.until_at is null)
      and exists (select from app.people p join app.cases c on c.id = a.about_case_id
        where p.id = a.subject_id and asker.agency_id in (p.agency_id, c.lead_agency_id))
    when 'clock' then a.about_case_id is not null and jsonb_array_length(a.payload->'written') > 0 and asker.function not in ('administrator', 'auditor', 'lead')
      -- Each clock is the asker's agency's to move, of this case, as it stood when it was asked, and of the kind that is shortened.
      and not exists (select from jsonb_to_recordset(a.payload->'written') as w(id uuid, version integer, change jsonb)
        left join app.deadlines d on d.id = w.id and d.version = w.version and d.case_id = a.about_case_id and d.owes_agency_id = a.from_agency_id
          and (d.closed_at is null or (d.ruling->>'expires' = 'end' and d.closed_at = d.due_at))
       where d.id is null or w.change->>'kind' not in ('corrected', 'resumed') or (w.change->>'startedAt')::timestamptz > app.now())
      and exists (select from jsonb_to_recordset(a.payload->'written') as w(id uuid, change jsonb)
        where w.id = a.subject_id and (w.change->>'dueAt')::timestamptz = (a.payload->>'dueAt')::timestamptz)
      and exists (select from app.deadlines d where d.id = a.subject_id and d.key = a.payload->>'key' and d.due_at = (a.payload->>'wasDueAt')::timestamptz)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
    when 'access' then a.subject_id is null and (a.payload - 'compartment' - 'purpose' - 'legalBasis') = '{}'
      and a.payload->>'compartment' in ('C1', 'C2', 'C3', 'C4', 'C5')
      and a.payload->>'purpose' in ('identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination',
        'investigation', 'prosecution', 'compensation', 'return-reintegration')
      and a.payload->>'legalBasis' in ('consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim')
      and a.payload->>'compartment' = any (authz.walls_for(theirs, asker.function))
      and exists (select from app.cases c where c.id = a.about_case_id and c.status in ('open', 'contact-lost'))
      and exists (select from app.case_members m where m.case_id = a.about_case_id and m.person_id = asker.id and m.agency_id = asker.agency_id
        and m.compartment = 'C0' and m.until_at is null)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
    else false end;
end $$;

-- What an approval does, in the transaction of whoever approves, and only there.
create function app.carry_out_approval() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  grant_id uuid := gen_random_uuid();
  clock record;
begin
  if not app.approval_stands(new) then raise exception 'what was asked cannot be done any more' using errcode = '23514'; end if;
  if new.kind = 'account' then
    perform from app.people p where p.id = new.subject_id for update;
    update authz.sessions s set revoked_at = pg_catalog.now() from app.people p
     where p.id = new.subject_id and s.person_id = p.id and s.revoked_at is null and p.function <> new.payload->>'function';
    update app.people p set function = new.payload->>'function', disabled_at = null, version = p.version + 1 where p.id = new.subject_id;
    perform authz.appoint(new.subject_id, new.from_person_id);
    if not exists (select from authz.credentials c where c.person_id = new.subject_id) then perform authz.send_link(new.subject_id, 'invitation'); end if;
  elsif new.kind = 'profile' then
    update app.task_force set profile = new.payload->>'code';
  elsif new.kind = 'bar' then
    delete from app.case_bars b where b.case_id = new.about_case_id and b.person_id = new.subject_id;
  elsif new.kind = 'clock' then
    for clock in select * from jsonb_to_recordset(new.payload->'written')
      as w(id uuid, version integer, change jsonb, alarms jsonb, "nextAlarmAt" timestamptz, tells jsonb)
    loop
      if not app.write_clock(clock.id, clock.version, clock.change, clock.alarms, clock."nextAlarmAt", clock.tells, new.from_person_id, new.from_agency_id) then
        raise exception 'the clock moved meanwhile' using errcode = '23514';
      end if;
    end loop;
  elsif new.kind = 'access' then
    insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at)
      values (grant_id, new.about_case_id, new.from_agency_id, array[new.payload->>'compartment'], new.payload->>'purpose',
        new.payload->>'legalBasis', app.now() + authz.wall_lasts(new.payload->>'compartment'));
    perform app.join_case(new.about_case_id, new.from_agency_id, new.from_person_id, array[new.payload->>'compartment'], grant_id);
  end if;
  return null;
end $$;
create trigger approvals_carried_out after insert on app.approvals for each row when (new.status = 'approved') execute function app.carry_out_approval();
create trigger approvals_carried_out_later after update on app.approvals for each row
  when (new.status = 'approved' and old.status <> 'approved') execute function app.carry_out_approval();

-- Whether the one who acts may answer this approval now.
create function app.may_answer(a app.approvals) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return a.status in ('asked', 'endorsed') and authz.agency_id() = a.to_agency_id and authz.person_id() is distinct from a.endorsed_by
    and authz.person_id() is distinct from a.subject_id and authz.may_approve(authz.person_id(), a.from_person_id, a.about_case_id);
end $$;
-- Before it is asked: whether the one who acts may do it alone, and whether anybody could approve it.
create function app.approval_ways(of_case uuid, out alone boolean, out possible boolean) language plpgsql security definer set search_path = '' as $$
begin
  alone := authz.may_act_alone();
  possible := exists (select from authz.next_approver(authz.person_id(), of_case, '{}', null) n where n.agency is not null);
end $$;

-- Whether somebody else than the one who acts answers a request for this compartment (app.requests).
create function app.is_answered(wanted uuid, wall text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.people p where p.agency_id = app.wall_owner(wanted, wall) and p.function in ('supervisor', 'head')
    and p.disabled_at is null and p.id is distinct from authz.person_id()
    and not exists (select from app.case_bars b where b.case_id = wanted and b.person_id = p.id));
end $$;

-- Behind which compartments of a case the one who acts may ask another agency to be let in: on the case in person, of a role that
-- may stand there, not there yet, and not asking already. Whereabouts always, the others where nobody else answers a request.
create function app.may_ask_approval(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select w from authz.me
      join app.agencies g on g.id = me.working_agency
      cross join unnest(authz.walls_for(g.sector, me.function)) w
    where w in ('C1', 'C2', 'C3', 'C4', 'C5') and authz.in_case(wanted, 'C0') and not authz.in_case(wanted, w)
      and (w = 'C2' or not app.is_answered(wanted, w))
      and exists (select from app.case_members m where m.case_id = wanted and m.compartment = 'C0' and m.person_id = me.person_id
        and m.agency_id = me.working_agency and m.until_at is null)
      and not exists (select from app.approvals a where a.about_case_id = wanted and a.from_person_id = me.person_id
        and a.status in ('asked', 'endorsed') and a.payload->>'compartment' = w)
    order by w);
end $$;

-- Whatever its caller writes: who asks is who acts, who answers is who may, and nobody does both.
create function app.guard_approval() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1; new.case_id := null; new.tried := '{}'; new.endorsed_by := null; new.refusal_reason := null;
    new.from_person_id := authz.person_id(); new.from_agency_id := authz.agency_id();
    new.needed := case when new.kind = 'access' and new.payload->>'compartment' = 'C2' then 2 else 1 end;
    new.alone := authz.may_act_alone();
    new.status := case when new.alone then 'approved' else 'asked' end;
    new.answered_by := case when new.alone then new.from_person_id end;
    new.answered_at := case when new.alone then app.now() end;
    new.to_agency_id := null; new.to_person_id := null;
    if not new.alone then
      select n.agency, n.person into new.to_agency_id, new.to_person_id from authz.next_approver(new.from_person_id, new.about_case_id, '{}', null) n;
      if new.to_agency_id is null then raise exception 'nobody could approve it' using errcode = '42501'; end if;
    end if;
    if new.from_person_id is null or not app.approval_stands(new) then raise exception 'not theirs to ask' using errcode = '42501'; end if;
  elsif session_user = 'palermo_worker' then
    if new.status not in (old.status, 'withdrawn') then raise exception 'not theirs to answer' using errcode = '42501'; end if;
    if new.status = 'withdrawn' then new.answered_at := app.now(); end if;
  elsif new.status = 'withdrawn' then
    if authz.person_id() is distinct from old.from_person_id then raise exception 'not theirs to take back' using errcode = '42501'; end if;
    new.answered_at := app.now();
  else
    if new.status = old.status or not app.may_answer(old) or (new.status = 'endorsed') <> (old.needed = 2 and old.status = 'asked' and new.status <> 'refused') then
      raise exception 'not theirs to answer' using errcode = '42501';
    end if;
    if new.status <> 'refused' and not app.approval_stands(old) then
      raise exception 'what was asked cannot be done any more' using errcode = '23514';
    end if;
    if new.status = 'endorsed' then new.endorsed_by := authz.person_id();
    else new.answered_by := authz.person_id(); new.answered_at := app.now(); end if;
  end if;
  return new;
end $$;
create trigger approvals_guard before insert or update on app.approvals for each row
  when (current_user in ('palermo_api', 'palermo_worker')) execute function app.guard_approval();

-- Whoever asked and whoever answers for them; the agency that is asked, its heads and administrators; what somebody did alone
-- every head, administrator and auditor; and auditors everything, which holds no words.
create policy approvals_read on app.approvals for select to palermo_api using (exists (select from authz.me where
  (about_case_id is null or about_case_id <> all (me.barred))
  and (from_person_id = me.person_id or (from_agency_id = me.agency_id and me.sees_team)
    or (to_agency_id = me.agency_id and me.function in ('head', 'administrator'))
    or (alone and me.function in ('head', 'administrator')) or (kind = 'account' and me.administers) or me.function = 'auditor')));
create policy approvals_ask on app.approvals for insert to palermo_api with check (from_person_id = (select person_id from authz.me));
create policy approvals_move on app.approvals for update to palermo_api
  using ((select agency_id from authz.me) in (from_agency_id, to_agency_id));
grant select, insert (id, kind, about_case_id, subject_id, payload), update (version, status, refusal_reason, updated_at) on app.approvals to palermo_api;
create policy approvals_worker on app.approvals for select to palermo_worker using (true);
create policy approvals_worker_moves on app.approvals for update to palermo_worker using (true);
grant select, update (version, status, to_agency_id, to_person_id, tried, updated_at) on app.approvals to palermo_worker;
create constraint trigger approvals_begun after insert on app.approvals
  deferrable initially deferred for each row execute function app.has_event('approval');
create constraint trigger approvals_moved after update on app.approvals deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('approval');
create trigger approvals_versioned before update on app.approvals for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

insert into app.acts (noun, action, from_statuses, to_status, opens, may_open, closes) values
  ('approval', 'create', '{asked,approved}', null, '{}', '{approval.answer}', '{}'),
  ('approval', 'endorse', '{asked}', 'endorsed', '{approval.answer}', '{}', '{approval.answer}'),
  ('approval', 'approve', '{asked,endorsed}', 'approved', '{}', '{}', '{approval.answer}'),
  ('approval', 'refuse', '{asked,endorsed}', 'refused', '{}', '{}', '{approval.answer}'),
  ('approval', 'withdraw', '{asked,endorsed}', 'withdrawn', '{}', '{}', '{approval.answer}'),
  ('approval', 'escalate', '{asked,endorsed}', null, '{approval.answer}', '{}', '{approval.answer}'),
  ('approval', 'lapse', '{asked,endorsed}', 'withdrawn', '{}', '{}', '{approval.answer}');

-- Who is behind an approval, for those who may read it: names of the asker's own people, and of the account that it is about.
create function app.approval_people(a app.approvals, out asker_role text, out asker_name text, out subject_name text, out subject_agency text, out subject_role text,
  out case_reference text, out due_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  select p.function, case when authz.function() <> 'auditor'
      and (p.agency_id = authz.agency_id() or (app.may_answer(a) and a.kind = 'account')) then p.name end
    into asker_role, asker_name from app.people p where p.id = a.from_person_id;
  select c.reference into case_reference from app.cases c where c.id = a.about_case_id;
  select d.due_at into due_at from app.deadlines d where d.subject_id = a.id and d.closed_at is null;
  if a.kind = 'account' and (authz.administers() or app.may_answer(a)) then
    select p.name, g.label, p.function into subject_name, subject_agency, subject_role
      from app.people p join app.agencies g on g.id = p.agency_id where p.id = a.subject_id;
  end if;
end $$;

-- Open approvals that nobody answers: their clock ran out, whoever is asked could not answer any more, or their asker has left.
create function app.unanswered_approvals() returns table (id uuid, left_by_asker boolean, next_agency uuid, next_person uuid)
language sql stable security definer set search_path = '' as $$
  select a.id, not app.approval_stands(a), n.agency, n.person
    from app.approvals a
    left join lateral authz.next_approver(a.from_person_id, a.about_case_id, a.tried || a.to_agency_id, a.endorsed_by) n on true
   where session_user = 'palermo_worker' and a.status in ('asked', 'endorsed')
     and (not app.approval_stands(a)
       or (n.agency is not null and (exists (select from app.deadlines d where d.subject_id = a.id and d.closed_at is null and d.due_at <= app.now())
         or not exists (select from app.people p where p.agency_id = a.to_agency_id and p.id is distinct from a.endorsed_by
           and p.id is distinct from a.subject_id and authz.may_approve(p.id, a.from_person_id, a.about_case_id)))))
   order by a.id limit 100
$$;
insert into app.watched (noun, waits_in) values ('approval', '{asked,endorsed}');

grant execute on function authz.is_powerful, authz.is_invited to palermo_api;
grant execute on function app.case_began, app.approval_stands, app.may_answer, app.approval_ways, app.is_answered, app.may_ask_approval, app.approval_people to palermo_api;
grant execute on function app.unanswered_approvals to palermo_worker;
reset role;
