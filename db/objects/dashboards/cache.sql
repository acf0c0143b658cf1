call app.force_row_security('app.cached_work_numbers');

-- The stored lines of one panel for all agencies together. If a period has many referrals, a job counts the numbers
-- every five minutes, and the usual requests (the last ninety days, all referrals or those of one urgency) get the last
-- stored count. Other requests, and all requests by persons who are barred from a case, are counted at once, and so are
-- all requests if the job has not run for a while.
create or replace function app.cached_work(c app.work_cut, wanted text) returns jsonb language sql stable set search_path = '' as $$
  select w.lines from app.cached_work_numbers w
   where session_user <> 'palermo_worker' and c.scope is null and c.agency is null and c.barred = '{}' and w.urgency = coalesce(c.urgency, '') and w.panel = wanted
     and w.from_at = c.from_at and w.until_at = c.until_at and (wanted <> 'change' or w.since_at = c.since_at)
     and w.counted_at between c.at - interval '15 minutes' and c.at
$$;
comment on function app.cached_work is
  'The lines of one panel as a job has stored them, or null if they must be counted now.';

-- The panels of open work do not depend on the requested period, so their stored numbers are those of today.
create or replace function app.work_counted_at(today app.work_cut) returns timestamptz language sql stable set search_path = '' as $$
  select coalesce((select w.counted_at from app.cached_work_numbers w
    where w.panel = 'open' and w.urgency = coalesce(today.urgency, '') and app.cached_work(today, 'open') is not null), today.at)
$$;
comment on function app.work_counted_at is
  'When the oldest of the numbers was counted that the reader gets.';

create or replace function app.cache_work_numbers(p_urgency text, p_pairs integer, enough integer) returns boolean
language plpgsql security definer set search_path = '' as $$
declare c app.work_cut := app.work_cut_of(null, null, null, null, p_urgency);
begin
  delete from app.cached_work_numbers w where w.urgency = coalesce(p_urgency, '');
  if (select count(*) from (select from app.referrals r where r.created_at >= c.from_at and r.created_at < c.until_at limit enough) r) < enough then
    return false;
  end if;
  insert into app.cached_work_numbers (panel, urgency, counted_at, from_at, until_at, since_at, lines)
    select p.panel, coalesce(p_urgency, ''), c.at, c.from_at, c.until_at, c.since_at, coalesce(p.lines, '[]')
      from (values ('cohort', (select jsonb_agg(to_jsonb(l)) from app.work_cohort(null, null, null, p_urgency) l)),
        ('times', (select jsonb_agg(to_jsonb(l)) from app.work_times(null, null, null, p_urgency, p_pairs) l)),
        ('late', (select jsonb_agg(to_jsonb(l)) from app.work_late_cells(null, p_urgency) l)),
        ('open', (select jsonb_agg(to_jsonb(l)) from app.work_open(null, p_urgency) l)),
        ('caseload', (select jsonb_agg(to_jsonb(l)) from app.work_caseload(null, p_urgency) l)),
        ('trend', (select jsonb_agg(to_jsonb(l)) from app.work_trend(null, p_urgency) l)),
        ('change', (select jsonb_agg(to_jsonb(l)) from app.work_change(null, null, p_urgency) l))) as p (panel, lines)
  on conflict do nothing;
  return true;
end $$;
comment on function app.cache_work_numbers is
  'Counts the work numbers of all agencies and stores them for later readers, if the period has at least the given number of referrals.';
grant execute on function app.cache_work_numbers to palermo_worker;
