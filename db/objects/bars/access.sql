call app.wall('app.case_bars');
-- Nobody is told of a case that they must not know of.
create policy case_bars_worker on app.case_bars for select to palermo_worker using (true);
grant select on app.case_bars to palermo_worker;
