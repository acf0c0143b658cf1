create or replace function app.keeps_bars(wanted uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select authz.sees_team() and authz.in_case(wanted, 'C0')
$$;
comment on function app.keeps_bars is
  'Whether the actor may set and lift bars of this case: a supervisor or head on its team who is not barred from it.';
grant execute on function app.keeps_bars to palermo_api;

create or replace function app.may_bar(wanted uuid, whom uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select app.keeps_bars(wanted) and exists (select from app.people p where p.id = whom and p.disabled_at is null
    and (p.agency_id = authz.agency_id()
      or (exists (select from app.cases c where c.id = wanted and c.lead_agency_id = authz.agency_id())
        and exists (select from app.case_members m where m.case_id = wanted and m.person_id = whom and m.until_at is null))))
$$;
comment on function app.may_bar is
  'Whether the actor may bar this person: a member of the actor''s agency, or any member of the team if the actor''s agency leads the case.';

create or replace function app.carries_in(wanted uuid, whom uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.cases c where c.id = wanted and c.lead_person_id = whom and c.status in ('open', 'contact-lost'))
    or exists (select from app.referrals r where r.case_id = wanted and r.assignee_id = whom and r.status in ('accepted', 'in-service'))
    or exists (select from app.tasks t where t.case_id = wanted and t.assignee_id = whom and t.status = 'open')
$$;
comment on function app.carries_in is
  'Whether a person carries open work in a case that no other person would see if this person were barred.';

create or replace function app.set_bar(wanted uuid, whom uuid, why text) returns text language plpgsql security definer set search_path = '' as $$
begin
  if not (app.may_bar(wanted, whom) or (whom = authz.person_id() and authz.in_case(wanted, 'C0'))) then
    raise exception 'the actor may not set or end a bar on this case' using errcode = 'PA321';
  end if;
  if app.carries_in(wanted, whom) then return 'carries-work'; end if;
  insert into app.case_bars (case_id, person_id, reason, set_by) values (wanted, whom, why, authz.person_id()) on conflict do nothing;
  if not found then return 'barred'; end if;
  perform app.end_looks_in(wanted, whom);
  return 'set';
end $$;
comment on function app.set_bar is
  'Bars a person from a case and ends their access; refused while they carry work in it.';
grant execute on function app.set_bar to palermo_api;

create or replace function app.bars_of(wanted uuid) returns table (person_id uuid, name text, role text, agency_id uuid, agency text, sector text, reason text,
  since timestamptz, may_lift boolean, waiting boolean) language sql stable security definer set search_path = '' as $$
  select b.person_id, case when p.agency_id = authz.agency_id() then p.name end, p.function, g.id, g.label, g.sector, b.reason, b.since,
      p.agency_id = authz.agency_id() or exists (select from app.cases c where c.id = wanted and c.lead_agency_id = authz.agency_id()),
      exists (select from app.approvals a where a.kind = 'bar' and a.about_case_id = wanted and a.subject_id = b.person_id and a.status in ('asked', 'endorsed'))
    from app.case_bars b join app.people p on p.id = b.person_id join app.agencies g on g.id = p.agency_id
   where b.case_id = wanted and (select app.keeps_bars(wanted)) and (p.agency_id = authz.agency_id() or authz.knows(wanted, p.agency_id)) order by b.since, b.person_id
$$;
comment on function app.bars_of is
  'Bars of a case, for supervisors and heads who may set them, with names of the actor''s own agency.';
grant execute on function app.bars_of to palermo_api;

create or replace function app.could_bar(wanted uuid) returns table (person_id uuid, name text, role text, agency text)
language sql stable security definer set search_path = '' as $$
  select p.id, case when p.agency_id = authz.agency_id() then p.name end, p.function, g.label
    from app.people p join app.agencies g on g.id = p.agency_id
   where app.may_bar(wanted, p.id) and not exists (select from app.case_bars b where b.case_id = wanted and b.person_id = p.id)
     and p.function not in ('administrator', 'auditor', 'lead', 'integrity-officer')
     and (p.agency_id = authz.agency_id() or exists (select from app.case_members m where m.case_id = wanted and m.person_id = p.id and m.until_at is null))
   order by g.label, p.name, p.id
$$;
comment on function app.could_bar is
  'Persons whom the actor could bar from a case, with names of the actor''s own agency.';
grant execute on function app.could_bar to palermo_api;
