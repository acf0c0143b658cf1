-- A grant to look ends by itself; whoever is outside a wall may ask to be let in; and those who lead a case read who looked.
set role palermo_definer;

-- Asked every minute, so it is no job and leaves no line: whether there is anything to end or to warn of.
create function app.looks_end() returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.case_members m where m.until_at is null and m.ends_at < app.now() + interval '7 days'
    and (m.ends_at <= app.now() or m.warned_at is null) and not authz.keeps_look(m.case_id, m.agency_id, m.compartment))
$$;
revoke execute on function app.looks_end from public;
grant execute on function app.looks_end to palermo_worker;

-- What a job does once a look has ended, and a week before: the log gets a line, and both ends are told, each once for a
-- case. The row follows the clock; what may be seen never waited for it.
create function app.end_grants(most integer) returns integer language plpgsql security definer set search_path = '' as $$
declare
  one record;
  done integer := 0;
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  for one in
    with due as (
      select m.id, m.ends_at <= app.now() as over from app.case_members m
       where m.until_at is null and m.ends_at < app.now() + interval '7 days' and (m.ends_at <= app.now() or m.warned_at is null)
         and not authz.keeps_look(m.case_id, m.agency_id, m.compartment)
       order by m.ends_at limit most for update skip locked
    ), marked as (
      update app.case_members m set until_at = case when d.over then app.now() end, warned_at = coalesce(m.warned_at, app.now())
        from due d where d.id = m.id returning m.case_id, m.agency_id, m.person_id, m.compartment, m.grant_id, d.over)
    select k.case_id, k.agency_id, k.person_id, k.over, c.reference, c.lead_agency_id, c.lead_person_id, count(*) as n,
        array_agg(distinct k.grant_id) as grants,
        -- Somebody who was let in again meanwhile has lost nothing.
        bool_or(not exists (select from app.case_members o where o.case_id = k.case_id and o.agency_id = k.agency_id
          and o.person_id is not distinct from k.person_id and o.compartment = k.compartment and o.until_at is null
          and (o.ends_at is null or o.ends_at > app.now() + case when k.over then interval '0' else interval '7 days' end))) as lost
      from marked k join app.cases c on c.id = k.case_id
     group by 1, 2, 3, 4, 5, 6, 7
  loop
    done := done + one.n;
    if one.over then
      update app.grants g set ended_at = app.now() where g.id = any (one.grants) and g.ended_at is null
        and not exists (select from app.case_members m where m.grant_id = g.id and m.until_at is null);
      insert into aud.leaf (kind, subject_kind, subject_id, agency, recipient, outcome)
        values ('access.ended', 'case', one.case_id, one.agency_id, one.person_id, 'done');
    end if;
    continue when not one.lost;
    insert into app.outbox (queue, name, payload)
      values ('notices', case when one.over then 'case.access-ended' else 'case.access-ending' end,
        jsonb_build_object('subjectKind', 'case', 'subjectId', one.case_id, 'caseId', one.case_id, 'caseReference', one.reference,
          'fromAgencyId', null, 'actorId', null, 'at', app.now(), 'to', jsonb_build_array(
            jsonb_build_object('agencyId', one.agency_id, 'personId', one.person_id, 'namesAgencyId', one.lead_agency_id),
            jsonb_build_object('agencyId', one.lead_agency_id, 'personId', one.lead_person_id, 'namesAgencyId', one.agency_id))));
  end loop;
  return done;
end $$;
revoke execute on function app.end_grants from public;
grant execute on function app.end_grants to palermo_worker;

