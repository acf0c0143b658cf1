-- Staff who carry casework. `sees_team` says whether they answer for the work of their agency, as supervisors and heads
-- do.
create view app.caseworkers with (security_invoker = true) as
  select p.id, p.agency_id, p.function in ('supervisor', 'head') as sees_team from app.people p
   where p.disabled_at is null and p.function not in ('lead', 'administrator', 'auditor', 'integrity-officer');
comment on view app.caseworkers is
  'Enabled staff whose role carries casework, and whether they answer for the work of their agency.';

-- Whether a person can read C0 of a case: the check of `authz.in_case(…, 'C0')`, for a person other than the actor.
-- Deputies do not count, because the absent person still works at the agency.
create or replace function authz.reads_outline(of_case uuid, of_agency uuid, person uuid, sees_team boolean) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from app.case_members m
    where m.case_id = of_case and m.compartment = 'C0' and m.agency_id = of_agency and m.until_at is null
      and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(of_case, of_agency, 'C0'))
      and (m.person_id = person or sees_team
        or (m.person_id is null and not exists (select from app.case_members o where o.case_id = of_case and o.compartment = 'C0'
          and o.agency_id = of_agency and o.until_at is null and o.person_id is not null))))
$$;
comment on function authz.reads_outline is
  'Whether a person can read C0 of a case. The caller checks that the person still works there and is not barred.';

-- Open records that no member of their agency can open. The frequent check reads only work of agencies without a
-- supervisor or head and of cases with bars; with `everything` it reads all open work, with `touched` only that of agencies
-- and cases in `app.gap_checks`.
create or replace function app.unopened_work(everything boolean, touched boolean default false) returns table (agency_id uuid, subject_kind text, subject_id uuid)
language sql stable security definer set search_path = '' as $$
  select k.agency_id, k.subject_kind, k.subject_id from app.work_items k
   where k.side = 'owes' and k.subject_kind in (select n.noun from app.opened_nouns n)
     and (everything
       or k.agency_id = any (array(select a.id from app.agencies a where (not touched or a.id in (select c.agency_id from app.gap_checks c))
         and not exists (select from app.caseworkers p where p.agency_id = a.id and p.sees_team)))
       or k.case_id = any (array(select c.case_id from app.gap_checks c union select b.case_id from app.case_bars b
         where not touched or exists (select from app.people p join app.gap_checks c on c.agency_id = p.agency_id where p.id = b.person_id))))
     -- The limit makes PostgreSQL look up each record by its key; with `not exists` it would read the openers of all
     -- open records.
     and (select true from app.record_openers o
       where o.noun = k.subject_kind and o.id = k.subject_id and o.agency_id = k.agency_id limit 1) is null
$$;
comment on function app.unopened_work is
  'Open records that no member of the responsible agency can open.';

create or replace function app.new_gaps(everything boolean, touched boolean default false) returns table (agency_id uuid, supervisor_id uuid, subject_kind text, subject_id uuid)
language sql stable security definer set search_path = '' as $$
  select u.agency_id,
      (select p.id from app.people p where p.agency_id = u.agency_id and p.disabled_at is null and p.function in ('supervisor', 'head')
        order by p.function desc, p.id limit 1), u.subject_kind, u.subject_id
    from app.unopened_work(everything, touched) u
   where not exists (select from app.gaps g where g.agency_id = u.agency_id and g.subject_id = u.subject_id and g.status = 'open')
   order by u.agency_id, u.subject_id limit 500
$$;
comment on function app.new_gaps is
  'Open records that no member of their agency can open and that have no gap yet.';
grant execute on function app.new_gaps to palermo_worker;

create or replace function app.ended_gaps() returns table (id uuid) language sql stable security definer set search_path = '' as $$
  select g.id from app.gaps g where g.status = 'open'
    and (not exists (select from app.work_items k where k.subject_id = g.subject_id and k.agency_id = g.agency_id and k.side = 'owes')
      or (select true from app.record_openers o
        where o.noun = g.subject_kind and o.id = g.subject_id and o.agency_id = g.agency_id limit 1))
$$;
comment on function app.ended_gaps is
  'Open gaps that have ended: a member can open the record again, or the agency is no longer responsible for the record.';
grant execute on function app.ended_gaps to palermo_worker;
