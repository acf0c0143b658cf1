-- An administrator publishes a new version of the law's numbers, with what it would change in view.
set role palermo_definer;

alter table app.profiles
  -- Nobody where it came with the product or from the terminal.
  add column published_by uuid,
  -- Clocks that run keep the version under which they were started, unless whoever published says that they shall not.
  add column move_running boolean not null default false,
  -- Null until a worker has moved them.
  add column moved_at timestamptz,
  add column moved integer not null default 0;
create index profiles_moving on app.profiles (loaded_at) where move_running and moved_at is null;
create policy profiles_publish on app.profiles for insert to palermo_api
  with check ((select administers from authz.me) and published_by = (select person_id from authz.me) and moved = 0 and moved_at is null);
grant insert (code, version, document, published_by, move_running) on app.profiles to palermo_api;
create policy profiles_moved on app.profiles for update to palermo_worker using (true);
grant update (moved_at, moved) on app.profiles to palermo_worker;
reset role;