-- Who is outside a wall asks whoever answers for it to be let in: a purpose and a basis, both coded, and no words.
create table app.requests (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('asked', 'granted', 'refused', 'withdrawn')),
  case_id uuid not null references app.cases,
  case_reference text not null,
  -- C2 is opened by two people, and comes with them.
  compartment text not null check (compartment in ('C1', 'C3', 'C4', 'C5')),
  purpose text not null check (purpose in (
    'identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation',
    'prosecution', 'compensation', 'return-reintegration')),
  legal_basis text not null check (legal_basis in (
    'consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim')),
  from_agency_id uuid not null references app.agencies,
  from_person_id uuid not null references app.people,
  owner_agency_id uuid not null references app.agencies,
  refusal_reason text check (refusal_reason in (
    'not-needed-for-task', 'person-did-not-agree', 'ask-the-person-first', 'answer-given-otherwise', 'basis-not-shown')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  answered_at timestamptz
);
create index requests_case_id on app.requests (case_id, created_at desc, id desc);
create index requests_from_agency_id on app.requests (from_agency_id, created_at desc, id desc);
create index requests_from_person_id on app.requests (from_person_id);
create index requests_owner_agency_id on app.requests (owner_agency_id, created_at desc, id desc);
call app.wall('app.requests');

-- Who answers for a wall of a case: the agency that leads it, where it may stand there itself; else whoever has stood
-- there longest; else the lead all the same. The answer is the same whether or not anything is behind the wall.
create function app.wall_owner(wanted uuid, wall text) returns uuid language plpgsql stable security definer set search_path = '' as $$
begin
  return (select coalesce(
    (select c.lead_agency_id from app.agencies a where a.id = c.lead_agency_id and wall = any (authz.walls_for(a.sector, 'caseworker'))),
    (select m.agency_id from app.case_members m where m.case_id = wanted and m.compartment = wall and m.until_at is null
      order by m.from_at, m.id limit 1),
    c.lead_agency_id) from app.cases c where c.id = wanted);
end $$;
revoke execute on function app.wall_owner from public;

-- Behind which walls the one who acts might be let in: on the case in person, of a function that may stand there, and not
-- there yet.
create function authz.may_ask(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select w from authz.me
      join app.agencies a on a.id = me.working_agency
      cross join unnest(authz.walls_for(a.sector, me.function)) w
    where w in ('C1', 'C3', 'C4', 'C5') and authz.in_case(wanted, 'C0') and not authz.in_case(wanted, w)
      and exists (select from app.case_members m where m.case_id = wanted and m.compartment = 'C0' and m.person_id = me.person_id
        and m.agency_id = me.working_agency and m.until_at is null)
    order by w);
end $$;
revoke execute on function authz.may_ask from public;
grant execute on function authz.may_ask to palermo_api;

-- Who asked: the function for the other end, the name inside the asker's own agency. For those who see the request.
create function app.asker_of(request uuid, out function text, out name text) language plpgsql stable set search_path = '' as $$
declare who uuid := (select r.from_person_id from app.requests r where r.id = request);
begin
  function := app.function_of(who);
  name := (select p.name from app.people p where p.id = who and p.agency_id = (select agency_id from authz.me));
end $$;
create function app.function_of(person uuid) returns text language sql stable security definer set search_path = '' as $$
  select p.function from app.people p where p.id = person and exists (select from app.requests r where r.from_person_id = p.id)
$$;
revoke execute on function app.asker_of, app.function_of from public;
grant execute on function app.asker_of, app.function_of to palermo_api;

-- Seen by whoever asked and those who answer for them, and by those who answer for the wall, as far as they see the case.
create policy requests_read on app.requests for select to palermo_api using (
  case_id <> all ((select barred from authz.me)::uuid[])
  and exists (select from authz.me where
    (me.working_agency = from_agency_id and (me.person_id = from_person_id or me.sees_team))
    or (me.working_agency = owner_agency_id and authz.in_case(case_id, 'C0'))));
create policy requests_ask on app.requests for insert to palermo_api
  with check (from_agency_id = (select agency_id from authz.me) and from_person_id = (select person_id from authz.me));
create policy requests_move on app.requests for update to palermo_api
  using ((select working_agency from authz.me) in (from_agency_id, owner_agency_id));
grant select, insert, update (version, status, refusal_reason, updated_at, answered_at) on app.requests to palermo_api;
create constraint trigger requests_begun after insert on app.requests
  deferrable initially deferred for each row execute function app.has_event('request');
create constraint trigger requests_moved after update on app.requests deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('request');

