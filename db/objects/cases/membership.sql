-- Whether an agency keeps access that would otherwise end: the leading agency keeps all access, and an agency that
-- still owes work keeps C0, so that the end of access never takes the work away.
create or replace function authz.keeps_look(wanted uuid, agency uuid, of_compartment text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from app.cases c where c.id = wanted and c.lead_agency_id = agency)
    or (of_compartment = 'C0' and (
      exists (select from app.referrals r where r.case_id = wanted and r.to_agency_id = agency and r.status in ('accepted', 'in-service'))
      or exists (select from app.tasks t where t.case_id = wanted and t.agency_id = agency and t.status = 'open')))
$$;
comment on function authz.keeps_look is
  'Whether an agency keeps access that would otherwise end: the lead keeps all access, an agency that still owes work keeps C0.';

-- Whether the actor may read this compartment of this case now.
-- C0: the assigned persons; supervisors and heads of an agency on the team; the whole agency while no person is assigned.
-- Other compartments: only persons assigned to it and their deputies. A bar overrides all. Access ends at its end time, also
-- before the sweep has closed it. Called for nearly every row of a compartment, so the most common case, the actor's own
-- access, is checked first.
create or replace function authz.in_case(wanted uuid, of_compartment text) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare mine authz.me;
begin
  if wanted is null then return false; end if;
  select * into mine from authz.me;
  if mine.working_agency is null or wanted = any (mine.barred) then return false; end if;
  if exists (select from app.case_members m where m.case_id = wanted and m.compartment = of_compartment and m.agency_id = mine.working_agency
      and m.person_id = mine.person_id and m.until_at is null and (m.ends_at is null or m.ends_at > app.now())) then
    return true;
  end if;
  return exists (select from app.case_members m
      where m.case_id = wanted and m.compartment = of_compartment and m.agency_id = mine.working_agency and m.until_at is null
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, of_compartment))
        and (m.person_id = mine.person_id
          or (of_compartment = 'C0' and mine.sees_team)
          or (of_compartment = 'C0' and m.person_id is null and not exists (select from app.case_members o where o.case_id = wanted
            and o.compartment = 'C0' and o.agency_id = mine.working_agency and o.until_at is null and o.person_id is not null))))
    or (mine.stands_for <> '{}' and of_compartment = any (authz.stood_in(wanted)));
end $$;
comment on function authz.in_case is
  'Whether the actor may read this compartment of this case now. C0: assigned members, their supervisors and heads, and the whole agency while no person is assigned; other compartments: assigned members and their deputies. A bar overrides all.';
grant execute on function authz.in_case to palermo_api;

-- The compartment whose readers may know that an agency of this sector is on a case; null if no compartment allows it.
-- The presence of an agency is information: police imply an investigation, a clinic an illness, a shelter a place where
-- the person can be found. `shared/src/cases/team.ts` has the same list with reasons; a test compares the two.
create or replace function authz.known_behind(sector text) returns text language sql immutable set search_path = '' as $$
  select case sector when 'police' then 'C5' when 'justice' then 'C5' when 'immigration' then 'C4' when 'health' then 'C3'
    when 'welfare' then 'C2' when 'ngo' then 'C2' when 'local-government' then 'C2' when 'labour' then 'C6a' end
$$;
comment on function authz.known_behind is
  'Compartment whose readers may know that an agency of this sector is on a case; null: none. shared/src/cases/team.ts says the same.';

