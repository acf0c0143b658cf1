set role palermo_definer;

-- Conflict of interest: these people never see these cases, nor their work. The barred cannot read the bars.
create table app.case_bars (
  case_id uuid not null,
  person_id uuid not null,
  since timestamptz not null default app.now(),
  -- Conflict-of-interest bars: set by one person with a reason, lifted by two. A bar holds in every list, count and write.
  reason text check (reason in ('relative', 'involved', 'complaint', 'other-interest')),
  set_by uuid,
  primary key (person_id, case_id)
);
create index case_bars_case_id on app.case_bars (case_id);

reset role;
