-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.

create view app.record_openers with (security_invoker = true) as
  select 'case' as noun, r.id, p.agency_id, p.id as person_id
    from app.cases r join app.caseworkers p on p.agency_id in (r.lead_agency_id)
   where r.status in ('open', 'contact-lost')
     and not exists (select from app.case_bars b where b.case_id = r.id and b.person_id = p.id)
     and ((p.agency_id = r.lead_agency_id and (authz.reads_outline(r.id, p.agency_id, p.id, p.sees_team))))
  union all
  select 'handover' as noun, r.id, p.agency_id, p.id as person_id
    from app.handovers r join app.caseworkers p on p.agency_id in (r.from_agency_id, r.to_agency_id)
   where r.status in ('offered')
     and not exists (select from app.case_bars b where b.case_id = r.case_id and b.person_id = p.id)
     and ((p.agency_id = r.from_agency_id and (p.sees_team or r.from_person_id is null or p.id = r.from_person_id or authz.reads_outline(r.case_id, p.agency_id, p.id, p.sees_team)))
      or (p.agency_id = r.to_agency_id and (p.sees_team or r.to_person_id is null or p.id = r.to_person_id or authz.reads_outline(r.case_id, p.agency_id, p.id, p.sees_team))))
  union all
  select 'referral' as noun, r.id, p.agency_id, p.id as person_id
    from app.referrals r join app.caseworkers p on p.agency_id in (r.from_agency_id, r.to_agency_id, r.lead_agency_id)
   where r.status in ('draft', 'sent', 'received', 'queried', 'accepted', 'in-service', 'returned')
     and not exists (select from app.case_bars b where b.case_id = r.case_id and b.person_id = p.id)
     and case when r.status = 'draft' then p.agency_id = r.from_agency_id and (p.sees_team or p.id = r.from_person_id)
      else ((p.agency_id = r.from_agency_id and (p.sees_team or r.from_person_id is null or p.id = r.from_person_id or r.from_person_left))
      or (p.agency_id = r.to_agency_id and (p.sees_team or r.assignee_id is null or p.id = r.assignee_id))
      or (p.agency_id = r.lead_agency_id and (p.sees_team or r.lead_person_id is null or p.id = r.lead_person_id))) end
  union all
  select 'request' as noun, r.id, p.agency_id, p.id as person_id
    from app.requests r join app.caseworkers p on p.agency_id in (r.from_agency_id, r.owner_agency_id)
   where r.status in ('asked')
     and not exists (select from app.case_bars b where b.case_id = r.case_id and b.person_id = p.id)
     and ((p.agency_id = r.from_agency_id and (p.sees_team or r.from_person_id is null or p.id = r.from_person_id))
      or (p.agency_id = r.owner_agency_id and (authz.reads_outline(r.case_id, p.agency_id, p.id, p.sees_team))))
  union all
  select 'task' as noun, r.id, p.agency_id, p.id as person_id
    from app.tasks r join app.caseworkers p on p.agency_id in (r.agency_id)
   where r.status in ('open')
     and not exists (select from app.case_bars b where b.case_id = r.case_id and b.person_id = p.id)
     and ((p.agency_id = r.agency_id and (authz.reads_outline(r.case_id, p.agency_id, p.id, p.sees_team))));
comment on view app.record_openers is
  'Each open record of a case, with every member of an agency that is party to it who can open it.';

create view app.opened_nouns with (security_invoker = true) as
  select noun from (values ('case'), ('handover'), ('referral'), ('request'), ('task')) as v(noun);
comment on view app.opened_nouns is
  'The record types that app.record_openers covers.';
