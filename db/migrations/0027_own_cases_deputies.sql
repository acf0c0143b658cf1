-- Cases that an agency keeps for itself until the person chooses otherwise; and deputies for whoever is out of office.
set role palermo_definer;

alter table app.cases add column agency_only boolean not null default false;
create index cases_agency_only on app.cases (id) where agency_only;
grant update (agency_only) on app.cases to palermo_api;
-- Kept for oneself from its first moment, or never: what was shared cannot be called back by a word.
create function app.guard_own_case() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.agency_only or new.lead_agency_id is distinct from authz.agency_id() then
    raise exception 'not theirs to keep' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger cases_own before update on app.cases for each row
  when (old.agency_only is distinct from new.agency_only) execute function app.guard_own_case();
-- Nobody else joins its team, however they would come to.
create function app.guard_own_team() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from fresh f join app.cases c on c.id = f.case_id where c.agency_only and c.lead_agency_id <> f.agency_id) then
    raise exception 'kept by another agency' using errcode = '42501';
  end if;
  return null;
end $$;
create trigger case_members_own after insert on app.case_members referencing new table as fresh for each statement
  execute function app.guard_own_team();
-- And nobody is asked anything in it.
create function app.guard_own_referral() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from app.cases c where c.id = new.case_id and c.agency_only) then
    raise exception 'kept by its agency' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger referrals_own before insert or update of status, case_id on app.referrals for each row
  when (new.case_id is not null and new.status = 'sent') execute function app.guard_own_referral();
revoke execute on function app.guard_own_case, app.guard_own_team, app.guard_own_referral from public;

-- As before, and with whether it is kept by its agency.
create or replace view app.case_summaries with (security_invoker = true) as
  select c.id, c.version, c.reference, c.status, json_build_object('id', a.id, 'name', a.label, 'sector', a.sector) as lead,
      c.lead_person_id as "leadPersonId", c.child_procedure as "childProcedure", c.age_band as "ageBand", c.urgency,
      next.kind as "nextStep", next.due_at as "nextDueAt",
      (select count(*) from app.referrals r where r.case_id = c.id and r.ended_at is null and r.status <> 'draft') as "openReferrals",
      c.opened_at as "openedAt", c.updated_at as "updatedAt", next.detail as "nextDetail", c.agency_only as "agencyOnly"
    from app.cases c join app.agencies a on a.id = c.lead_agency_id
    left join lateral (select d.kind, d.due_at, d.detail from app.desk d where d.case_id = c.id and d.side = 'owes' order by d.due_at limit 1) next on true;
-- As before; and whoever counts for all does not count what an agency keeps for itself.
create or replace function app.work_cases(c app.work_cut) returns setof app.cases language sql stable as $$
  select k.* from app.cases k
   where k.status in ('open', 'contact-lost') and (c.scope is null or k.lead_agency_id = c.scope) and (c.agency is null or k.lead_agency_id = c.agency)
     and (c.scope is not null or not k.agency_only)
     and (c.urgency is null or k.urgency = c.urgency) and (c.child is null or k.child_procedure = c.child)
     and k.id <> all (c.barred)
$$;
create or replace function app.work_late(c app.work_cut) returns setof app.deadlines language sql stable as $$
  select d.* from app.deadlines d
   where d.closed_at is null and d.ruling->>'kind' in ('notAfter', 'recurring') and d.due_at < c.at
     and (c.scope is null or d.owes_agency_id = c.scope or d.owed_agency_id = c.scope)
     and (c.agency is null or d.owes_agency_id = c.agency or d.owed_agency_id = c.agency)
     and (d.case_id is null or d.case_id <> all (c.barred))
     and (c.scope is not null or not exists (select from app.cases o where o.id = d.case_id and o.agency_only))
     and ((c.urgency is null and c.child is null)
       or exists (select from app.referrals r where r.id = d.subject_id
         and (c.urgency is null or r.urgency = c.urgency) and (c.child is null or r.child_procedure = c.child))
       or (d.subject_kind <> 'referral' and exists (select from app.cases k where k.id = d.case_id
         and (c.urgency is null or k.urgency = c.urgency) and (c.child is null or k.child_procedure = c.child))))
