-- Ends the access of a person to all or some compartments. If the agency has access only through this person, the
-- agency keeps it, so that its supervisors can assign a successor.
create or replace function app.end_looks_of(person uuid, of_compartments text[]) returns void language sql security definer set search_path = '' as $$
  with ended as (
    update app.case_members m set until_at = app.now()
     where m.person_id = person and m.until_at is null and m.compartment = any (of_compartments)
     returning m.case_id, m.agency_id, m.compartment, m.grant_id, m.ends_at)
  insert into app.case_members (case_id, agency_id, compartment, grant_id, ends_at)
    select distinct on (e.case_id, e.agency_id, e.compartment) e.case_id, e.agency_id, e.compartment, e.grant_id, e.ends_at
      from ended e
     where not exists (select from app.case_members o where o.case_id = e.case_id and o.agency_id = e.agency_id
       and o.compartment = e.compartment and o.until_at is null and o.person_id is distinct from person)
     order by e.case_id, e.agency_id, e.compartment, e.ends_at desc nulls first
$$;
comment on function app.end_looks_of is
  'Ends the access of a person to the given compartments of all cases. If the agency has access only through this person, the agency keeps it, unassigned.';

create or replace function app.narrow_looks(person uuid) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not authz.administers(), 'only an administrator may call this function', 'PA102');
  select app.end_looks_of(person, array(select distinct m.compartment from app.case_members m
    join app.people p on p.id = m.person_id join app.agencies a on a.id = p.agency_id
   where m.person_id = person and m.until_at is null and m.compartment <> all (authz.compartments_for(a.sector, p.function))))
$$;
comment on function app.narrow_looks is
  'Ends access that a person''s new role does not allow.';
grant execute on function app.narrow_looks to palermo_api;

-- Rights depend on the sector of an agency. When the sector changes, access to compartments that the new sector may not
-- read ends, also if the owner of the database changed the sector.
create or replace function app.sector_narrows() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform app.end_looks_of(p.id, array(select distinct m.compartment from app.case_members m
      where m.person_id = p.id and m.until_at is null and m.compartment <> all (authz.compartments_for(new.sector, p.function))))
    from app.people p where p.agency_id = new.id;
  return null;
end $$;
comment on function app.sector_narrows is
  'Ends access that an agency''s new sector does not allow.';

create trigger agencies_sector_narrows after update of sector on app.agencies for each row
  when (old.sector is distinct from new.sector) execute function app.sector_narrows();
comment on trigger agencies_sector_narrows on app.agencies is
  'Narrows the access of an agency whose sector changed.';
