-- Cases: the shell (C0), its team, the person (C1), the tracks, and the words, each behind its wall.
set role palermo_definer;

create table app.cases (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('open', 'contact-lost', 'left', 'closed')),
  reference text not null,
  profile text not null,
  lead_agency_id uuid not null references app.agencies,
  lead_person_id uuid references app.people,
  child_procedure boolean not null,
  age_band text not null check (age_band in ('0-8', '9-17', '18-20', '21-29', '30-47', '48-plus', 'unknown')),
  urgency text not null check (urgency in ('tonight', 'within-24-hours', 'soon', 'routine')),
  closing_reason text check (closing_reason in (
    'help-completed', 'left-by-choice', 'declined-services', 'contact-lost', 'moved-abroad', 'not-a-victim',
    'deceased', 'opened-by-mistake')),
  reopening_reason text check (reopening_reason in (
    'came-back', 'asks-for-help', 'new-risk', 'new-information', 'decision-reconsidered', 'closed-by-mistake', 'other')),
  -- Kept by the agency that leads it until the person chooses otherwise.
  agency_only boolean not null default false,
  opened_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  closed_at timestamptz
);
create unique index cases_reference on app.cases (reference);
create index cases_lead_agency_id on app.cases (lead_agency_id);
create index cases_lead_person_id on app.cases (lead_person_id);
call app.wall('app.cases');

-- Who is on the case, behind which wall, from when until when. Without a person: the agency, its work not yet assigned.
create table app.case_members (
  id uuid primary key default gen_random_uuid(),
  -- No foreign keys: only the functions below write here, from rows that they have just read.
  case_id uuid not null,
  agency_id uuid not null,
  person_id uuid,
  compartment text not null check (compartment in ('C0','C1','C2','C3','C4','C5','C6a','C6b','C7','C8')),
  grant_id uuid,
  from_at timestamptz not null default app.now(),
  until_at timestamptz,
  -- Until when this look was given; null for those who opened the case, or were put on it by the agency that leads it.
  ends_at timestamptz,
  warned_at timestamptz,
  constraint case_members_granted check ((grant_id is null) = (ends_at is null))
);
create index case_members_case_id on app.case_members (case_id, compartment, agency_id);
create index case_members_agency_id on app.case_members (agency_id, compartment, from_at desc) where until_at is null;
create index case_members_person_id on app.case_members (person_id);
create index case_members_ends_at on app.case_members (ends_at) where until_at is null and ends_at is not null;
call app.wall('app.case_members');

-- Who leads a case keeps the look that its work needs; and whoever still owes work in it keeps the shell of it: an end
-- takes what is behind the walls, never the work itself.
create function authz.keeps_look(wanted uuid, agency uuid, wall text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.cases c where c.id = wanted and c.lead_agency_id = agency)
    or (wall = 'C0' and (
      exists (select from app.referrals r where r.case_id = wanted and r.to_agency_id = agency and r.status in ('accepted', 'in-service'))
      or exists (select from app.tasks t where t.case_id = wanted and t.agency_id = agency and t.status = 'open')));
end $$;
revoke execute on function authz.keeps_look from public;

-- Whether the one who acts may look behind this wall of this case now.
-- C0: the people assigned; supervisor and head of an agency on the team; everybody there while nobody is assigned.
-- Every other wall: only a person assigned behind it, or whoever stands in for them. A bar overrides all. An end is an end
-- from its very second, whoever sweeps later. Asked for nearly every row behind a wall, so the commonest answer, one's own
-- look that has not ended, is found first.
create function authz.in_case(wanted uuid, wall text) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare mine authz.me;
begin
  if wanted is null then return false; end if;
  select * into mine from authz.me;
  if mine.working_agency is null or wanted = any (mine.barred) then return false; end if;
  if exists (select from app.case_members m where m.case_id = wanted and m.compartment = wall and m.agency_id = mine.working_agency
      and m.person_id = mine.person_id and m.until_at is null and (m.ends_at is null or m.ends_at > app.now())) then
    return true;
  end if;
  return exists (select from app.case_members m
      where m.case_id = wanted and m.compartment = wall and m.agency_id = mine.working_agency and m.until_at is null
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, wall))
        and (m.person_id = mine.person_id
          or (wall = 'C0' and mine.sees_team)
          or (wall = 'C0' and m.person_id is null and not exists (select from app.case_members o where o.case_id = wanted
            and o.compartment = 'C0' and o.agency_id = mine.working_agency and o.until_at is null and o.person_id is not null))))
    or (mine.stands_for <> '{}' and wall = any (authz.stood_in(wanted)));
end $$;
grant execute on function authz.in_case to palermo_api;

