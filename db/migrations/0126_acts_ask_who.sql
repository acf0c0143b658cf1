-- Who may take an act stands in its workflow, and the database knows it too, as it knows the acts (0070): whoever holds the API's
-- login moves a row only in a relation and a function that the act names. A test holds both the same.
set role palermo_definer;

-- By which columns of a row somebody stands to it: the agency, or where the relation is a person's, the person.
create table app.act_parties (
  noun text not null,
  relation text not null,
  agency_column text not null,
  person_column text,
  primary key (noun, relation)
);
call app.wall('app.act_parties');
insert into app.act_parties (noun, relation, agency_column, person_column) values
  ('alert', 'sender', 'from_agency_id', null),
  ('alert', 'receiver', 'to_agency_id', null),
  ('approval', 'author', 'from_agency_id', 'from_person_id'),
  ('approval', 'approver', 'to_agency_id', null),
  ('case', 'case-lead', 'lead_agency_id', null),
  ('case', 'leader', 'lead_agency_id', 'lead_person_id'),
  ('document', 'author', 'agency_id', 'author_id'),
  ('document', 'owner', 'agency_id', null),
  ('handover', 'giver', 'from_agency_id', null),
  ('handover', 'assignee', 'to_agency_id', 'to_person_id'),
  ('handover', 'receiving-agency', 'to_agency_id', null),
  ('referral', 'author', 'from_agency_id', 'from_person_id'),
  ('referral', 'sender', 'from_agency_id', null),
  ('referral', 'receiver', 'to_agency_id', null),
  ('referral', 'case-lead', 'lead_agency_id', null),
  ('request', 'author', 'from_agency_id', 'from_person_id'),
  ('request', 'owner', 'owner_agency_id', null),
  ('snapshot', 'owner', 'agency_id', null),
  ('task', 'owner', 'agency_id', null);

create table app.act_permissions (
  noun text not null,
  action text not null,
  -- `clock` is nobody: what happens by itself. `member` of a case is an agency on its team; on which tracks a `track-keeper` records, and
  -- whether a `decision-body` decides, is asked by guards of their own (0109).
  relation text not null,
  functions text[] not null,
  primary key (noun, action, relation)
);
call app.wall('app.act_permissions');
insert into app.act_permissions (noun, action, relation, functions)
  select p.noun, act, p.relation, case p.who
      when 'coordinators' then '{caseworker,counsellor,lawyer,officer,investigator,prosecutor,supervisor,head}'
      when 'first-responders' then '{officer,caseworker,investigator,counsellor,supervisor,head}'
      when 'deciding' then '{officer,caseworker,prosecutor,supervisor,head}'
      when 'sees-team' then '{supervisor,head}'
      when 'askers' then '{caseworker,counsellor,lawyer,officer,investigator,prosecutor,supervisor,head,administrator}'
      when 'approvers' then '{head,administrator}'
      when 'lead' then '{lead}'
      else '{}' end::text[]
    from (values
    ('alert', 'receiver', 'coordinators', '{acknowledge,close}'),
    ('alert', 'sender', 'first-responders', '{withdraw}'),
    ('approval', 'approver', 'approvers', '{endorse,approve,refuse}'),
    ('approval', 'author', 'askers', '{withdraw}'),
    ('approval', 'clock', 'nobody', '{escalate,lapse}'),
    ('case', 'case-lead', 'coordinators', '{review,appoint-guardian,assess-best-interests,begin-reflection,open-earlier,lose-contact,try-again,find-again}'),
    ('case', 'decision-body', 'deciding', '{record-decision}'),
    ('case', 'track-keeper', 'coordinators', '{advance}'),
    ('case', 'member', 'coordinators', '{open-earlier,find-again}'),
    ('case', 'member', 'first-responders', '{record-exploitation,correct-person}'),
    ('case', 'leader', 'coordinators', '{end-reflection,hand-over,share,record-leaving,close,reopen}'),
    ('case', 'case-lead', 'sees-team', '{end-reflection,assign-lead,hand-over,share,record-leaving,close,reopen}'),
    ('case', 'clock', 'nobody', '{hand-back,take-over}'),
    ('document', 'owner', 'coordinators', '{revise}'),
    ('document', 'author', 'coordinators', '{withdraw,reopen,restrict}'),
    ('document', 'owner', 'sees-team', '{withdraw,reopen,restrict}'),
    ('handover', 'assignee', 'coordinators', '{accept,decline}'),
    ('handover', 'receiving-agency', 'coordinators', '{accept,decline}'),
    ('handover', 'giver', 'coordinators', '{withdraw}'),
    ('referral', 'author', 'first-responders', '{send}'),
    ('referral', 'sender', 'first-responders', '{discard,reply,record-phone-acceptance,amend,reroute,refer-onward,settle,withdraw}'),
    ('referral', 'clock', 'nobody', '{discard,take-over,hand-back,return}'),
    ('referral', 'receiver', 'coordinators', '{acknowledge,query,accept,decline,start,reach,try-contact,close-unstarted,give-back,review-service,complete}'),
    ('referral', 'receiver', 'sees-team', '{assign}'),
    ('referral', 'case-lead', 'coordinators', '{withdraw}'),
    ('request', 'owner', 'sees-team', '{grant,refuse}'),
    ('request', 'author', 'coordinators', '{withdraw}'),
    ('request', 'clock', 'nobody', '{take-over,hand-back}'),
    ('snapshot', 'owner', 'lead', '{sign,publish,withdraw}'),
    ('task', 'owner', 'coordinators', '{finish,cancel,reopen,assign}'),
    ('task', 'clock', 'nobody', '{hand-back,take-over}')
    ) p (noun, relation, who, actions), unnest(p.actions::text[]) act;
