-- Which clocks anything starts, out of the acts that the database knows from the workflows: a rule of a profile whose clock
-- is not among them is law that nothing here counts yet, and pages say so.
set role palermo_definer;
create function app.started_clocks() returns text[] language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct k.key order by k.key), '{}') from app.acts a, unnest(a.opens || a.may_open) k (key)
$$;
revoke execute on function app.started_clocks from public;
grant execute on function app.started_clocks to palermo_api;
reset role;
