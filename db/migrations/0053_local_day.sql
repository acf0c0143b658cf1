-- An adult who does not want to be referred is counted on the day that it is where they were met, as every other day of
-- the numbers is a local one.
set role palermo_definer;
create or replace function app.count_not_referred() returns void language plpgsql security definer set search_path = '' as $$
begin
  if authz.agency_id() is null then raise exception 'nobody acts' using errcode = '42501'; end if;
  insert into app.not_referred as c (agency_id, on_date, n)
    select a.id, (app.now() at time zone a.zone)::date, 1 from app.agencies a where a.id = authz.agency_id()
    on conflict (agency_id, on_date) do update set n = c.n + 1;
end $$;
reset role;
