-- Figures that somebody will quote: the statistics of one week, frozen, signed and published.
set role palermo_definer;

create table app.snapshots (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('drafted', 'signed', 'published', 'withdrawn')),
  -- The door asks every noun for its case; figures are of none.
  case_id uuid check (case_id is null),
  agency_id uuid not null references app.agencies,
  -- Of a week that was counted: the document cannot be written of any other.
  week date not null,
  -- The words that were hashed, byte by byte; and what they were hashed to.
  document text not null,
  hash bytea not null check (octet_length(hash) = 32),
  withdrawal_reason text check (withdrawal_reason in ('figures-wrong', 'method-wrong', 'replaced', 'not-needed')),
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  signed_at timestamptz,
  published_at timestamptz,
  withdrawn_at timestamptz
);
create index snapshots_agency_id on app.snapshots (agency_id);
create index snapshots_created_at on app.snapshots (created_at desc, id desc);
call app.wall('app.snapshots');
-- Until it is published a draft is its lead's; then it is for everybody who is signed in, also as withdrawn.
create policy snapshots_read on app.snapshots for select to palermo_api
  using ((select function from authz.me) = 'lead' or (published_at is not null and (select person_id from authz.me) is not null));
create policy snapshots_draft on app.snapshots for insert to palermo_api
  with check ((select function from authz.me) = 'lead' and agency_id = (select agency_id from authz.me));
create policy snapshots_move on app.snapshots for update to palermo_api
  using ((select function from authz.me) = 'lead' and agency_id = (select agency_id from authz.me));
grant select, insert on app.snapshots to palermo_api;
grant update (version, status, updated_at, signed_at, published_at, withdrawn_at, withdrawal_reason) on app.snapshots to palermo_api;
create constraint trigger snapshots_drafted after insert on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');
create constraint trigger snapshots_moved after update on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');

-- What is frozen is what was published of that week, in one order, and nothing that a caller sends. Then it never changes.
create function app.freeze_snapshot() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.document := app.snapshot_document(new.week);
    if new.document is null then raise exception 'not a week that was counted' using errcode = '42501'; end if;
    new.hash := sha256(convert_to(new.document, 'UTF8'));
  elsif (new.id, new.agency_id, new.week, new.document, new.hash, new.created_at)
      is distinct from (old.id, old.agency_id, old.week, old.document, old.hash, old.created_at) then
    raise exception 'a snapshot never changes' using errcode = '42501';
  end if;
  return new;
end $$;
create function app.snapshot_document(wanted date) returns text language sql stable set search_path = '' as $$
  select json_build_object('week', r.week, 'asOf', to_char(r.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'method', r.method,
      'cells', (select json_agg(json_build_array(c.table_name, c.row_name, c.people_group, case when c.shown then c.rounded end)
        order by c.table_name collate "C", s.place, c.people_group collate "C")
        from app.statistics_cells c join app.statistics_rows s on s.table_name = c.table_name and s.row_name = c.row_name where c.week = r.week))::text
    from app.statistics_releases r where r.week = wanted and r.published_at is not null
$$;
revoke execute on function app.freeze_snapshot, app.snapshot_document from public;
create trigger snapshots_freeze before insert or update on app.snapshots for each row execute function app.freeze_snapshot();
reset role;