$$;

-- Who is away is for colleagues to know.
create policy absences_read on app.absences for select to palermo_api using (agency_id = (select agency_id from authz.me));
create policy absences_set on app.absences for insert to palermo_api
  with check (agency_id = (select working_agency from authz.me) and set_by = (select person_id from authz.me) and ended_at is null
    and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    and exists (select from app.people p where p.id = absences.person_id and p.agency_id = absences.agency_id and p.disabled_at is null)
    and exists (select from app.people p where p.id = absences.deputy_id and p.agency_id = absences.agency_id and p.disabled_at is null));
create policy absences_end on app.absences for update to palermo_api
  using (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me)));
grant select, insert, update (ended_at) on app.absences to palermo_api;
create policy absences_worker on app.absences for select to palermo_worker using (true);
grant select on app.absences to palermo_worker;

-- A deputy has the work of whoever is away before them as if it were their own.
alter policy desk_read on app.desk using (agency_id = (select working_agency from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]))
  and (assignee_id is null or assignee_id = any ((select carries from authz.me)::uuid[]) or (select sees_team from authz.me)));
alter policy counters_read on app.counters using (agency_id = (select working_agency from authz.me)
  and (assignee_id = '00000000-0000-0000-0000-000000000000' or assignee_id = any ((select carries from authz.me)::uuid[])
    or (select sees_team from authz.me)));
-- But no draft that is somebody else's.
alter policy referrals_read on app.referrals using (
  exists (select from authz.me where (case_id is null or case_id <> all (me.barred)) and (
    (me.working_agency = from_agency_id
      and (me.person_id = from_person_id or me.sees_team or (status <> 'draft' and from_person_id = any (me.carries))))
    or (me.working_agency = to_agency_id and status <> 'draft' and sent_at is not null
      and (assignee_id is null or assignee_id = any (me.carries) or me.sees_team))
    or (me.working_agency = lead_agency_id and status <> 'draft'
      and (lead_person_id is null or lead_person_id = any (me.carries) or me.sees_team)))));

-- Behind which walls of a case somebody stands for a colleague who is away: the colleague's own, and no further than the
-- deputy's own function may stand.
create function authz.stood_in(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
begin
  return array(select distinct m.compartment from authz.me
      join app.agencies g on g.id = me.working_agency
      join app.case_members m on m.case_id = wanted and m.agency_id = me.working_agency and m.until_at is null
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, m.compartment))
    where m.person_id = any (me.stands_for) and wanted <> all (me.barred)
      and m.compartment = any (authz.walls_for(g.sector, me.function)));
end $$;
revoke execute on function authz.stood_in from public;
-- As before, and for a colleague who is away. Asked for nearly every row behind a wall, so the commonest answer, one's own
-- look that has not ended, is found first.
create or replace function authz.in_case(wanted uuid, wall text) returns boolean language plpgsql stable security definer set search_path = '' as $$
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
create or replace function authz.walls(wanted uuid) returns text[] language plpgsql stable security definer set search_path = '' as $$
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

-- A deputy is told that they are one, and again when it is ended early.
create function app.tell_deputy() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into app.outbox (queue, name, payload)
    values ('notices', case when new.ended_at is null then 'absence.create' else 'absence.end' end, jsonb_build_object(
      'subjectKind', 'absence', 'subjectId', new.id, 'caseId', null, 'caseReference', null, 'fromAgencyId', new.agency_id,
      'actorId', authz.person_id(), 'at', app.now(), 'to', jsonb_build_array(
        jsonb_build_object('agencyId', new.agency_id, 'personId', new.deputy_id))));
  return null;
end $$;
revoke execute on function app.tell_deputy from public;
create trigger absences_told after insert or update on app.absences for each row execute function app.tell_deputy();
reset role;
