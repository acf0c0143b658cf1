call app.wall('app.desk');
grant select on app.desk to palermo_api;
-- Within an agency: unassigned work, one's own, and for those who answer for the team all of it.
-- A deputy has the work of whoever is away before them as if it were their own.
create policy desk_read on app.desk for select to palermo_api using (agency_id = (select working_agency from authz.me)
  and (case_id is null or case_id <> all ((select barred from authz.me)::uuid[]))
  and (assignee_id is null or assignee_id = any ((select carries from authz.me)::uuid[]) or (select sees_team from authz.me)));

call app.wall('app.counters');
grant select on app.counters to palermo_api, palermo_worker;
create policy counters_worker on app.counters for select to palermo_worker using (true);
create policy counters_read on app.counters for select to palermo_api using (agency_id = (select working_agency from authz.me)
  and (assignee_id = '00000000-0000-0000-0000-000000000000' or assignee_id = any ((select carries from authz.me)::uuid[])
    or (select sees_team from authz.me)));
-- Counters hold the work of all cases: whoever is barred from one counts their rows instead (app.desk_counts).
create policy counters_barred on app.counters as restrictive for select to palermo_api using ((select barred = '{}' from authz.me));
