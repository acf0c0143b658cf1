create or replace function app.work_cut_of(p_from date, p_to date, p_since date, p_agency uuid, p_urgency text)
returns app.work_cut language plpgsql stable set search_path = '' as $$
declare c app.work_cut; today date;
begin
  if session_user = 'palermo_worker' then
    c.barred := '{}';
  elsif authz.sees_team() then
    c.scope := authz.agency_id();
  elsif authz.function() is distinct from 'lead' then
    return null;
  end if;
  c.at := app.now();
  select t.zone into strict c.zone from app.task_force t;
  c.barred := coalesce(c.barred, (select m.barred from authz.me m));
  c.agency := p_agency; c.urgency := p_urgency;
  today := (c.at at time zone c.zone)::date;
  c.to_on := coalesce(p_to, greatest(today, p_from));
  c.from_on := coalesce(p_from, c.to_on - 89);
  c.since_on := coalesce(p_since, today - 7);
  c.from_at := c.from_on::timestamp at time zone c.zone;
  c.until_at := (c.to_on + 1)::timestamp at time zone c.zone;
  c.since_at := c.since_on::timestamp at time zone c.zone;
  return c;
end $$;
comment on function app.work_cut_of is
  'The work that the reader may count, and the period. For all but leads, supervisors, heads and jobs it is null, and the functions below return no rows.';

-- Referrals that count. Drafts do not, since they belong to their sender alone; a declined referral counts as
-- acknowledged. Whether a referral was returned unanswered is read from its events, and only if needed. What an agency
-- sent and what it received are read apart, so that each has an index of its own. The function has the caller's rights
-- and no settings of its own, so that the planner can inline it.
create or replace function app.work_referrals(c app.work_cut, returns boolean) returns setof app.work_row language sql stable as $$
  select r.id, r.case_reference, r.status, r.from_agency_id, case when r.sent_at is not null then r.to_agency_id end, r.assignee_id,
      r.decline_reason, r.created_at, r.sent_at, coalesce(r.acknowledged_at, case when r.status = 'declined' then r.ended_at end),
      r.accepted_at, r.started_at, r.ended_at, e.at, r.updated_at
    from (select 'all' as side, a.* from app.referrals a union all select 'sent', a.* from app.referrals a union all select 'received', a.* from app.referrals a) r
    left join app.events e on returns and e.subject_id = r.id and e.subject_kind = 'referral' and e.action = 'return'
   where case r.side when 'all' then coalesce(c.scope, c.agency) is null when 'sent' then r.from_agency_id = coalesce(c.scope, c.agency)
       else r.to_agency_id = coalesce(c.scope, c.agency) and r.sent_at is not null end
     and (c.agency is null or r.from_agency_id = c.agency or (r.to_agency_id = c.agency and r.sent_at is not null))
     and (c.urgency is null or r.urgency = c.urgency)
     and (r.case_id is null or r.case_id <> all (c.barred))
$$;
comment on function app.work_referrals is
  'Referrals that count in the work numbers. Drafts do not, and a declined referral counts as acknowledged. The function has no settings of its own, so that PostgreSQL inlines it.';

create or replace function app.work_counts(number text, r app.work_row) returns boolean language sql immutable as $$
  select case number
    when 'begun' then true
    when 'draft' then r.status = 'draft'
    when 'discarded' then r.status = 'withdrawn' and r.sent_at is null
    when 'sent' then r.sent_at is not null
    when 'acknowledged' then r.acknowledged_at is not null
    when 'accepted' then r.accepted_at is not null
    when 'started' then r.started_at is not null
    when 'completed' then r.status = 'completed'
    when 'declined' then r.status = 'declined'
    when 'refused' then r.status = 'declined' and r.decline_reason not in ('no-capacity', 'unsafe-here')
    when 'gaps' then r.status = 'declined' and r.decline_reason in ('no-capacity', 'unsafe-here')
    when 'withdrawn' then r.status = 'withdrawn' and r.sent_at is not null
    when 'returned' then r.returned_at is not null
    when 'open' then r.status in ('sent', 'received', 'queried', 'accepted', 'in-service', 'returned')
    when 'carried' then r.status in ('accepted', 'in-service')
  end
$$;
comment on function app.work_counts is
  'Whether a referral counts for a number, both in the number and in the list behind it.';

