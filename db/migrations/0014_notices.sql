set role palermo_definer;

create table app.notices (
  id uuid primary key,
  outbox_id bigint not null,
  person_id uuid not null references app.people,
  topic text not null,
  subject_kind text not null,
  subject_id uuid not null,
  case_id uuid,
  case_reference text,
  -- The clock it is about, or that the reader's agency owes next.
  step text,
  agency_id uuid,
  due_at timestamptz,
  at timestamptz not null,
  read_at timestamptz,
  -- As on the desk.
  detail text,
  -- Kept in the list and not counted: its reader wants no bell for it. It leaves the house all the same, where that is wanted.
  muted boolean not null default false
);
-- Told once, whoever tells it again.
create unique index notices_effect on app.notices (outbox_id, person_id);
create index notices_person_id on app.notices (person_id, at, id);
create index notices_unread on app.notices (person_id, topic, subject_id) where read_at is null;
create index notices_of_subject on app.notices (person_id, subject_id);

-- How people want to be told: of what, by which way, when not; and the daily digest.
create table app.notice_settings (
  person_id uuid primary key references app.people,
  version integer not null default 1,
  -- Times of the day on the person's own wall.
  quiet_from text check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  digest_at text not null default '08:00' check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  check ((quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until)
);

-- A row where somebody wants it otherwise than at first.
create table app.notice_choices (
  person_id uuid not null references app.people,
  kind text not null check (kind in ('work', 'answers', 'changes', 'progress', 'pressing-clocks', 'late', 'reminders', 'agencies')),
  channel text not null check (channel in ('in-app', 'email', 'sms', 'push')),
  wanted boolean not null,
  primary key (person_id, kind, channel),
  -- What one owes, waits for, or is late with, the app always tells.
  constraint notice_choices_told check (wanted or channel <> 'in-app' or kind not in ('work', 'answers', 'pressing-clocks', 'late'))
);

-- What an agency is told, to the agency's own system: signed, and with nothing in it but ids and what happened.
create table app.webhooks (
  id uuid primary key,
  version integer not null default 1,
  agency_id uuid not null references app.agencies,
  url text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  created_at timestamptz not null default app.now(),
  -- Told no more: its agency took it away, or the other side said 410.
  ended_at timestamptz,
  -- After a failure it is left alone for a while, longer each time: one that hangs holds up nobody else's.
  failures integer not null default 0,
  paused_until timestamptz
);
create index webhooks_agency_id on app.webhooks (agency_id) where ended_at is null;
create index webhooks_of_agency on app.webhooks (agency_id);

-- What it is signed with. Shown once, to whoever makes it; read by the worker alone. The one before it signs as well for a day.
create table authz.webhook_secrets (
  id uuid primary key,
  webhook_id uuid not null references app.webhooks,
  secret bytea,
  from_at timestamptz not null default now(),
  until_at timestamptz,
  -- What webhooks and pushes are signed with lies sealed: by a key that the worker holds, and that opens nothing else. Whoever
  -- has the database alone can sign nothing. What lay open before is sealed by the worker in its next round.
  sealed bytea,
  constraint webhook_secrets_one check (num_nonnulls(secret, sealed) = 1)
);
create index webhook_secrets_webhook_id on authz.webhook_secrets (webhook_id);

-- One message to one webhook. Its id travels with it, the same at each try: whoever has seen it knows it again.
create table app.webhook_messages (
  id uuid primary key,
  webhook_id uuid not null references app.webhooks,
  -- Null for one that was sent to try it out.
  outbox_id bigint,
  topic text not null,
  subject_kind text,
  subject_id uuid,
  happened_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'dead', 'not-needed')),
  tries integer not null default 0,
  due_at timestamptz not null default app.now(),
  held_until timestamptz,
  error text,
  at timestamptz not null default app.now(),
  tries_before integer not null default 0
);
create unique index webhook_messages_effect on app.webhook_messages (outbox_id, webhook_id);
create index webhook_messages_due on app.webhook_messages (due_at, id) where state in ('waiting', 'failed');
create index webhook_messages_held on app.webhook_messages (held_until) where state = 'sending';
create index webhook_messages_busy on app.webhook_messages (webhook_id) where state = 'sending';
create index webhook_messages_log on app.webhook_messages (webhook_id, at, id);
create index webhook_messages_given_up on app.webhook_messages (at, id) where state = 'dead';
create index webhook_messages_dead on app.webhook_messages (at) where state = 'dead';

