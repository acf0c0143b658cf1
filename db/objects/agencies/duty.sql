create or replace function app.is_duty_number(agency uuid, number text) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.agencies a left join app.agency_identities i on i.agency_id = a.id
    where a.id = agency and number in (a.duty_phone, i.duty_phone))
$$;
comment on function app.is_duty_number is
  'Whether a number is the duty number of an agency.';

create or replace function app.shifts_of(person uuid) returns setof uuid language sql stable security definer set search_path = '' as $$
  select o.id from app.people p join app.on_call o on o.agency_id = p.agency_id and o.phone = p.phone and o.until_at > app.now()
   where p.id = person
     and not exists (select from app.people c where c.agency_id = p.agency_id and c.id <> p.id and c.phone = p.phone and c.disabled_at is null)
     and not app.is_duty_number(p.agency_id, p.phone)
$$;
comment on function app.shifts_of is
  'Duty shifts that call this person''s own number, unless a colleague has the same number.';

create or replace function app.end_shifts(person uuid) returns integer language plpgsql security definer set search_path = '' as $$
declare
  theirs uuid[] := array(select app.shifts_of(person));
begin
  delete from app.on_call o where o.id = any (theirs) and o.from_at >= app.now();
  update app.on_call o set until_at = app.now() where o.id = any (theirs);
  if cardinality(theirs) > 0 then
    update app.agencies a set version = a.version + 1, updated_at = app.now() from app.people p where p.id = person and a.id = p.agency_id;
  end if;
  return cardinality(theirs);
end $$;
comment on function app.end_shifts is
  'Ends the duty shifts of a person who leaves, so that the agency''s duty number is called instead.';
