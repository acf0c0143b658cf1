set role palermo_definer;

-- What the directory says of an agency. Of a protected provider `label` is "Protection service" and nothing here finds it.
create table app.agencies (
  id uuid primary key,
  version integer not null default 1,
  label text not null,
  sector text not null check (sector in ('justice','police','welfare','immigration','ngo','labour','health','foreign-affairs','local-government','secretariat')),
  region text not null default '',
  protected boolean not null default false,
  services text[] not null default '{}',
  eligibility jsonb not null default '{"sexes":[],"ages":[]}',
  languages text[] not null default '{}',
  hours jsonb not null default '[]',
  always_open boolean not null default false,
  zone text not null default 'UTC',
  duty_phone text,
  takes_referrals boolean not null default true,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  -- The directory: what an agency is found by, who places people in protected services, and what those keep apart.
  aliases text[] not null default '{}',
  placement_desk boolean not null default false,
  -- Whatever a protected provider's row holds, everybody may read: so it holds nothing that finds it.
  constraint agencies_protected check (not protected or (
  label = case region when '' then 'Protection service' else 'Protection service, ' || region end
  and duty_phone is null and aliases = '{}' and not placement_desk))
);
create index agencies_label on app.agencies (label, id);

-- The true name of a protected provider: its own people and administrators.
create table app.agency_identities (
  agency_id uuid primary key references app.agencies,
  name text not null,
  -- What only its own people and administrators read of a protected provider stands with its true name. The telephone and
  -- the other spellings are kept here for every agency, so that protecting one is one step, and taking it back another.
  duty_phone text,
  aliases text[] not null default '{}'
);

-- Who answers the telephone, hour by hour.
create table app.on_call (
  id uuid primary key,
  agency_id uuid not null references app.agencies,
  phone text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  check (until_at > from_at)
);
create index on_call_agency_id on app.on_call (agency_id, until_at);

reset role;
