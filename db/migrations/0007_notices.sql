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
  read_at timestamptz
);
-- Told once, whoever tells it again.
create unique index notices_effect on app.notices (outbox_id, person_id);
create index notices_person_id on app.notices (person_id, at, id);
create index notices_unread on app.notices (person_id, topic, subject_id) where read_at is null;
call app.wall('app.notices');
-- One's own, and nothing of a case that one is barred from meanwhile.
create policy notices_read on app.notices for select to palermo_api using (person_id = (select authz.person_id())
  and (case_id is null or case_id <> all ((select authz.barred())::uuid[])));
create policy notices_mark on app.notices for update to palermo_api using (person_id = (select authz.person_id()));
grant select, update (read_at) on app.notices to palermo_api;
create policy notices_worker on app.notices for select to palermo_worker using (true);
create policy notices_tell on app.notices for insert to palermo_worker with check (true);
grant select, insert on app.notices to palermo_worker;

-- What leaves the house of a notice: one row a channel. Rows with one `letter_id` are one letter, a count and a link.
create table app.deliveries (
  id uuid primary key,
  notice_id uuid not null references app.notices,
  person_id uuid not null references app.people,
  channel text not null check (channel in ('email')),
  topic text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'dead', 'not-needed')),
  -- The earliest it may leave: now, the next digest, or the next try.
  due_at timestamptz not null,
  letter_id uuid,
  tries integer not null default 0,
  -- Whoever sends holds it until then by the wall clock, which no test moves: a process that died lets go of it.
  held_until timestamptz,
  error text,
  at timestamptz not null default app.now()
);
create unique index deliveries_effect on app.deliveries (notice_id, channel);
create index deliveries_due on app.deliveries (due_at) where state in ('waiting', 'failed');
create index deliveries_held on app.deliveries (held_until) where state = 'sending';
create index deliveries_letter on app.deliveries (letter_id) where letter_id is not null;
create index deliveries_person_id on app.deliveries (person_id) where state = 'waiting';
create index deliveries_log on app.deliveries (at, id);
call app.wall('app.deliveries');
-- The delivery log is an administrator's: that something left or failed, never to whom.
create policy deliveries_read on app.deliveries for select to palermo_api using ((select authz.administers()));
grant select (id, channel, topic, state, tries, at, error) on app.deliveries to palermo_api;
create policy deliveries_worker on app.deliveries for select to palermo_worker using (true);
create policy deliveries_plan on app.deliveries for insert to palermo_worker with check (true);
create policy deliveries_move on app.deliveries for update to palermo_worker using (true);
grant select, insert, update (state, due_at, letter_id, tries, held_until, error) on app.deliveries to palermo_worker;

-- Nobody is told of a case that they must not know of.
create policy case_bars_worker on app.case_bars for select to palermo_worker using (true);
grant select on app.case_bars to palermo_worker;

-- The live stream asks again and again whether its session still holds and how much is unread. That the stream was
-- opened stands in the log; each beat of it tells one number of one's own and gets no line.
create function app.pulse(secret bytea, out person_id uuid, out unread integer)
language plpgsql stable security definer set search_path = '' as $$
begin
  select s.person_id into person_id from authz.sessions s
    where s.secret_hash = sha256(secret) and s.revoked_at is null and s.expires_at > pg_catalog.now();
  if person_id is null then return; end if;
  select count(*) into unread from (
    select from app.notices n where n.person_id = pulse.person_id and n.read_at is null
      and not exists (select from app.case_bars b where b.person_id = pulse.person_id and b.case_id = n.case_id)
    limit 1000) few;
end $$;
grant execute on function app.pulse to palermo_api;

-- The barred do not see the clocks of their case either.
alter policy deadlines_read on app.deadlines
  using ((select authz.does_casework())
    and (case_id is null or case_id <> all ((select authz.barred())::uuid[]))
    and (owes_agency_id = (select authz.agency_id()) or owed_agency_id = (select authz.agency_id())));
-- Why a clock was missed is said by the agency that owes, and only once it is missed.
create policy deadlines_answer on app.deadlines for update to palermo_api
  using ((select authz.does_casework()) and owes_agency_id = (select authz.agency_id())
    and (case_id is null or case_id <> all ((select authz.barred())::uuid[])))
  with check (owes_agency_id = (select authz.agency_id()) and breach_answered_by = (select authz.person_id())
    and due_at < coalesce(closed_at, app.now()));
grant update (breach_reason, breach_answered_at, breach_answered_by) on app.deadlines to palermo_api;

-- A draft that lapsed or was thrown away leaves nothing: no words, no coded answers.
create function app.forget_draft(referral uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update app.referrals r set answers = '{}', needs = '{}', services = '{}', language = null, interpreter = false, age_band = 'unknown'
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

-- Open work that no clock covers, or that stands on nobody's desk. There must be none.
create function app.orphans() returns table (subject_kind text, subject_id uuid, why text)
language sql stable security definer set search_path = '' as $$
  with unfinished as (
    select 'case' kind, c.id from app.cases c where c.status <> 'closed'
    union all
    select 'referral', r.id from app.referrals r where r.status not in ('declined', 'withdrawn', 'completed')
    union all
    select 'task', t.id from app.tasks t where t.status not in ('done', 'cancelled')
  ), watched as (
    select u.kind, u.id,
        exists (select from app.deadlines d where d.subject_id = u.id and d.closed_at is null) clock,
        exists (select from app.desk t where t.subject_id = u.id and t.side = 'owes') owner
      from unfinished u
  )
  select w.kind, w.id, case when w.clock then 'no-owner' else 'no-clock' end from watched w
   where not (w.clock and w.owner) and (session_user <> 'palermo_api' or authz.administers())
$$;
grant execute on function app.orphans to palermo_worker, palermo_api;
reset role;
