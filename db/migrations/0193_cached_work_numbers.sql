set role palermo_definer;

-- The work numbers of all agencies together as a job counted them, panel by panel: codes, ids of agencies and counts. `urgency` is empty
-- where all referrals are counted.
create table app.cached_work_numbers (
  panel text not null check (panel in ('cohort', 'times', 'late', 'open', 'caseload', 'trend', 'change')),
  urgency text not null check (urgency in ('', 'tonight', 'within-24-hours', 'soon', 'routine')),
  counted_at timestamptz not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  since_at timestamptz not null,
  lines jsonb not null,
  primary key (urgency, panel)
);

create type app.work_cohort_line as (receiver uuid, reason text, begun bigint, draft bigint, discarded bigint, sent bigint, accepted bigint,
  started bigint, completed bigint, declined bigint, refused bigint, gaps bigint, withdrawn bigint, returned bigint);
create type app.work_time_line as (sender uuid, receiver uuid, step text, sent bigint, pairs bigint, taken bigint, missed bigint,
  median float8, p90 float8, allowed float8);
create type app.work_late_line as (owes uuid, step text, n bigint, longest float8);
create type app.work_open_line as (status text, age text, n bigint);
create type app.work_caseload_line as (agency uuid, person uuid, by_person boolean, cases bigint, carried bigint);
create type app.work_trend_line as (week text, monday date, sent bigint, accepted bigint, completed bigint);
create type app.work_change_line as (begun bigint, sent bigint, accepted bigint, started bigint, completed bigint, declined bigint,
  withdrawn bigint, returned bigint, late bigint);

reset role;
