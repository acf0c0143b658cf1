create or replace function app.function_of(person uuid) returns text language sql stable security definer set search_path = '' as $$
  select p.function from app.people p where p.id = person and exists (select from app.requests r where r.from_person_id = p.id)
$$;
comment on function app.function_of is
  'Role of a person who asked for access, shown to the agency that answers.';
grant execute on function app.function_of to palermo_api;
