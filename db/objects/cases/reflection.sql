-- Whether ending a reflection period early for this reason lifts the bar to removal, so that a second person of another
-- agency must approve it first. `liftsBar` in shared/src/cases/reflection.ts has the same reasons; a test compares the
-- two.
create or replace function app.ending_lifts_bar(reason text) returns boolean language sql immutable set search_path = '' as
$$ select coalesce(reason in ('person-left-country', 'public-order', 'claimed-improperly'), false) $$;
comment on function app.ending_lifts_bar is
  'Whether ending a reflection period early for this reason lifts the bar to removal. `liftsBar` in shared/src/cases/reflection.ts has the same reasons.';

-- State of the approval to end the current reflection period of the case early: `approved`, `waits`, or null if none was asked. An approval
-- asked before the current period began does not count.
create or replace function app.reflection_end_approval(wanted uuid, reason text) returns text
language sql stable security definer set search_path = '' as $$
  select case when a.status = 'approved' then 'approved' else 'waits' end
    from app.approvals a join app.cases c on c.id = a.about_case_id
   where a.kind = 'reflection-end' and a.about_case_id = wanted and a.from_agency_id = c.lead_agency_id
     and (session_user <> 'palermo_api' or authz.in_case(wanted, 'C0'))
     and a.created_at >= (select max(e.at) from app.events e
       where e.subject_kind = 'case' and e.subject_id = wanted and e.action = 'begin-reflection')
     and ((a.status = 'approved' and a.payload->>'reason' = reflection_end_approval.reason) or a.status in ('asked', 'endorsed'))
   order by a.status = 'approved' desc limit 1
$$;
comment on function app.reflection_end_approval is
  'Whether the early end of the running reflection period for this reason is approved or waits for approval, else null; for those on the case.';
grant execute on function app.reflection_end_approval to palermo_api;

create or replace function app.guard_reflection_end() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.changes->>'reason' is null then raise exception 'a reflection period ends early without a reason' using errcode = 'PA341'; end if;
  if app.ending_lifts_bar(new.changes->>'reason')
    and app.reflection_end_approval(new.subject_id, new.changes->>'reason') is distinct from 'approved' then
    raise exception 'the early end of this reflection period needs the approval of a second person' using errcode = 'PA342';
  end if;
  return new;
end $$;
comment on function app.guard_reflection_end is
  'Refuses the early end of a reflection period that lifts the bar to removal without an approval by a second person.';

create trigger events_reflection_ended before insert on app.events for each row
  when (new.subject_kind = 'case' and new.action = 'end-reflection') execute function app.guard_reflection_end();
comment on trigger events_reflection_ended on app.events is
  'The early end of a reflection period that lifts the bar to removal needs an approval.';
