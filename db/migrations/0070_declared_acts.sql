-- What may happen stands in the workflows, and the database knows it too: whoever holds a connection of ours records an act
-- only as it is declared, from a status that it leads out of to the one that it leads to. A test holds both the same.
set role palermo_definer;

create table app.acts (
  noun text not null,
  action text not null,
  -- Out of which it is taken; of a creation, in which it may begin.
  from_statuses text[] not null,
  -- None: it stays as it was.
  to_status text,
  primary key (noun, action)
);
call app.wall('app.acts');
insert into app.acts (noun, action, from_statuses, to_status) values
  ('alert', 'create', '{sent}', null),
  ('alert', 'acknowledge', '{sent}', 'received'),
  ('alert', 'close', '{received}', 'closed'),
  ('alert', 'withdraw', '{sent,received}', 'withdrawn'),
  ('case', 'create', '{open}', null),
  ('case', 'review', '{open}', null),
  ('case', 'advance', '{open,contact-lost}', null),
  ('case', 'record-exploitation', '{open,contact-lost}', null),
  ('case', 'appoint-guardian', '{open,contact-lost}', null),
  ('case', 'assess-best-interests', '{open,contact-lost}', null),
  ('case', 'begin-reflection', '{open,contact-lost}', null),
  ('case', 'end-reflection', '{open,contact-lost}', null),
  ('case', 'record-decision', '{open,contact-lost}', null),
  ('case', 'assign-lead', '{open,contact-lost}', null),
  ('case', 'hand-back', '{open,contact-lost}', null),
  ('case', 'hand-over', '{open,contact-lost}', null),
  ('case', 'share', '{open,contact-lost}', null),
  ('case', 'take-over', '{open,contact-lost}', null),
  ('case', 'lose-contact', '{open}', 'contact-lost'),
  ('case', 'try-again', '{contact-lost}', null),
  ('case', 'find-again', '{contact-lost}', 'open'),
  ('case', 'record-leaving', '{open,contact-lost}', 'left'),
  ('case', 'close', '{open,contact-lost}', 'closed'),
  ('case', 'reopen', '{closed,left}', 'open'),
  -- Done by the database itself where a lead referral is accepted.
  ('case', 'lead-moved', '{open,contact-lost,left,closed}', null),
  ('document', 'create', '{kept}', null),
  ('document', 'revise', '{kept}', null),
  ('document', 'withdraw', '{kept}', 'withdrawn'),
  ('document', 'reopen', '{withdrawn}', 'kept'),
  ('handover', 'create', '{offered}', null),
  ('handover', 'accept', '{offered}', 'accepted'),
  ('handover', 'decline', '{offered}', 'declined'),
  ('handover', 'withdraw', '{offered}', 'withdrawn'),
  -- What goes onward is sent from the start.
  ('referral', 'create', '{draft,sent}', null),
  ('referral', 'send', '{draft}', 'sent'),
  ('referral', 'discard', '{draft}', 'withdrawn'),
  ('referral', 'acknowledge', '{sent}', 'received'),
  ('referral', 'query', '{sent,received}', 'queried'),
  ('referral', 'reply', '{queried}', 'received'),
  ('referral', 'record-phone-acceptance', '{sent,received}', null),
  ('referral', 'accept', '{sent,received,queried}', 'accepted'),
  ('referral', 'decline', '{sent,received,queried}', 'declined'),
  ('referral', 'assign', '{accepted,in-service}', null),
  ('referral', 'start', '{accepted}', 'in-service'),
  ('referral', 'reach', '{accepted}', null),
  ('referral', 'try-contact', '{accepted}', null),
  ('referral', 'close-unstarted', '{accepted}', 'withdrawn'),
  ('referral', 'give-back', '{accepted,in-service}', 'declined'),
  ('referral', 'review-service', '{in-service}', null),
  ('referral', 'complete', '{in-service}', 'completed'),
  ('referral', 'amend', '{sent,received,queried,accepted,in-service}', null),
  ('referral', 'reroute', '{sent,received,queried,returned}', 'withdrawn'),
  ('referral', 'refer-onward', '{declined}', null),
  ('referral', 'settle', '{declined}', null),
  ('referral', 'withdraw', '{sent,received,queried,accepted,returned}', 'withdrawn'),
  ('referral', 'take-over', '{accepted,in-service}', null),
  ('referral', 'hand-back', '{draft,sent,received,queried,accepted,in-service,returned,declined}', null),
  ('referral', 'return', '{sent,received}', 'returned'),
  ('referral', 'lead-moved', '{sent,received,queried,returned}', null),
  ('request', 'create', '{asked}', null),
  ('request', 'grant', '{asked}', 'granted'),
  ('request', 'refuse', '{asked}', 'refused'),
  ('request', 'withdraw', '{asked}', 'withdrawn'),
  ('request', 'take-over', '{asked}', null),
  ('request', 'hand-back', '{asked}', 'withdrawn'),
  ('snapshot', 'create', '{drafted}', null),
  ('snapshot', 'sign', '{drafted}', 'signed'),
  ('snapshot', 'publish', '{signed}', 'published'),
  ('snapshot', 'withdraw', '{drafted,signed,published}', 'withdrawn'),
  ('task', 'create', '{open}', null),
  ('task', 'finish', '{open}', 'done'),
  ('task', 'cancel', '{open}', 'cancelled'),
  ('task', 'reopen', '{done,cancelled}', 'open'),
  ('task', 'assign', '{open}', null),
  ('task', 'hand-back', '{open}', null),
  ('task', 'take-over', '{open}', null);

-- Where it came from is what its last event says. What the owner of the database lays by hand is not asked (a load, a
-- restore); a clock has no workflow of its own.
create function app.refuse_undeclared_act() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.subject_kind = 'deadline' or session_user not in ('palermo_api', 'palermo_worker') then return new; end if;
  perform from app.acts a left join app.events last on last.subject_id = new.subject_id and last.version = new.version - 1
   where a.noun = new.subject_kind and a.action = new.action and (last.id is null) = (a.action = 'create')
     and coalesce(last.status, new.status) = any (a.from_statuses) and new.status = coalesce(a.to_status, last.status, new.status);
  if not found then raise exception 'no act of its workflow' using errcode = '42501'; end if;
  return new;
end $$;
revoke execute on function app.refuse_undeclared_act from public;
create trigger events_declared before insert on app.events for each row execute function app.refuse_undeclared_act();

-- A status moves once a version: what has its event is not moved again behind it.
create function app.refuse_unversioned() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'a status moves with its version' using errcode = '23514';
end $$;
revoke execute on function app.refuse_unversioned from public;
do $$
declare noun text;
begin
  foreach noun in array array['alert', 'case', 'document', 'handover', 'referral', 'request', 'snapshot', 'task'] loop
    execute format('create trigger %I before update on app.%I for each row
      when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned()', noun || 's_versioned', noun || 's');
  end loop;
end $$;
reset role;
