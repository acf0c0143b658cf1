set role palermo_definer;

-- Forms as data: the versions that a task force makes of a form, and what it adds to those that come with the product.
create table app.forms (
  id text not null check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  form_version integer not null check (form_version > 0),
  -- Steps and questions; null where the product brings them, and only words or a withdrawal stand here.
  document jsonb,
  -- By language, each by key.
  words jsonb not null default '{}',
  -- Which writing of it this is, so that two administrators do not write over each other.
  revision integer not null default 1,
  changed_at timestamptz not null default app.now(),
  published_at timestamptz,
  withdrawn_at timestamptz,
  primary key (id, form_version),
  check (withdrawn_at is null or published_at is not null),
  check (document is not null or published_at is not null)
);

reset role;