-- Whether the actor may know that this agency is or was on this case: the actor's own agency; the leading agency; every
-- agency, for the case lead; agencies of a sector whose compartment the actor reads; and the other agency of an
-- accepted referral. Called for each row, so the most common checks come first.
create or replace function authz.knows(wanted uuid, agency uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
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
comment on function authz.knows is
  'Whether the actor may know that this agency is or was on this case.';
grant execute on function authz.knows to palermo_api;

-- Compartments that a role of a sector may read at all (access matrix, section 2.3); no caller can widen the list. A
-- role may read fewer compartments than its sector. `shared/src/cases/compartments.ts` has the same list for the pages;
-- a test compares the two.
create or replace function authz.compartments_for(sector text, function text) returns text[] language sql immutable set search_path = '' as $$
  select array['C0'] || array(
    select of_compartment from unnest(case sector
        when 'welfare' then array['C1', 'C2', 'C3', 'C4']
        when 'ngo' then array['C1', 'C2', 'C3', 'C4']
        when 'local-government' then array['C1', 'C2', 'C3']
        when 'police' then array['C1', 'C5']
        when 'justice' then array['C1', 'C5']
        when 'immigration' then array['C1', 'C4']
        when 'health' then array['C1', 'C3']
        when 'labour' then array['C1']
        when 'foreign-affairs' then array['C1']
        else '{}' end) of_compartment
     where case function
        when 'counsellor' then of_compartment in ('C1', 'C3')
        when 'lawyer' then of_compartment in ('C1', 'C3', 'C4')
        when 'prosecutor' then of_compartment in ('C1', 'C5')
        else function not in ('lead', 'administrator', 'auditor', 'integrity-officer') end)
$$;
comment on function authz.compartments_for is
  'Compartments that a role in a sector may read at all. shared/src/cases/compartments.ts says the same.';

-- Adds members to a case. No login may call it, only functions that give access for a stated reason. Membership under a
-- grant ends with the grant. An existing access that ends sooner does not prevent a longer one.
create or replace function app.join_case(wanted uuid, agency uuid, person uuid, of_compartments text[], why uuid) returns void
language sql security definer set search_path = '' as $$
  insert into app.case_members (case_id, agency_id, person_id, compartment, grant_id, from_at, ends_at)
    select wanted, agency, person, w, why, (select app.now()), until.at from unnest(of_compartments) w
      left join lateral (select least(g.until_at, g.from_at + authz.compartment_lasts(w)) as at from app.grants g where g.id = why) until on true
     where w = any ((select authz.compartments_for(a.sector, p.function) from app.people p join app.agencies a on a.id = p.agency_id
         where p.id = person and a.id = agency)::text[])
       and not exists (select from app.case_members m where m.case_id = wanted and m.agency_id = agency
       and m.person_id is not distinct from person and m.compartment = w and m.until_at is null
       and (m.ends_at is null or m.ends_at >= until.at))
$$;
comment on function app.join_case is
  'Adds members to a case in the given compartments, until the grant ends.';

-- Compartments of a case that the actor may read now, in person or as deputy of an absent colleague.
create or replace function authz.compartments(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
declare
  mine authz.me;
  own text[];
begin
  if wanted is null then return '{}'; end if;
  select * into mine from authz.me;
  if mine.working_agency is null or wanted = any (mine.barred) then return '{}'; end if;
  own := array(select distinct m.compartment from app.case_members m
    where m.case_id = wanted and m.person_id = mine.person_id and m.agency_id = mine.working_agency and m.until_at is null
      and (m.ends_at is null or m.ends_at > (select app.now()) or authz.keeps_look(wanted, m.agency_id, m.compartment)));
  return case when mine.stands_for = '{}' then own else array(select distinct unnest(own || authz.stood_in(wanted))) end;
end $$;
comment on function authz.compartments is
  'Compartments of a case that the actor reads now, in person or as deputy.';
grant execute on function authz.compartments to palermo_api;

create or replace function authz.own_compartments() returns text[] language sql stable security definer set search_path = '' as $$
  select authz.compartments_for(g.sector, me.function) from authz.me join app.agencies g on g.id = me.agency_id
$$;
comment on function authz.own_compartments is
  'Compartments that the actor''s sector and role may read at all.';
grant execute on function authz.own_compartments to palermo_api;

create or replace function authz.access_lasts(part text) returns interval language plpgsql stable security definer set search_path = '' as $$
declare days integer;
begin
  days := (select (l->>'days')::integer from app.task_force t
      join lateral (select p.document from app.profiles p where p.code = t.profile order by p.version desc limit 1) p on true
      cross join lateral jsonb_array_elements(p.document->'access') l
    where l->>'for' = part);
  if days is null then raise exception 'the profile does not say how long this lasts' using errcode = '22023'; end if;
  return make_interval(days => days);
end $$;
comment on function authz.access_lasts is
  'How long access lasts at most, by the event that gave the access, in the profile in force.';

create or replace function authz.compartment_lasts(of_compartment text) returns interval language sql stable security definer set search_path = '' as $$
  select authz.access_lasts(of_compartment)
$$;
comment on function authz.compartment_lasts is
  'How long access to a compartment lasts at most.';
