create or replace function app.now() returns timestamptz language plpgsql stable security definer set search_path = '' as $$
begin
  return pg_catalog.now() + (select c.moved from app.clock c);
end $$;
comment on function app.now is
  'Time of this transaction: the database''s clock, moved only in tests and the demo.';
grant execute on function app.now to palermo_api, palermo_worker, palermo_keys;
