-- How people want to be told: of what, by which way, when not; and the daily digest.
set role palermo_definer;

create table app.notice_settings (
  person_id uuid primary key references app.people,
  version integer not null default 1,
  -- Times of the day on the person's own wall.
  quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  digest_at text not null default '08:00' check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  check ((quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until)
);
call app.wall('app.notice_settings');
-- One's own, and nobody else's: when somebody sleeps is theirs.
create policy notice_settings_own on app.notice_settings for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select, insert, update (version, quiet_from, quiet_until, digest_at) on app.notice_settings to palermo_api;
create policy notice_settings_worker on app.notice_settings for select to palermo_worker using (true);
grant select on app.notice_settings to palermo_worker;

-- A row where somebody wants it otherwise than at first.
create table app.notice_choices (
  person_id uuid not null references app.people,
  kind text not null check (kind in ('work', 'answers', 'changes', 'progress', 'pressing-clocks', 'late', 'reminders', 'agencies')),
  channel text not null check (channel in ('in-app', 'email')),
  wanted boolean not null,
  primary key (person_id, kind, channel),
  -- What one owes, waits for, or is late with, the app always tells.
  constraint notice_choices_told check (wanted or channel <> 'in-app' or kind not in ('work', 'answers', 'pressing-clocks', 'late'))
);
call app.wall('app.notice_choices');
create policy notice_choices_own on app.notice_choices for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
grant select, insert, delete on app.notice_choices to palermo_api;
create policy notice_choices_worker on app.notice_choices for select to palermo_worker using (true);
grant select on app.notice_choices to palermo_worker;

-- Kept in the list and not counted: its reader wants no bell for it. It leaves the house all the same, where that is wanted.
alter table app.notices add column muted boolean not null default false;

-- What can wait goes together, once a day.
alter table app.deliveries add column manner text not null default 'at-once' check (manner in ('at-once', 'digest'));
alter table app.deliveries alter column manner drop default;
alter table app.letters add column manner text not null default 'at-once' check (manner in ('at-once', 'digest'));
alter table app.letters alter column manner drop default;
-- What the digest says besides a count, as it was when it was made: sent again, it is the same to the word.
alter table app.letters add column codes text[] not null default '{}', add column due_today integer, add column late integer;
reset role;