-- Not by whoever stands so, and behind which wall of the case.
alter table app.acts add column not_by text, add column behind text;
update app.acts set not_by = 'receiver' where noun = 'referral' and action = 'withdraw';
update app.acts set behind = 'C1' where noun = 'case' and action = 'record-exploitation';

-- Whether the one who acts stands so to a row as it was before the act.
create function app.stands_as(s_noun text, was jsonb, wanted text, mine authz.me) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare party app.act_parties;
begin
  if wanted in ('member', 'track-keeper', 'decision-body') then
    return exists (select from app.case_members m where m.case_id = (was->>'id')::uuid and m.agency_id = mine.agency_id
      and (m.until_at is null or m.until_at >= app.now()));
  end if;
  select * into party from app.act_parties p where p.noun = s_noun and p.relation = wanted;
  if party.person_column is not null then return coalesce(was->>party.person_column = mine.person_id::text, false); end if;
  return coalesce(was->>party.agency_column = mine.agency_id::text, false);
end $$;

-- Asked at the end of the transaction of each row that the API's login itself moved. What functions of the database move by the way
-- (a lead that goes over, work that is handed back) they answer for themselves.
create function app.refuse_stranger() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  of_noun text := tg_argv[0];
  was jsonb := to_jsonb(old);
  mine authz.me;
  act app.acts;
begin
  select * into mine from authz.me;
  select a.* into act from app.events e join app.acts a on a.noun = e.subject_kind and a.action = e.action
   where e.subject_id = new.id and e.version = new.version and e.x = pg_current_xact_id();
  -- Without an event it is refused as a move without one (app.has_event).
  if act.noun is null then return null; end if;
  if not exists (select from app.act_permissions p where p.noun = of_noun and p.action = act.action
        and mine.function = any (p.functions) and app.stands_as(of_noun, was, p.relation, mine))
    or (act.not_by is not null and app.stands_as(of_noun, was, act.not_by, mine))
    or (act.behind is not null and not authz.in_case(case of_noun when 'case' then new.id else (was->>'case_id')::uuid end, act.behind)) then
    raise exception 'not theirs to do' using errcode = '42501';
  end if;
  return null;
end $$;
do $$
declare moved text;
begin
  foreach moved in array array['alert', 'approval', 'case', 'document', 'handover', 'referral', 'request', 'snapshot', 'task'] loop
    execute format('create constraint trigger %I after update on app.%I deferrable initially deferred for each row
      when (current_user = ''palermo_api'' and old.version <> new.version) execute function app.refuse_stranger(%L)',
      moved || 's_by_whom', moved || 's', moved);
  end loop;
end $$;

-- The second half of the door for a job: it takes what a clock may take, as nobody, and of a referral only once a clock of it has
-- run out; never so for a child, nor where it is urgent.
create function app.record_by_clock(s_kind text, s_table text, s_id uuid, s_version integer, s_status text, s_action text,
  s_case uuid, s_reference text, s_priority text, s_changes jsonb, closes text[], opens jsonb, people jsonb, tells jsonb, wall text default 'C0')
returns void language plpgsql security definer set search_path = '' as $$
begin
  if session_user <> 'palermo_worker' or authz.person_id() is not null
    or not exists (select from app.act_permissions p where p.noun = s_kind and p.action = s_action and p.relation = 'clock')
    or (s_kind = 'referral' and not exists (select from app.deadlines d where d.subject_id = s_id and d.closed_at is null and d.due_at <= app.now()))
    or (s_kind = 'referral' and s_action = 'return' and exists (select from app.referrals r where r.id = s_id
      and (r.child_procedure or r.urgency in ('tonight', 'within-24-hours')))) then
    raise exception 'no act of a clock' using errcode = '42501';
  end if;
  perform app.record(s_kind, s_table, s_id, s_version, s_status, s_action, s_case, s_reference, s_priority, s_changes, closes, opens, people, tells, wall);
end $$;

-- A line of the access log, once written, stands as it is: nobody changes, takes away or replaces it, the owner's functions included.
create function aud.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the access log is not rewritten' using errcode = '42501';
end $$;
create trigger leaf_stands before update or delete or truncate on aud.leaf for each statement execute function aud.refuse_change();
revoke execute on function app.stands_as, app.refuse_stranger, app.record_by_clock, aud.refuse_change from public;
grant execute on function app.record_by_clock to palermo_worker;
reset role;
