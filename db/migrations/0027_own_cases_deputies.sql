-- Cases that an agency keeps for itself until the person chooses otherwise; and deputies for whoever is out of office.
set role palermo_definer;

create index cases_agency_only on app.cases (id) where agency_only;
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

-- Who is away is for colleagues to know.
create policy absences_read on app.absences for select to palermo_api using (agency_id = (select agency_id from authz.me));
create policy absences_set on app.absences for insert to palermo_api
  with check (agency_id = (select working_agency from authz.me) and set_by = (select person_id from authz.me) and ended_at is null
    and (person_id = (select person_id from authz.me) or (select sees_team from authz.me))
    -- Nobody makes themselves the deputy of another, whose compartments they would then see.
    and deputy_id <> set_by
    and exists (select from app.people p where p.id = absences.person_id and p.agency_id = absences.agency_id and p.disabled_at is null)
    and exists (select from app.people p where p.id = absences.deputy_id and p.agency_id = absences.agency_id and p.disabled_at is null));
create policy absences_end on app.absences for update to palermo_api
  using (agency_id = (select working_agency from authz.me) and (person_id = (select person_id from authz.me) or (select sees_team from authz.me)));
grant select, insert, update (ended_at) on app.absences to palermo_api;
create policy absences_worker on app.absences for select to palermo_worker using (true);
grant select on app.absences to palermo_worker;

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