-- That an agency works on a case is a fact like any other, and stands behind the wall of what it does there: the police's
-- being there tells of an investigation, a clinic's of an illness, a shelter's where she may be found. Null: known to nobody by
-- a wall. `shared/src/cases/team.ts` says the same, and why; a test holds the two equal.
create function authz.known_behind(sector text) returns text language sql immutable set search_path = '' as $$
  select case sector when 'police' then 'C5' when 'justice' then 'C5' when 'immigration' then 'C4' when 'health' then 'C3'
    when 'welfare' then 'C2' when 'ngo' then 'C2' when 'local-government' then 'C2' when 'labour' then 'C6a' end
$$;
-- Whether the one who acts may know that this agency is, or was, on this case: their own, the one that leads it, every one
-- for whoever leads it, those behind whose wall they stand, and the other end of a referral that was accepted between the two.
-- Asked for each row that somebody signed, so one after the other, the commonest answer first.
create function authz.knows(wanted uuid, agency uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare mine uuid;
begin
  if agency is null or not authz.in_case(wanted, 'C0') then return false; end if;
  mine := authz.working_agency();
  if agency = mine then return true; end if;
  if exists (select from app.cases c where c.id = wanted and c.lead_agency_id in (agency, mine)) then return true; end if;
  if authz.in_case(wanted, (select authz.known_behind(a.sector) from app.agencies a where a.id = agency)) then return true; end if;
  return exists (select from app.referrals r where r.case_id = wanted and r.accepted_at is not null
    and ((r.from_agency_id = agency and r.to_agency_id = mine) or (r.from_agency_id = mine and r.to_agency_id = agency)));
end $$;
revoke execute on function authz.known_behind from public;
grant execute on function authz.knows to palermo_api;

-- A clock is seen by the agency that owes and by the one that waits: there, as on the desk, by whoever carries it, by everybody
-- while nobody does, and by those who answer for the team; and by whoever of the two sees its case. The barred see none of it.
create policy deadlines_read on app.deadlines for select to palermo_api using (exists (select from authz.me
  where (case_id is null or case_id <> all (me.barred))
    and ((me.working_agency = owes_agency_id and (owes_person_id is null or owes_person_id = any (me.carries) or me.sees_team))
      or (me.working_agency = owed_agency_id and (owed_person_id is null or owed_person_id = any (me.carries) or me.sees_team))
      or (me.working_agency in (owes_agency_id, owed_agency_id) and authz.in_case(case_id, 'C0')))));

create policy cases_read on app.cases for select to palermo_api using (authz.in_case(id, 'C0'));
-- Only the sender of a referral, or a lead agency, opens a case, and then leads it.
create policy cases_open on app.cases for insert to palermo_api
  with check (lead_agency_id = (select agency_id from authz.me) and (select working_agency is not null from authz.me));
create policy cases_move on app.cases for update to palermo_api using (authz.in_case(id, 'C0'));
grant select on app.cases to palermo_api;
-- A job needs to know whose case it is and when, not who the person is.
grant select (id, version, status, reference, lead_agency_id, lead_person_id, child_procedure, urgency, agency_only) on app.cases to palermo_worker;
grant insert on app.cases to palermo_api;
grant update (status, version, lead_person_id, closing_reason, reopening_reason, agency_only, closed_at, updated_at) on app.cases to palermo_api;
create policy cases_worker on app.cases for select to palermo_worker using (true);
create constraint trigger cases_opened after insert on app.cases
  deferrable initially deferred for each row execute function app.has_event('case');
create constraint trigger cases_moved after update on app.cases deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('case');
-- Who leads in person is one of the lead agency's own, and chosen there.
create function app.guard_case() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.lead_agency_id is distinct from authz.agency_id() or not exists (select from app.people p
      where p.id = new.lead_person_id and p.agency_id = new.lead_agency_id and p.disabled_at is null) then
    raise exception 'no lead of theirs' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger cases_lead_begins before insert on app.cases for each row when (current_user = 'palermo_api') execute function app.guard_case();
create trigger cases_lead before update on app.cases for each row
  when (current_user = 'palermo_api' and old.lead_person_id is distinct from new.lead_person_id) execute function app.guard_case();

-- Of the team its members see those that they may know of. That an agency is on a case also tells its other people, and the
-- barred, that there is one.
create policy case_members_read on app.case_members for select to palermo_api using (
  (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    and case_id <> all ((select barred from authz.me)::uuid[]))
  or case when agency_id = (select working_agency from authz.me) then authz.in_case(case_id, 'C0') else authz.knows(case_id, agency_id) end);
grant select on app.case_members to palermo_api;

-- Grants to view: why an agency may look, given at acceptance. Nothing is copied; they can end.
create table app.grants (
  id uuid primary key,
  case_id uuid not null references app.cases,
  referral_id uuid,
  agency_id uuid not null references app.agencies,
  compartments text[] not null,
  purpose text not null,
  legal_basis text not null,
  from_at timestamptz not null default app.now(),
  until_at timestamptz not null,
  ended_at timestamptz
);
create index grants_case_id on app.grants (case_id);
create index grants_agency_id on app.grants (agency_id);
call app.wall('app.grants');
create policy grants_read on app.grants for select to palermo_api using (authz.knows(case_id, agency_id));
grant select on app.grants to palermo_api;

-- The person. Which case is whose stands behind C1: two cases of one person are not tied for those outside.
create table app.persons (
  id uuid primary key,
  created_at timestamptz not null default app.now()
);
call app.wall('app.persons');
create table app.case_persons (
  case_id uuid primary key references app.cases,
  person_id uuid not null references app.persons,
  -- Typed columns for statistics; the names and numbers are in the sealed document.
  birth_year smallint,
  sex text,
  nationality text,
  identity bytea not null
);
create index case_persons_person_id on app.case_persons (person_id);
call app.wall('app.case_persons');
create policy case_persons_read on app.case_persons for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy case_persons_change on app.case_persons for update to palermo_api using (authz.in_case(case_id, 'C1'));
grant select, update (birth_year, sex, nationality, identity) on app.case_persons to palermo_api;

-- Search before create: a blind index of 24 bits a token, so that collisions are normal and the table names nobody.
create table app.case_tokens (
  case_id uuid not null references app.cases,
  token bytea not null check (octet_length(token) = 3),
  primary key (token, case_id)
);
create index case_tokens_case_id on app.case_tokens (case_id);
call app.wall('app.case_tokens');
create policy case_tokens_read on app.case_tokens for select to palermo_api using (authz.in_case(case_id, 'C1'));
create policy case_tokens_add on app.case_tokens for insert to palermo_api with check (authz.in_case(case_id, 'C1'));
grant select, insert on app.case_tokens to palermo_api;

-- Milestones of the three tracks, each read behind its own wall.
create table app.case_milestones (
  id uuid primary key,
  case_id uuid not null references app.cases,
  track text not null check (track in ('protection', 'justice', 'immigration')),
  stage text not null check (stage in (
    'met', 'safe-tonight', 'needs-assessed', 'plan-agreed', 'services-under-way', 'solution-agreed', 'followed-up',
    'reported', 'investigating', 'charged', 'in-court', 'decided', 'appeal', 'bar-to-removal', 'status-requested',
    'stay-granted', 'stay-refused', 'return-prepared')),
  compartment text not null,
  reached_on date not null,
  agency_id uuid not null references app.agencies,
  at timestamptz not null default app.now(),
  check (compartment = case track when 'protection' then 'C0' when 'justice' then 'C5' when 'immigration' then 'C4' end)
);
create index case_milestones_case_id on app.case_milestones (case_id, at);
create index case_milestones_agency_id on app.case_milestones (agency_id);
call app.wall('app.case_milestones');
create policy case_milestones_read on app.case_milestones for select to palermo_api using (authz.in_case(case_id, compartment));
create policy case_milestones_add on app.case_milestones for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and agency_id = (select agency_id from authz.me));
grant select, insert on app.case_milestones to palermo_api;