-- Nobody asks for what they may not have, nor chooses who answers; and nobody lets themselves in.
create function app.guard_request() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'asked' or new.version <> 1 or not new.compartment = any (authz.may_ask(new.case_id)) then
      raise exception 'not theirs to ask for' using errcode = '42501';
    end if;
    new.owner_agency_id := app.wall_owner(new.case_id, new.compartment);
    new.case_reference := (select c.reference from app.cases c where c.id = new.case_id);
  elsif new.status in ('granted', 'refused') and (authz.agency_id() is distinct from old.owner_agency_id
      or authz.person_id() = old.from_person_id or not authz.sees_team()) then
    raise exception 'not theirs to answer' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function app.guard_request from public;
create trigger requests_guard before insert or update on app.requests for each row when (current_user = 'palermo_api')
  execute function app.guard_request();

-- What a grant does: one person, one wall, for as long as that wall allows.
create function app.grant_by_request(request uuid, grant_id uuid) returns void language plpgsql security definer set search_path = '' as $$
declare r app.requests;
begin
  select * into r from app.requests where id = request and xmin = pg_current_xact_id()::xid and status = 'granted'
    and owner_agency_id = authz.agency_id() and from_person_id <> authz.person_id();
  if r.id is null then raise exception 'nothing was granted' using errcode = '42501'; end if;
  insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at)
    values (grant_id, r.case_id, r.from_agency_id, array[r.compartment], r.purpose, r.legal_basis,
      app.now() + authz.wall_lasts(r.compartment));
  perform app.join_case(r.case_id, r.from_agency_id, r.from_person_id, array[r.compartment], grant_id);
end $$;
revoke execute on function app.grant_by_request from public;
grant execute on function app.grant_by_request to palermo_api;
-- Who looked. The log is found by its subject; reading it is for whoever leads the case, and for auditors, who get no names.
create index leaf_subject on aud.leaf (subject_id, id) where subject_id is not null;
create function app.access_reader(wanted uuid) returns text language plpgsql stable security definer set search_path = '' as $$
begin
  return case
    when authz.function() = 'auditor' and exists (select from app.cases c where c.id = wanted) then 'auditor'
    when not authz.in_case(wanted, 'C0') then null
    when exists (select from app.cases c where c.id = wanted and c.lead_agency_id = authz.agency_id()) then 'lead'
    else 'other' end;
end $$;
-- Who looked at a document is told to whoever stands behind its wall: to others the line would tell that there is one. So
-- would the line of adding one, which names the case.
create function app.case_access(wanted uuid, before bigint, most integer)
returns table (id bigint, at timestamptz, kind text, subject text, agency uuid, agency_name text, agency_sector text, function text,
  person_id uuid, person_name text, outcome text)
language plpgsql stable security definer set search_path = '' as $$
declare reader text := app.access_reader(wanted);
begin
  if reader is null or reader = 'other' then return; end if;
  return query
    with subjects as (
      select wanted as sid union all
      select r.id from app.referrals r where r.case_id = wanted and r.status <> 'draft' union all
      select t.id from app.tasks t where t.case_id = wanted union all
      select q.id from app.requests q where q.case_id = wanted union all
      select d.id from app.documents d where d.case_id = wanted and authz.in_case(wanted, d.compartment)
        and authz.reads_entry('document', d.id, d.case_id, d.agency_id, d.audience, d.created_at)
    ), lines as (
      select l.* from subjects s cross join lateral (
        select o.* from aud.leaf o where o.subject_id = s.sid and (before is null or o.id < before)
           and (o.actor is not null or o.kind = 'access.ended')
           and (s.sid <> wanted or o.kind <> 'document.added')
         order by o.id desc limit most) l
       order by l.id desc limit most)
    select l.id, l.at, l.kind, l.subject_kind, a.id, a.label, a.sector, coalesce(l.function, p.function),
        case when a.id = authz.agency_id() and reader = 'lead' then p.id end,
        case when a.id = authz.agency_id() and reader = 'lead' then p.name end, l.outcome
      from lines l left join app.agencies a on a.id = l.agency left join app.people p on p.id = coalesce(l.actor, l.recipient)
     order by l.id desc;
end $$;
revoke execute on function app.access_reader, app.case_access from public;
grant execute on function app.access_reader, app.case_access to palermo_api;
reset role;
