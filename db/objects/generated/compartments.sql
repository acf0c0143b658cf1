-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.

create or replace function authz.compartment_of_kind(kind text) returns text language sql immutable as $$
  select 'C0'
$$;
comment on function authz.compartment_of_kind is
  'The compartment in which the deadlines and work items of a record type stand.';
grant execute on function authz.compartment_of_kind to palermo_api, palermo_worker;
