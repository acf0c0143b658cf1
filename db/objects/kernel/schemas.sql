grant usage on schema app to palermo_api, palermo_worker, palermo_keys;
grant usage on schema authz to palermo_api, palermo_worker, palermo_keys;

-- Puts a table behind row security for everybody, its owner included; only the definer's own functions pass.
create or replace procedure app.wall(wanted regclass) language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', wanted);
  execute format('alter table %s force row level security', wanted);
  execute format('create policy definer_all on %s to palermo_definer using (true) with check (true)', wanted);
end $$;

-- For every schema: one alone cannot take back what PUBLIC is given everywhere.
alter default privileges revoke execute on functions from public;

-- Words. One table a compartment; `shared_with_parties` marks what two agencies write to each other about one referral.
create or replace procedure app.wall_of_texts(wall text) language plpgsql set search_path = '' as $body$
declare t text := 'texts_' || lower(wall);
begin
  execute format($f$create table app.%I (
    id uuid primary key,
    case_id uuid,
    owner_agency_id uuid not null references app.agencies,
    author_id uuid not null,
    compartment text not null default %L check (compartment = %L),
    subject_kind text not null,
    subject_id uuid not null,
    field text not null,
    between_parties boolean not null default false,
    sealed bytea not null,
    at timestamptz not null default app.now())$f$, t, wall, wall);
  execute format('create index %I on app.%I (subject_id)', t || '_subject_id', t);
  execute format('create index %I on app.%I (case_id) where case_id is not null', t || '_case_id', t);
  execute format('create index %I on app.%I (owner_agency_id)', t || '_owner_agency_id', t);
  execute format('call app.wall(%L)', 'app.' || t);
end $body$;
