create or replace function app.access_reader(wanted uuid) returns text language sql stable security definer set search_path = '' as $$
  select case
    when authz.function() = 'auditor' and exists (select from app.cases c where c.id = wanted) then 'auditor'
    when not authz.in_case(wanted, 'C0') then null
    when exists (select from app.cases c where c.id = wanted and c.lead_agency_id = authz.agency_id()) then 'lead'
    else 'other' end
$$;
comment on function app.access_reader is
  'As which reader the actor may read the access log of a case: auditor, lead, other or null.';
grant execute on function app.access_reader to palermo_api;

-- Access to a document is shown only to readers of its compartment, since the line reveals that the document exists.
-- The same holds for the line about adding a document, although that line names only the case.
create or replace function app.case_access(wanted uuid, before bigint, most integer)
returns table (id bigint, at timestamptz, kind text, subject text, agency uuid, agency_name text, agency_sector text, function text,
  person_id uuid, person_name text, outcome text)
language sql stable security definer set search_path = '' as $$
  with reader as materialized (
    select r.kind from (select app.access_reader(wanted) as kind) r where r.kind <> 'other'
  ), subjects as (
    select wanted as sid from reader union all
    select r.id from app.referrals r, reader where r.case_id = wanted and r.status <> 'draft' union all
    select t.id from app.tasks t, reader where t.case_id = wanted union all
    select q.id from app.requests q, reader where q.case_id = wanted union all
    select d.id from app.documents d, reader where d.case_id = wanted and authz.in_case(wanted, d.compartment)
      and authz.reads_entry('document', d.id, d.case_id, d.agency_id, d.audience, d.created_at)
  ), lines as (
    select l.* from subjects s cross join lateral (
      select o.* from aud.leaf o where o.subject_id = s.sid and (before is null or o.id < before)
         and (o.actor is not null or o.kind = 'access.ended')
         and (s.sid <> wanted or o.kind <> 'document.added')
       order by o.id desc limit most) l
     order by l.id desc limit most)
  select l.id, l.at, l.kind, l.subject_kind, a.id, a.label, a.sector, coalesce(l.function, p.function),
      case when a.id = authz.agency_id() and reader.kind = 'lead' then p.id end,
      case when a.id = authz.agency_id() and reader.kind = 'lead' then p.name end, l.outcome
    from lines l cross join reader left join app.agencies a on a.id = l.agency left join app.people p on p.id = coalesce(l.actor, l.recipient)
   order by l.id desc
$$;
comment on function app.case_access is
  'Access log of a case, for its lead and for auditors, who get no names. Lines about a document are shown only to readers of its compartment.';
grant execute on function app.case_access to palermo_api;
