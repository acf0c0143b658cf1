set role palermo_definer;

-- What a person keeps a list filtered by, for that person alone. It says whom and what somebody keeps an eye on, and may be
-- called anything: filter and label are sealed together, and only the list it belongs to stands in the open.
create table app.saved_filters (
  id uuid primary key,
  person_id uuid not null,
  page text not null check (page in ('work', 'referrals', 'cases', 'directory', 'dashboard', 'numbers')),
  -- Of each list a handful.
  place smallint not null check (place between 1 and 10),
  sealed bytea not null check (octet_length(sealed) between 31 and 4000),
  opens boolean not null default false,
  made_at timestamptz not null default app.now(),
  unique (person_id, page, place)
);
-- A list opens with at most one.
create unique index saved_filters_opens on app.saved_filters (person_id, page) where opens;

reset role;
