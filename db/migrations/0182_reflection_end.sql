set role palermo_definer;

-- A reflection period ends early for a reason that lifts the bar to removal only after two persons agreed: an approval of its own kind.
alter table app.approvals drop constraint approvals_kind_check;
alter table app.approvals add constraint approvals_kind_check
  check (kind in ('account', 'access', 'bar', 'clock', 'profile', 'exit-page', 'reflection-end'));

reset role;
