call app.force_row_security('app.case_bars');
create policy case_bars_worker on app.case_bars for select to palermo_worker using (true);
comment on policy case_bars_worker on app.case_bars is
  'Jobs read bars, so that no notice of a case reaches a person barred from it.';
grant select on app.case_bars to palermo_worker;
