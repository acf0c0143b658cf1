-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.

create or replace function app.ends_of_moved(s_noun text, s_id uuid, s_version integer, s_status text, s_case uuid) returns uuid[]
language plpgsql set search_path = '' as $$
begin
  case s_noun
    when 'alert' then return (select array[t.from_agency_id, t.to_agency_id] from app.alerts t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'approval' then return (select array[t.from_agency_id, t.to_agency_id] from app.approvals t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'case' then return (select array[t.lead_agency_id] from app.cases t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'document' then return (select array[t.agency_id, (select c.lead_agency_id from app.cases c where c.id = t.case_id)] from app.documents t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'gap' then return (select array[t.agency_id] from app.gaps t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'handover' then return (select array[t.from_agency_id, t.to_agency_id, (select c.lead_agency_id from app.cases c where c.id = t.case_id)] from app.handovers t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'referral' then return (select array[t.from_agency_id, t.to_agency_id, t.lead_agency_id] from app.referrals t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'request' then return (select array[t.from_agency_id, t.owner_agency_id, (select c.lead_agency_id from app.cases c where c.id = t.case_id)] from app.requests t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'snapshot' then return (select array[t.agency_id] from app.snapshots t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    when 'task' then return (select array[t.agency_id, (select c.lead_agency_id from app.cases c where c.id = t.case_id)] from app.tasks t
      where t.id = s_id and t.version = s_version and t.status = s_status and t.case_id is not distinct from s_case and t.xmin = pg_current_xact_id()::xid);
    else return null;
  end case;
end $$;
comment on function app.ends_of_moved is
  'Agencies of the parties of a row that this transaction moved to this version and status, and of its case; null where it moved no such row.';

create or replace function app.hold_subject(kind text, id uuid) returns void language plpgsql set search_path = '' as $$
begin
  case kind
    when 'alert' then perform from app.alerts t where t.id = hold_subject.id for update;
    when 'approval' then perform from app.approvals t where t.id = hold_subject.id for update;
    when 'case' then perform from app.cases t where t.id = hold_subject.id for update;
    when 'document' then perform from app.documents t where t.id = hold_subject.id for update;
    when 'gap' then perform from app.gaps t where t.id = hold_subject.id for update;
    when 'handover' then perform from app.handovers t where t.id = hold_subject.id for update;
    when 'referral' then perform from app.referrals t where t.id = hold_subject.id for update;
    when 'request' then perform from app.requests t where t.id = hold_subject.id for update;
    when 'snapshot' then perform from app.snapshots t where t.id = hold_subject.id for update;
    when 'task' then perform from app.tasks t where t.id = hold_subject.id for update;
  end case;
end $$;
comment on function app.hold_subject is
  'Locks the row that a deadline belongs to, so that one transaction at a time writes its work items.';

create or replace function authz.written_now(kind text, wanted uuid, of_case uuid, of_compartment text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  case kind
    when 'contact' then return exists (select from app.contacts t where t.id = wanted and t.case_id = of_case and t.compartment = of_compartment
      and t.agency_id = authz.agency_id() and t.xmin = pg_current_xact_id()::xid);
    when 'document' then return exists (select from app.documents t where t.id = wanted and t.case_id = of_case and t.compartment = of_compartment
      and t.agency_id = authz.agency_id() and t.xmin = pg_current_xact_id()::xid);
    when 'note' then return exists (select from app.notes t where t.id = wanted and t.case_id = of_case and t.compartment = of_compartment
      and t.agency_id = authz.agency_id() and t.xmin = pg_current_xact_id()::xid);
    when 'task' then return exists (select from app.tasks t where t.id = wanted and t.case_id = of_case and t.compartment = of_compartment
      and t.agency_id = authz.agency_id() and t.xmin = pg_current_xact_id()::xid);
    else return false;
  end case;
end $$;
comment on function authz.written_now is
  'Whether the actor wrote this row of this case in this transaction.';
grant execute on function authz.written_now to palermo_api;
