-- When a case began: its opening or an earlier milestone of protection. Earlier milestones of justice do not count,
-- since no protection is counted from them.
create or replace function app.case_began(wanted uuid) returns timestamptz language sql stable set search_path = '' as $$
  select least(c.opened_at, (select min(m.reached_on) from app.case_milestones m where m.case_id = c.id and m.track = 'protection'))
    from app.cases c where c.id = wanted
$$;
comment on function app.case_began is
  'When a case began: its opening or an earlier milestone of protection. Earlier milestones of justice do not count, since no protection is counted from them.';
grant execute on function app.case_began to palermo_api;

create or replace function app.approval_stands(a app.approvals) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce((select case a.kind
    when 'account' then asker.function = 'administrator' and a.subject_id <> asker.id and a.about_case_id is null
      and a.payload ?& array['function'] and (a.payload - 'function') = '{}' and authz.is_powerful(a.payload->>'function')
      and exists (select from app.people p where p.id = a.subject_id)
    when 'profile' then asker.function = 'administrator' and a.subject_id is null and a.about_case_id is null
      and (a.payload - 'code') = '{}' and exists (select from app.profiles p where p.code = a.payload->>'code')
    -- The page that quick exit opens: an https address without a user name. The page in force must be the one that was
    -- in force when the approval was asked for.
    when 'exit-page' then asker.function = 'administrator' and a.subject_id is null and a.about_case_id is null
      and a.payload ?& array['page', 'was'] and (a.payload - 'page' - 'was') = '{}'
      and (a.payload->>'page' is null or (a.payload->>'page' ~ '^https://[^/?#@\\\s]+([/?#]\S*)?$' and length(a.payload->>'page') <= 300))
      and exists (select from app.task_force t where t.neutral_page is not distinct from a.payload->>'was'
        and t.neutral_page is distinct from a.payload->>'page')
    -- The end of a reflection period that still runs, in a case that the asker's agency leads. The approval does not
    -- end the period: the case lead does so afterwards.
    when 'reflection-end' then a.subject_id is null and (a.payload - 'reason') = '{}' and app.ending_lifts_bar(a.payload->>'reason')
      and asker.function not in ('administrator', 'auditor', 'lead')
      and exists (select from app.cases c where c.id = a.about_case_id and c.lead_agency_id = asker.agency_id)
      and exists (select from app.deadlines d where d.case_id = a.about_case_id and d.key = 'reflection' and d.closed_at is null)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
    when 'bar' then a.payload = '{}' and a.subject_id <> asker.id and asker.function in ('supervisor', 'head')
      and exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = a.subject_id)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
      and exists (select from app.case_members m where m.case_id = a.about_case_id and m.agency_id = asker.agency_id and m.compartment = 'C0' and m.until_at is null)
      and exists (select from app.people p join app.cases c on c.id = a.about_case_id
        where p.id = a.subject_id and asker.agency_id in (p.agency_id, c.lead_agency_id))
    when 'clock' then a.about_case_id is not null and jsonb_array_length(a.payload->'written') > 0 and asker.function not in ('administrator', 'auditor', 'lead')
      -- Each clock must belong to this case, be one that the asker's agency may move, be unchanged since the approval
      -- was asked for, and be of a kind that can be shortened.
      and not exists (select from jsonb_to_recordset(a.payload->'written') as w(id uuid, version integer, change jsonb)
        left join app.deadlines d on d.id = w.id and d.version = w.version and d.case_id = a.about_case_id and d.owes_agency_id = a.from_agency_id
          and (d.closed_at is null or (d.applied_rule->>'expires' = 'end' and d.closed_at = d.due_at))
       where d.id is null or w.change->>'kind' not in ('corrected', 'resumed') or (w.change->>'startedAt')::timestamptz > app.now())
      and exists (select from jsonb_to_recordset(a.payload->'written') as w(id uuid, change jsonb)
        where w.id = a.subject_id and (w.change->>'dueAt')::timestamptz = (a.payload->>'dueAt')::timestamptz)
      and exists (select from app.deadlines d where d.id = a.subject_id and d.key = a.payload->>'key' and d.due_at = (a.payload->>'wasDueAt')::timestamptz)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
    when 'access' then a.subject_id is null and (a.payload - 'compartment' - 'purpose' - 'legalBasis') = '{}'
      and a.payload->>'compartment' in ('C1', 'C2', 'C3', 'C4', 'C5')
      and app.is_lawful_ground(a.payload->>'purpose', a.payload->>'legalBasis')
      and a.payload->>'compartment' = any (authz.compartments_for(g.sector, asker.function))
      and exists (select from app.cases c where c.id = a.about_case_id and c.status in ('open', 'contact-lost'))
      and exists (select from app.case_members m where m.case_id = a.about_case_id and m.person_id = asker.id and m.agency_id = asker.agency_id
        and m.compartment = 'C0' and m.until_at is null)
      and not exists (select from app.case_bars b where b.case_id = a.about_case_id and b.person_id = asker.id)
    else false end
    from app.people asker join app.agencies g on g.id = asker.agency_id
   where asker.id = a.from_person_id and asker.disabled_at is null and asker.agency_id = a.from_agency_id), false)
$$;
comment on function app.approval_stands is
  'Whether the asker may still do what the approval is for; checked when it is requested and when it is carried out.';
grant execute on function app.approval_stands to palermo_api;

create or replace function app.carry_out_approval() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  grant_id uuid := gen_random_uuid();
  clock record;
