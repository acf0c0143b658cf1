-- Gives the receiver of an accepted referral access to the case: C0 for the assignee, and those requested compartments
-- that the role allows. Accepting a lead referral also moves the lead and ends the sender's access to compartments.
create or replace function app.grant_by_acceptance(referral uuid, grant_id uuid, assignee uuid, of_compartments text[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  r app.referrals;
  mine uuid := authz.agency_id();
  instant timestamptz := app.now();
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid and status = 'accepted'
    and accepted_at = instant and to_agency_id = mine;
  if r.id is null then raise exception 'no referral was accepted in this transaction' using errcode = 'PA332'; end if;
  if not exists (select from app.people p where p.id = assignee and p.agency_id = r.to_agency_id and p.disabled_at is null) then
    raise exception 'the person does not work in the receiving agency' using errcode = 'PA333';
  end if;
  insert into app.grants (id, case_id, referral_id, agency_id, compartments, purpose, legal_basis, from_at, until_at)
    values (grant_id, r.case_id, r.id, r.to_agency_id, of_compartments, r.purpose, r.legal_basis, instant, instant + authz.access_lasts('acceptance'));
  perform app.join_case(r.case_id, r.to_agency_id, assignee, of_compartments, grant_id);
  if r.kind = 'lead' then
    -- The sender keeps access if it still serves this case.
    update app.case_members set until_at = instant
      where case_id = r.case_id and agency_id = r.from_agency_id and until_at is null
        and not exists (select from app.referrals o where o.case_id = r.case_id and o.to_agency_id = r.from_agency_id
          and o.status in ('accepted', 'in-service'));
  end if;
end $$;
comment on function app.grant_by_acceptance is
  'Gives the receiver of an accepted referral access: C0, and the compartments that were asked for and are allowed. A lead referral also moves the lead.';
grant execute on function app.grant_by_acceptance to palermo_api;

-- Access ends at its end time even if no job runs; the job only logs the end and notifies the agencies.

-- Called every minute, so the call writes no line to the access log.
create or replace function app.looks_end(warn_days integer) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.case_members m where m.until_at is null and m.ends_at < app.now() + make_interval(days => warn_days)
    and (m.ends_at <= app.now() or m.warned_at is null) and not authz.keeps_look(m.case_id, m.agency_id, m.compartment))
$$;
comment on function app.looks_end is
  'Whether access has ended or ends within the given days. A job calls this every minute, so the call writes no line to the access log.';
grant execute on function app.looks_end to palermo_worker;

-- One row for each member and case. `over`: compartments whose access has ended. `lost`: those of them that the member
-- cannot read by any other access.
create or replace function app.end_grants(most integer, warn_days integer)
returns table (case_id uuid, agency_id uuid, person_id uuid, over boolean, reference text, lead_agency_id uuid, lead_person_id uuid, n integer, lost boolean)
language sql security definer set search_path = '' as $$
  with due as materialized (
    select m.id, m.ends_at <= app.now() as over from app.case_members m
     where m.until_at is null and m.ends_at < app.now() + make_interval(days => warn_days) and (m.ends_at <= app.now() or m.warned_at is null)
       and not authz.keeps_look(m.case_id, m.agency_id, m.compartment)
     order by m.ends_at limit most for update skip locked
  ), marked as (
    update app.case_members m set until_at = case when d.over then app.now() end, warned_at = coalesce(m.warned_at, app.now())
      from due d where d.id = m.id returning m.case_id, m.agency_id, m.person_id, m.compartment, m.grant_id, d.over
  ), grants as (
    update app.grants g set ended_at = app.now() from (select distinct k.grant_id from marked k where k.over) k
     where g.id = k.grant_id and g.ended_at is null
       and not exists (select from app.case_members m where m.grant_id = g.id and m.until_at is null and m.id not in (select d.id from due d where d.over))
  ), logged as (
    insert into aud.leaf (kind, subject_kind, subject_id, agency, recipient, outcome)
      select distinct 'access.ended', 'case', k.case_id, k.agency_id, k.person_id, 'done' from marked k where k.over)
  select k.case_id, k.agency_id, k.person_id, k.over, c.reference, c.lead_agency_id, c.lead_person_id, count(*)::integer,
      bool_or(not exists (select from app.case_members o where o.case_id = k.case_id and o.agency_id = k.agency_id
        and o.person_id is not distinct from k.person_id and o.compartment = k.compartment and o.until_at is null
        and (o.ends_at is null or o.ends_at > case when k.over then app.now() else app.now() + make_interval(days => warn_days) end)))
    from marked k join app.cases c on c.id = k.case_id
   group by 1, 2, 3, 4, 5, 6, 7
$$;
comment on function app.end_grants is
  'Ends access whose time is over, with its grants and a line in the access log, and marks access that ends within the given days. The caller notifies both agencies.';
grant execute on function app.end_grants to palermo_worker;

create or replace function app.end_looks_in(of_case uuid, person uuid) returns void language sql security definer set search_path = '' as $$
  with ended as (
    update app.case_members m set until_at = app.now() where m.case_id = of_case and m.person_id = person and m.until_at is null
     returning m.agency_id, m.compartment, m.grant_id, m.ends_at)
  insert into app.case_members (case_id, agency_id, compartment, grant_id, ends_at)
    select distinct on (e.agency_id, e.compartment) of_case, e.agency_id, e.compartment, e.grant_id, e.ends_at from ended e
     where not exists (select from app.case_members o where o.case_id = of_case and o.agency_id = e.agency_id
       and o.compartment = e.compartment and o.until_at is null and o.person_id is distinct from person)
     order by e.agency_id, e.compartment, e.ends_at desc nulls first
$$;
comment on function app.end_looks_in is
  'Ends the access of a person in one case. If the agency has access only through this person, the agency keeps it, unassigned.';

-- Ends the grants that the acceptance of this referral gave, in the transaction that ended the referral. The agency
-- keeps access to cases that it leads, C0 where it still owes work, and all access through another service in the case.
create or replace function app.end_access_of(referral uuid) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not exists (select from app.referrals r where r.id = referral and r.xmin = pg_current_xact_id()::xid
    and r.status in ('declined', 'withdrawn') and r.accepted_at is not null), 'no accepted referral ended in this transaction', 'PA334');
  update app.case_members m set until_at = app.now() from app.grants g join app.referrals r on r.id = g.referral_id
   where r.id = referral and m.grant_id = g.id and m.until_at is null
     and not exists (select from app.referrals o where o.case_id = r.case_id and o.to_agency_id = r.to_agency_id
       and o.status in ('accepted', 'in-service'))
     and not authz.keeps_look(m.case_id, m.agency_id, m.compartment)
$$;
comment on function app.end_access_of is
  'Ends the access that the acceptance of a referral gave, in the transaction that ended the referral. The agency keeps the cases that it leads, and C0 where it still owes work.';
grant execute on function app.end_access_of to palermo_api;