create or replace function app.work_at(number text, r app.work_row) returns timestamptz language sql immutable as $$
  select case number when 'sent' then r.sent_at when 'accepted' then r.accepted_at when 'started' then r.started_at
    when 'completed' then r.ended_at when 'declined' then r.ended_at when 'withdrawn' then r.ended_at
    when 'returned' then r.returned_at when 'open' then r.sent_at when 'carried' then r.sent_at else r.created_at end
$$;
comment on function app.work_at is
  'The time from which a referral counts for a number.';

create or replace function app.work_since(number text, r app.work_row, since timestamptz) returns boolean language sql immutable as $$
  select app.work_counts(number, r) and app.work_at(number, r) >= since
$$;
comment on function app.work_since is
  'Whether a referral has counted for a number since an instant.';

create or replace function app.hours(long interval) returns float8 language sql immutable as $$
  select date_part('epoch', long) / 3600
$$;
comment on function app.hours is
  'An interval in hours.';

create or replace function app.work_age(waited interval) returns text language sql immutable as $$
  select case when waited < '2 days' then '0-1' when waited < '4 days' then '2-3' when waited < '8 days' then '4-7'
    when waited < '15 days' then '8-14' when waited < '31 days' then '15-30' else 'over-30' end
$$;
comment on function app.work_age is
  'Age group of a waiting time in days.';

create or replace function app.work_late(c app.work_cut) returns setof app.deadlines language sql stable as $$
  select d.* from app.deadlines d
   where d.closed_at is null and d.applied_rule->>'kind' in ('notAfter', 'recurring') and d.due_at < c.at
     and (c.scope is null or d.owes_agency_id = c.scope or d.owed_agency_id = c.scope)
     and (c.agency is null or d.owes_agency_id = c.agency or d.owed_agency_id = c.agency)
     and authz.compartment_of_kind(d.subject_kind) = 'C0'
     and (d.case_id is null or d.case_id <> all (c.barred))
     and (c.scope is not null or not exists (select from app.cases o where o.id = d.case_id and o.agency_only))
     and (c.urgency is null
       or exists (select from app.referrals r where r.id = d.subject_id
         and r.urgency = c.urgency)
       or (d.subject_kind <> 'referral' and exists (select from app.cases k where k.id = d.case_id
         and k.urgency = c.urgency)))
$$;
comment on function app.work_late is
  'Open deadlines that are past, within the work that the reader may count.';

create or replace function app.work_step(c app.work_cut, key text) returns text language sql immutable as $$
  select case when c.scope is null and (key like 'child.%' or key like 'case.%') then 'case.step' else key end
$$;
comment on function app.work_step is
  'Name of a step. For readers of all agencies all steps of a case have the same name, so that no list reveals which cases are about children.';

create or replace function app.work_begun(c app.work_cut, returns boolean) returns setof app.work_row language sql stable as $$
  select * from app.work_referrals(c, returns) r where r.created_at >= c.from_at and r.created_at < c.until_at
$$;
comment on function app.work_begun is
  'Referrals that count in the work numbers of the period, in which they were begun.';

create or replace function app.work_clocks(c app.work_cut) returns table (subject_id uuid, key text, due_at timestamptz, allowed float8, missed boolean, breach_reason text)
language sql stable as $$
  select d.subject_id, d.key, d.due_at, app.hours(d.due_at - d.started_at), coalesce(d.closed_at, c.at) > d.due_at, d.breach_reason
    from app.deadlines d
   where d.key in ('referral.acknowledge', 'referral.answer', 'referral.first-contact')
     and d.applied_rule->>'kind' in ('notAfter', 'recurring') and d.started_at >= c.from_at
$$;
comment on function app.work_clocks is
  'Deadlines of the measured steps of referrals that began in the period or after it.';

create or replace function app.work_cases(c app.work_cut) returns setof app.cases language sql stable as $$
  select k.* from app.cases k
   where k.status in ('open', 'contact-lost') and (c.scope is null or k.lead_agency_id = c.scope) and (c.agency is null or k.lead_agency_id = c.agency)
     and (c.scope is not null or not k.agency_only)
     and (c.urgency is null or k.urgency = c.urgency)
     and k.id <> all (c.barred)
$$;
comment on function app.work_cases is
  'Open cases that the reader may count. For a reader of all agencies, cases that are private to an agency are left out.';