begin
  if not app.approval_stands(new) then raise exception 'the subject of the approval changed, so it cannot be carried out' using errcode = 'PA310'; end if;
  if new.kind = 'account' then
    perform from app.people p where p.id = new.subject_id for update;
    update authz.sessions s set revoked_at = pg_catalog.now() from app.people p
     where p.id = new.subject_id and s.person_id = p.id and s.revoked_at is null and p.function <> new.payload->>'function';
    update app.people p set function = new.payload->>'function', disabled_at = null, version = p.version + 1 where p.id = new.subject_id;
    perform authz.appoint(new.subject_id, new.from_person_id);
    if not exists (select from authz.credentials c where c.person_id = new.subject_id) then perform authz.send_link(new.subject_id, 'invitation'); end if;
  elsif new.kind = 'profile' then
    update app.task_force set profile = new.payload->>'code';
  elsif new.kind = 'exit-page' then
    update app.task_force set neutral_page = new.payload->>'page';
  elsif new.kind = 'bar' then
    delete from app.case_bars b where b.case_id = new.about_case_id and b.person_id = new.subject_id;
  elsif new.kind = 'clock' then
    for clock in select * from jsonb_to_recordset(new.payload->'written')
      as w(id uuid, version integer, change jsonb, alarms jsonb, "nextAlarmAt" timestamptz, notifies jsonb)
    loop
      if not app.write_clock(clock.id, clock.version, clock.change, clock.alarms, clock."nextAlarmAt", clock.notifies, new.from_person_id, new.from_agency_id) then
        raise exception 'the deadline changed after the approval was asked for' using errcode = 'PA311';
      end if;
    end loop;
  elsif new.kind = 'access' then
    insert into app.grants (id, case_id, agency_id, compartments, purpose, legal_basis, until_at)
      values (grant_id, new.about_case_id, new.from_agency_id, array[new.payload->>'compartment'], new.payload->>'purpose',
        new.payload->>'legalBasis', app.now() + authz.compartment_lasts(new.payload->>'compartment'));
    perform app.join_case(new.about_case_id, new.from_agency_id, new.from_person_id, array[new.payload->>'compartment'], grant_id);
  end if;
  return null;
end $$;
comment on function app.carry_out_approval is
  'Carries out an approved action, in the transaction of the person who approves it.';

create trigger approvals_carried_out after insert on app.approvals for each row when (new.status = 'approved') execute function app.carry_out_approval();
comment on trigger approvals_carried_out on app.approvals is
  'While the task force is being founded, carries out an approved action in the transaction that requests it.';

create trigger approvals_carried_out_later after update on app.approvals for each row
  when (new.status = 'approved' and old.status <> 'approved') execute function app.carry_out_approval();
comment on trigger approvals_carried_out_later on app.approvals is
  'Carries out an action as soon as its approval is given.';

create or replace function app.guard_approval() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1; new.case_id := null; new.tried := '{}'; new.endorsed_by := null; new.refusal_reason := null;
    new.from_person_id := authz.person_id(); new.from_agency_id := authz.agency_id();
    new.needed := case when new.kind = 'access' and new.payload->>'compartment' = 'C2' then 2 else 1 end;
    new.alone := authz.may_act_alone();
    new.status := case when new.alone then 'approved' else 'asked' end;
    new.answered_by := case when new.alone then new.from_person_id end;
    new.answered_at := case when new.alone then app.now() end;
    new.to_agency_id := null; new.to_person_id := null;
    if not new.alone then
      select n.agency, n.person into new.to_agency_id, new.to_person_id from authz.next_approver(new.from_person_id, new.about_case_id, '{}', null) n;
      if new.to_agency_id is null then raise exception 'no agency could approve this' using errcode = 'PA312'; end if;
    end if;
    if new.from_person_id is null or not app.approval_stands(new) then raise exception 'the actor may not ask for this approval' using errcode = 'PA313'; end if;
  elsif session_user = 'palermo_worker' then
    if new.status not in (old.status, 'withdrawn') then raise exception 'the actor may not answer this approval' using errcode = 'PA314'; end if;
    if new.status = 'withdrawn' then new.answered_at := app.now(); end if;
  elsif new.status = 'withdrawn' then
    if authz.person_id() is distinct from old.from_person_id then raise exception 'only the person who asked may withdraw an approval' using errcode = 'PA315'; end if;
    new.answered_at := app.now();
  else
    if new.status = old.status or not app.may_answer(old) or (new.status = 'endorsed') <> (old.needed = 2 and old.status = 'asked' and new.status <> 'refused') then
      raise exception 'the actor may not answer this approval' using errcode = 'PA314';
    end if;
    if new.status <> 'refused' and not app.approval_stands(old) then
      raise exception 'the subject of the approval changed, so it cannot be carried out' using errcode = 'PA310';
    end if;
    if new.status = 'endorsed' then new.endorsed_by := authz.person_id();
    else new.answered_by := authz.person_id(); new.answered_at := app.now(); end if;
  end if;
  return new;
end $$;
comment on function app.guard_approval is
  'Sets asker and approver from the actor. Refuses an answer by the asker, by the person concerned, or by an actor without the right to approve.';

create trigger approvals_guard before insert or update on app.approvals for each row
  when (current_user in ('palermo_api', 'palermo_worker')) execute function app.guard_approval();
comment on trigger approvals_guard on app.approvals is
  'Checks who asks for and who answers an approval.';