-- Whether there is a gateway, as the worker knows: without one nobody is offered what would never come.
create table app.gateways (
  channel text primary key check (channel in ('sms')),
  seen_at timestamptz not null default now()
);

-- The pair by which push services know this system (RFC 8292). Browsers get the public half; the other is the worker's.
create table app.push_keys (
  only_row boolean primary key default true check (only_row),
  public_key text not null,
  private_key text,
  sealed bytea,
  constraint push_keys_one check (num_nonnulls(private_key, sealed) = 1)
);

-- One browser on one device. Where it is told is its own affair: neither administrators nor colleagues see it.
create table app.push_subscriptions (
  id uuid primary key,
  person_id uuid not null references app.people,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  device text not null,
  created_at timestamptz not null default app.now()
);
create index push_subscriptions_person_id on app.push_subscriptions (person_id);
create index push_subscriptions_endpoint on app.push_subscriptions using hash (endpoint);

-- A letter is a count and a link: one for everything that waits for a person when it leaves. Its id is its Message-ID,
-- so that one sent again after a crash is known to be the same.
create table app.letters (
  id uuid primary key,
  person_id uuid not null references app.people,
  channel text not null check (channel in ('email', 'sms', 'push')),
  notices integer not null,
  state text not null check (state in ('sending', 'sent', 'failed', 'dead', 'not-needed')),
  tries integer not null default 1,
  -- When a failed one is tried again.
  due_at timestamptz not null default app.now(),
  -- Whoever sends holds it until then by the wall clock, which no test moves: a process that died lets go of it.
  held_until timestamptz,
  error text,
  at timestamptz not null default app.now(),
  manner text not null check (manner in ('at-once', 'digest')),
  -- What the digest says besides a count, as it was when it was made: sent again, it is the same to the word.
  codes text[] not null default '{}',
  due_today integer,
  late integer,
  -- Letters that are about an account, not about notices.
  kind text not null check (kind in ('notices', 'invitation', 'reset', 'password-changed', 'account-changed', 'new-device')),
  link_id uuid references authz.links,
  -- What was given up is seen, and sent again or let rest, by an administrator.
  -- Tries before it was sent again by hand: the count goes on, for it tells which try a word is about.
  tries_before integer not null default 0,
  -- Of a push: to which browser. Null once that is gone.
  subscription_id uuid references app.push_subscriptions on delete set null,
  constraint letters_counted check ((kind = 'notices') = (notices > 0)),
  constraint letters_linked check ((link_id is not null) = (kind in ('invitation', 'reset')))
);
create index letters_person_id on app.letters (person_id);
create index letters_failed on app.letters (due_at) where state = 'failed';
create index letters_held on app.letters (held_until) where state = 'sending';
create index letters_link_id on app.letters (link_id);
-- A letter is not needed any more where its link ended before it went.
create index letters_log on app.letters (at, id) where kind <> 'notices';
create index letters_given_up on app.letters (at, id) where state = 'dead';
-- What text messages cost is counted over a day.
create index letters_sms on app.letters (at) where channel = 'sms';
create index letters_subscription_id on app.letters (subscription_id);
create index letters_at on app.letters (at);
create index letters_dead on app.letters (at) where state = 'dead';

-- What leaves the house of a notice: one row a channel.
create table app.deliveries (
  id uuid primary key,
  notice_id uuid not null references app.notices,
  person_id uuid not null references app.people,
  channel text not null check (channel in ('email', 'sms', 'push')),
  topic text not null,
  -- The earliest it may leave: at once, or with the next digest.
  due_at timestamptz not null,
  letter_id uuid references app.letters,
  -- Read in the app before it left, or nobody is there any more.
  dropped_at timestamptz,
  at timestamptz not null default app.now(),
  -- What can wait goes together, once a day.
  manner text not null check (manner in ('at-once', 'digest'))
);
create unique index deliveries_effect on app.deliveries (notice_id, channel);
create index deliveries_waiting on app.deliveries (due_at) where letter_id is null and dropped_at is null;
create index deliveries_waiting_for on app.deliveries (person_id) where letter_id is null and dropped_at is null;
create index deliveries_person_id on app.deliveries (person_id);
create index deliveries_letter_id on app.deliveries (letter_id);
create index deliveries_log on app.deliveries (at, id);
-- Two more ways out: a text message through a gateway, and a push to a browser that its owner signed up.
create index deliveries_due on app.deliveries (channel, due_at) where letter_id is null and dropped_at is null;

reset role;
