-- The agency that answers access requests for a compartment: the lead of the case if it may read the compartment;
-- otherwise the agency that has had access for the longest time; otherwise the lead. The choice does not depend on
-- whether the compartment holds anything.
create or replace function app.compartment_owner(wanted uuid, of_compartment text) returns uuid language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select c.lead_agency_id from app.agencies a where a.id = c.lead_agency_id and of_compartment = any (authz.compartments_for(a.sector, 'caseworker'))),
    (select m.agency_id from app.case_members m where m.case_id = wanted and m.compartment = of_compartment and m.until_at is null
      order by m.from_at, m.id limit 1),
    c.lead_agency_id) from app.cases c where c.id = wanted
$$;
comment on function app.compartment_owner is
  'Agency that answers access requests for a compartment of a case: the lead if it may read the compartment, else the agency that has had access for the longest time. The choice does not depend on whether the compartment holds anything.';

-- Compartments for which the actor may ask for access: the actor must be on the case in person, their role must allow
-- the compartment, and they must have no access yet.
create or replace function authz.may_ask(wanted uuid) returns text[] language sql stable security definer set search_path = '' as $$
  select array(select w from authz.me
      join app.agencies a on a.id = me.working_agency
      cross join unnest(authz.compartments_for(a.sector, me.function)) w
    where w in ('C1', 'C3', 'C4', 'C5') and authz.in_case(wanted, 'C0') and not authz.in_case(wanted, w)
      and exists (select from app.case_members m where m.case_id = wanted and m.compartment = 'C0' and m.person_id = me.person_id
        and m.agency_id = me.working_agency and m.until_at is null)
    order by w)
$$;
comment on function authz.may_ask is
  'Compartments of a case for which the actor may ask for access.';
grant execute on function authz.may_ask to palermo_api;

create or replace function app.asker_of(request uuid, out function text, out name text) language sql stable set search_path = '' as $$
  select app.function_of(r.from_person_id),
      (select p.name from app.people p where p.id = r.from_person_id and p.agency_id = (select agency_id from authz.me))
    from app.requests r where r.id = request
$$;
comment on function app.asker_of is
  'Role of the asker, and the name for members of the same agency.';
grant execute on function app.asker_of to palermo_api;

create or replace function app.guard_request() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'asked' or new.version <> 1 or not new.compartment = any (authz.may_ask(new.case_id)) then
      raise exception 'the actor may not ask for this access' using errcode = 'PA380';
    end if;
    new.owner_agency_id := app.compartment_owner(new.case_id, new.compartment);
    new.case_reference := (select c.reference from app.cases c where c.id = new.case_id);
  elsif new.status in ('granted', 'refused') and (authz.agency_id() is distinct from old.owner_agency_id
      or authz.person_id() = old.from_person_id or not authz.sees_team()) then
    raise exception 'the actor may not answer this request for access' using errcode = 'PA381';
  end if;
  return new;
end $$;
comment on function app.guard_request is
  'Refuses a request for a compartment that the actor may not ask for, sets who answers, and refuses an answer by the asker.';

create trigger requests_guard before insert or update on app.requests for each row when (current_user = 'palermo_api')
  execute function app.guard_request();
comment on trigger requests_guard on app.requests is
  'Checks who requests and who answers access.';

create or replace function app.grant_by_request(request uuid, grant_id uuid) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not exists (select from app.requests r where r.id = request and r.xmin = pg_current_xact_id()::xid and r.status = 'granted'
    and r.owner_agency_id = authz.agency_id() and r.from_person_id <> authz.person_id()), 'no request was granted in this transaction', 'PA382');
  insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at)
    select grant_by_request.grant_id, r.case_id, r.from_agency_id, array[r.compartment], r.purpose, r.legal_basis,
        app.now() + authz.compartment_lasts(r.compartment)
      from app.requests r where r.id = request;
  select app.join_case(r.case_id, r.from_agency_id, r.from_person_id, array[r.compartment], grant_by_request.grant_id)
    from app.requests r where r.id = request
$$;
comment on function app.grant_by_request is
  'Gives one person access to one compartment, for as long as access to the compartment may last.';
grant execute on function app.grant_by_request to palermo_api;