-- Words. One table a compartment; `shared_with_parties` marks what two agencies write to each other about one referral.
create procedure app.wall_of_texts(wall text) language plpgsql set search_path = '' as $body$
declare t text := 'texts_' || lower(wall);
begin
  execute format($f$create table app.%I (
    id uuid primary key,
    case_id uuid,
    owner_agency_id uuid not null references app.agencies,
    author_id uuid not null,
    compartment text not null default %L check (compartment = %L),
    subject_kind text not null,
    subject_id uuid not null,
    field text not null,
    between_parties boolean not null default false,
    sealed bytea not null,
    at timestamptz not null default app.now())$f$, t, wall, wall);
  execute format('create index %I on app.%I (subject_id)', t || '_subject_id', t);
  execute format('create index %I on app.%I (case_id) where case_id is not null', t || '_case_id', t);
  execute format('create index %I on app.%I (owner_agency_id)', t || '_owner_agency_id', t);
  execute format('call app.wall(%L)', 'app.' || t);
end $body$;
revoke execute on procedure app.wall_of_texts from public;
call app.wall_of_texts('C1');
call app.wall_of_texts('C2');
call app.wall_of_texts('C3');
call app.wall_of_texts('C4');
call app.wall_of_texts('C5');
call app.wall_of_texts('C6a');
call app.wall_of_texts('C6b');
call app.wall_of_texts('C7');
call app.wall_of_texts('C8');

