-- A file on its way that may go on where it broke off: one person's, in stretches that are each sealed before they lie on the disk.
-- It belongs to nothing yet. Its bytes become a document by the same road as a file sent at once, or lapse with their key.
set role palermo_definer;

create table app.uploads (
  person_id uuid not null references app.people,
  -- Of the sender's own making, and a name among their own alone: saying it again is the same upload.
  id uuid not null,
  -- The wall for which its key is sealed: where the file is going.
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  size integer not null check (size > 0),
  received integer not null default 0 check (received between 0 and size),
  sealed bytea not null,
  last_at timestamptz not null default app.now(),
  primary key (person_id, id)
);
create index uploads_last_at on app.uploads (last_at);

-- `id` is the name of the stretch on the disk.
create table app.upload_parts (
  id uuid primary key,
  person_id uuid not null,
  upload_id uuid not null,
  at_byte integer not null check (at_byte >= 0),
  size integer not null check (size > 0),
  foreign key (person_id, upload_id) references app.uploads on delete cascade
);
create index upload_parts_upload_id on app.upload_parts (person_id, upload_id, at_byte);
call app.wall('app.uploads');
call app.wall('app.upload_parts');
-- Whoever sends it sees it, and nobody else.
create policy uploads_own on app.uploads for select to palermo_api using (person_id = (select person_id from authz.me));
create policy uploads_begin on app.uploads for insert to palermo_api
  with check (person_id = (select person_id from authz.me) and received = 0);
create policy uploads_go_on on app.uploads for update to palermo_api using (person_id = (select person_id from authz.me));
create policy uploads_drop on app.uploads for delete to palermo_api using (person_id = (select person_id from authz.me));
grant select, insert, delete, update (received, last_at) on app.uploads to palermo_api;
create policy upload_parts_own on app.upload_parts for select to palermo_api using (person_id = (select person_id from authz.me));
create policy upload_parts_add on app.upload_parts for insert to palermo_api
  with check (person_id = (select person_id from authz.me));
grant select, insert on app.upload_parts to palermo_api;

-- Those of whom nothing was heard for so long are over. For the worker that clears the disk; it learns how many.
create function app.drop_uploads(silent interval) returns integer language plpgsql security definer set search_path = '' as $$
declare n integer;
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  if silent < interval '1 hour' then raise exception 'too young to be taken away' using errcode = '22023'; end if;
  delete from app.uploads u where u.last_at < app.now() - silent;
  get diagnostics n = row_count;
  return n;
end $$;

-- Of stretches on a disk, those that no row knows.
create function app.unknown_parts(files uuid[]) returns uuid[] language plpgsql stable security definer set search_path = '' as $$
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  return array(select f from unnest(files) f where not exists (select from app.upload_parts p where p.id = f));
end $$;
revoke execute on function app.drop_uploads, app.unknown_parts from public;
grant execute on function app.drop_uploads, app.unknown_parts to palermo_worker;
reset role;
