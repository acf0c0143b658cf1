-- A grant to look ends by itself; whoever is outside a wall may ask to be let in; and those who lead a case read who looked.
set role palermo_definer;

-- How long a grant lasts behind each wall, at most (access matrix, section 2.1). None is for ever.
create function authz.wall_lasts(wall text) returns interval language sql immutable set search_path = '' as $$
  select case wall when 'C0' then interval '180 days' when 'C4' then '60 days' when 'C5' then '180 days' when 'C7' then '30 days'
    else '90 days' end
$$;
revoke execute on function authz.wall_lasts from public;

-- Until when this look was given; null for those who opened the case, or were put on it by the agency that leads it.
alter table app.case_members add column ends_at timestamptz, add column warned_at timestamptz;
update app.case_members m set ends_at = least(g.until_at, g.from_at + authz.wall_lasts(m.compartment))
  from app.grants g where g.id = m.grant_id;
alter table app.case_members add constraint case_members_granted check ((grant_id is null) = (ends_at is null));
create index case_members_ends_at on app.case_members (ends_at) where until_at is null and ends_at is not null;

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

-- As before, and by the clock: an end is an end from its very second, whoever sweeps later.
create or replace function authz.in_case(wanted uuid, wall text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from authz.me
      join app.case_members m on m.case_id = wanted and m.compartment = wall and m.agency_id = me.working_agency and m.until_at is null
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, wall))
    where (m.person_id = me.person_id
        or (wall = 'C0' and me.sees_team)
        or (wall = 'C0' and m.person_id is null and not exists (select from app.case_members o where o.case_id = wanted
          and o.compartment = 'C0' and o.agency_id = me.working_agency and o.until_at is null and o.person_id is not null)))
      and not exists (select from app.case_bars b where b.person_id = me.person_id and b.case_id = wanted));
end $$;
create or replace function authz.walls(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select distinct m.compartment from authz.me
    join app.case_members m on m.case_id = wanted and m.person_id = me.person_id and m.agency_id = me.working_agency and m.until_at is null
      and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, m.compartment))
    where not exists (select from app.case_bars b where b.person_id = me.person_id and b.case_id = wanted));
end $$;

-- Joining under a grant ends when the grant does. A look that ends sooner does not stand in the way of one that lasts.
create or replace function app.join_case(wanted uuid, agency uuid, person uuid, walls text[], why uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into app.case_members (case_id, agency_id, person_id, compartment, grant_id, ends_at)
    select wanted, agency, person, w, why, until.at from unnest(walls) w
      left join lateral (select least(g.until_at, g.from_at + authz.wall_lasts(w)) as at from app.grants g where g.id = why) until on true
     where w = any ((select authz.walls_for(a.sector, p.function) from app.people p join app.agencies a on a.id = p.agency_id
         where p.id = person and a.id = agency)::text[])
       and not exists (select from app.case_members m where m.case_id = wanted and m.agency_id = agency
       and m.person_id is not distinct from person and m.compartment = w and m.until_at is null
       and (m.ends_at is null or m.ends_at >= until.at));
end $$;

-- A colleague who is put on the case looks for as long as the agency does, not longer.
create or replace function app.assign_member(wanted uuid, person uuid, walls text[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not authz.in_case(wanted, 'C0') or not authz.sees_team()
     or not exists (select from app.people p where p.id = person and p.agency_id = authz.agency_id() and p.disabled_at is null) then
    raise exception 'not allowed' using errcode = '42501';
  end if;
  perform app.join_case(wanted, authz.agency_id(), person, array_agg(held.compartment), held.grant_id)
    from (select distinct on (m.compartment) m.compartment, m.grant_id from app.case_members m
      where m.case_id = wanted and m.agency_id = authz.agency_id() and m.compartment = any (walls) and m.until_at is null
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, m.compartment))
      order by m.compartment, m.ends_at desc nulls first) held
   group by held.grant_id;
end $$;

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
reset role;
