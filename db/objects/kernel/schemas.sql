grant usage on schema app to palermo_api, palermo_worker, palermo_keys;
grant usage on schema authz to palermo_api, palermo_worker, palermo_keys;

create or replace procedure app.force_row_security(wanted regclass) language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', wanted);
  execute format('alter table %s force row level security', wanted);
  execute format('create policy definer_all on %s to palermo_definer using (true) with check (true)', wanted);
  execute format('comment on policy definer_all on %s is %L', wanted, 'Functions of the database, which run as the definer, reach every row.');
end $$;
comment on procedure app.force_row_security is
  'Forces row security on a table, also for its owner, and adds a policy that lets functions of the definer role pass.';

-- Revoked for all schemas at once, because revoking in one schema does not take back what PUBLIC has by the global
-- default.
alter default privileges revoke execute on functions from public;
