-- What people are told, how it leaves the house, and what happens without a request.
set role palermo_definer;

-- Set together with the effects of a message: the queue may lose it or bring it twice.
alter table app.outbox add column done_at timestamptz;
create index outbox_undone on app.outbox (sent_at) where sent_at is not null and done_at is null;
-- Clocks speak through the worker.
create policy outbox_raise on app.outbox for insert to palermo_worker with check (queue = 'notices');
grant insert (queue, name, payload), update (done_at) on app.outbox to palermo_worker;

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
  detail text
);
-- Told once, whoever tells it again.
create unique index notices_effect on app.notices (outbox_id, person_id);
create index notices_person_id on app.notices (person_id, at, id);
create index notices_unread on app.notices (person_id, topic, subject_id) where read_at is null;
call app.wall('app.notices');
-- One's own, and nothing of a case that one is barred from meanwhile.
create policy notices_read on app.notices for select to palermo_api using (person_id = (select person_id from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[])));
create policy notices_mark on app.notices for update to palermo_api using (person_id = (select person_id from authz.me));
grant select, update (read_at) on app.notices to palermo_api;
create policy notices_worker on app.notices for select to palermo_worker using (true);
create policy notices_tell on app.notices for insert to palermo_worker with check (true);
grant select, insert on app.notices to palermo_worker;

-- A letter is a count and a link: one for everything that waits for a person when it leaves. Its id is its Message-ID,
-- so that one sent again after a crash is known to be the same.
create table app.letters (
  id uuid primary key,
  person_id uuid not null references app.people,
  channel text not null check (channel in ('email')),
  notices integer not null check (notices > 0),
  state text not null check (state in ('sending', 'sent', 'failed', 'dead')),
  tries integer not null default 1,
  -- When a failed one is tried again.
  due_at timestamptz not null default app.now(),
  -- Whoever sends holds it until then by the wall clock, which no test moves: a process that died lets go of it.
  held_until timestamptz,
  error text,
  at timestamptz not null default app.now()
);
create index letters_person_id on app.letters (person_id);
create index letters_failed on app.letters (due_at) where state = 'failed';
create index letters_held on app.letters (held_until) where state = 'sending';
call app.wall('app.letters');

-- What leaves the house of a notice: one row a channel.
create table app.deliveries (
  id uuid primary key,
  notice_id uuid not null references app.notices,
  person_id uuid not null references app.people,
  channel text not null check (channel in ('email')),
  topic text not null,
  -- The earliest it may leave: at once, or with the next digest.
  due_at timestamptz not null,
  letter_id uuid references app.letters,
  -- Read in the app before it left, or nobody is there any more.
  dropped_at timestamptz,
  at timestamptz not null default app.now()
);
create unique index deliveries_effect on app.deliveries (notice_id, channel);
create index deliveries_waiting on app.deliveries (due_at) where letter_id is null and dropped_at is null;
create index deliveries_waiting_for on app.deliveries (person_id) where letter_id is null and dropped_at is null;
create index deliveries_person_id on app.deliveries (person_id);
create index deliveries_letter_id on app.deliveries (letter_id);
create index deliveries_log on app.deliveries (at, id);
call app.wall('app.deliveries');

-- The delivery log is an administrator's: that something left or failed, never to whom.
create policy deliveries_read on app.deliveries for select to palermo_api using ((select administers from authz.me));
create policy letters_read on app.letters for select to palermo_api using ((select administers from authz.me));
grant select (id, channel, topic, letter_id, dropped_at, at) on app.deliveries to palermo_api;
grant select (id, state, tries, error) on app.letters to palermo_api;
create policy deliveries_worker on app.deliveries for select to palermo_worker using (true);
create policy deliveries_plan on app.deliveries for insert to palermo_worker with check (true);
create policy deliveries_move on app.deliveries for update to palermo_worker using (true);
create policy letters_worker on app.letters for select to palermo_worker using (true);
create policy letters_write on app.letters for insert to palermo_worker with check (true);
create policy letters_move on app.letters for update to palermo_worker using (true);
grant select, insert, update (letter_id, dropped_at) on app.deliveries to palermo_worker;
grant select, insert, update (state, tries, due_at, held_until, error) on app.letters to palermo_worker;

-- Nobody is told of a case that they must not know of.
create policy case_bars_worker on app.case_bars for select to palermo_worker using (true);
grant select on app.case_bars to palermo_worker;
-- Who is on the team of a case, to tell them of it; what stands behind its walls stays there.
create policy case_members_worker on app.case_members for select to palermo_worker using (compartment = 'C0');
grant select (case_id, agency_id, person_id, compartment, until_at) on app.case_members to palermo_worker;

-- The live stream asks again and again whether its session still holds and how many groups of notices are open. That the stream was
-- opened stands in the log; each beat of it tells one number of one's own and gets no line.
create function app.pulse(secret bytea, out person_id uuid, out unread integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  select s.person_id into person_id from authz.sessions s
    where s.secret_hash = sha256(secret) and s.revoked_at is null and s.expires_at > pg_catalog.now() and s.idle_until > pg_catalog.now();
  if person_id is null then return; end if;
  unread := app.open_notice_groups(pulse.person_id);
end $$;
grant execute on function app.pulse to palermo_api;

-- Why a clock was missed is said by the agency that owes, by whoever says it, and only once it is missed.
create policy deadlines_answer on app.deadlines for update to palermo_api
  using (owes_agency_id = (select working_agency from authz.me) and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[])))
  with check (owes_agency_id = (select working_agency from authz.me) and breach_answered_by = (select person_id from authz.me)
    and due_at < coalesce(closed_at, app.now()));
grant update (breach_reason, breach_answered_at, breach_answered_by) on app.deadlines to palermo_api;

-- A draft that lapsed or was thrown away leaves nothing: no words, no coded answers.
create function app.forget_draft(referral uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update app.referrals r set answers = '{}', needs = '{}', services = '{}', language = null, interpreter = false, sex = null, accompanied = null, age_band = 'unknown'
    where r.id = referral and r.status = 'withdrawn' and r.sent_at is null and r.xmin = pg_current_xact_id()::xid
      and (session_user = 'palermo_worker' or r.from_agency_id = authz.agency_id());
  if not found then raise exception 'no draft ended here' using errcode = '42501'; end if;
  delete from app.texts_c1 where subject_id = referral and case_id is null;
  delete from app.texts_c2 where subject_id = referral and case_id is null;
  delete from app.texts_c3 where subject_id = referral and case_id is null;
  delete from app.texts_c4 where subject_id = referral and case_id is null;
  delete from app.texts_c5 where subject_id = referral and case_id is null;
end $$;
grant execute on function app.forget_draft to palermo_worker, palermo_api;
reset role;