-- Behind which walls a function of a sector may stand at all: the access matrix, section 2.3, which no caller can widen.
-- A function narrows what its sector may see. `shared/src/cases/walls.ts` says the same to the pages; a test holds the
-- two equal.
create function authz.walls_for(sector text, function text) returns text[] language sql immutable set search_path = '' as $$
  select array['C0'] || array(
    select wall from unnest(case sector
        when 'welfare' then array['C1', 'C2', 'C3', 'C4']
        when 'ngo' then array['C1', 'C2', 'C3', 'C4']
        when 'local-government' then array['C1', 'C2', 'C3']
        when 'police' then array['C1', 'C5']
        when 'justice' then array['C1', 'C5']
        when 'immigration' then array['C1', 'C4']
        when 'health' then array['C1', 'C3']
        when 'labour' then array['C1']
        when 'foreign-affairs' then array['C1']
        else '{}' end) wall
     where case function
        when 'counsellor' then wall in ('C1', 'C3')
        when 'lawyer' then wall in ('C1', 'C3', 'C4')
        when 'prosecutor' then wall in ('C1', 'C5')
        else function not in ('lead', 'administrator', 'auditor', 'integrity-officer') end)
$$;

-- Moves who is on a case. Only the functions of a command call these, each naming why.
-- Joining under a grant ends when the grant does. A look that ends sooner does not stand in the way of one that lasts.
create function app.join_case(wanted uuid, agency uuid, person uuid, walls text[], why uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.case_members (case_id, agency_id, person_id, compartment, grant_id, from_at, ends_at)
    select wanted, agency, person, w, why, (select app.now()), until.at from unnest(walls) w
      left join lateral (select least(g.until_at, g.from_at + authz.wall_lasts(w)) as at from app.grants g where g.id = why) until on true
     where w = any ((select authz.walls_for(a.sector, p.function) from app.people p join app.agencies a on a.id = p.agency_id
         where p.id = person and a.id = agency)::text[])
       and not exists (select from app.case_members m where m.case_id = wanted and m.agency_id = agency
       and m.person_id is not distinct from person and m.compartment = w and m.until_at is null
       and (m.ends_at is null or m.ends_at >= until.at));
end $$;
revoke execute on function app.join_case from public;

-- The opener of a case becomes its first member; the identity goes in with it, in the same transaction.
create function app.open_case(wanted uuid, walls text[], person uuid, born smallint, sex text, nationality text, identity bytea, tokens text[])
returns void language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from app.cases c where c.id = wanted and c.lead_agency_id = authz.agency_id()
      and c.xmin = pg_current_xact_id()::xid) then
    raise exception 'not yours to open' using errcode = '42501';
  end if;
  perform app.join_case(wanted, authz.agency_id(), authz.person_id(), walls, null);
  insert into app.persons (id) values (person);
  insert into app.case_persons (case_id, person_id, birth_year, sex, nationality, identity)
    values (wanted, person, born, open_case.sex, open_case.nationality, open_case.identity);
  insert into app.case_tokens (case_id, token) select distinct wanted, decode(t, 'hex') from unnest(tokens) t on conflict do nothing;
end $$;
revoke execute on function app.open_case from public;
grant execute on function app.open_case to palermo_api;

-- A supervisor of a team agency, or the lead, puts one of the agency's own people on the case, behind the walls that
-- their function may stand behind and that the agency already holds: for as long as the agency does, not longer. Themselves
-- only on the shell of it: behind a compartment somebody else lets them in (app.requests, app.approvals).
create function app.assign_member(wanted uuid, person uuid, walls text[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not authz.in_case(wanted, 'C0') or not authz.sees_team()
     or not exists (select from app.people p where p.id = person and p.agency_id = authz.agency_id() and p.disabled_at is null) then
    raise exception 'not allowed' using errcode = '42501';
  end if;
  perform app.join_case(wanted, authz.agency_id(), person, array_agg(held.compartment), held.grant_id)
    from (select distinct on (m.compartment) m.compartment, m.grant_id from app.case_members m
      where m.case_id = wanted and m.agency_id = authz.agency_id() and m.compartment = any (walls) and m.until_at is null
        and (m.compartment = 'C0' or person is distinct from authz.person_id())
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, m.compartment))
      order by m.compartment, m.ends_at desc nulls first) held
   group by held.grant_id;
end $$;
revoke execute on function app.assign_member from public;
grant execute on function app.assign_member to palermo_api;
reset role;
