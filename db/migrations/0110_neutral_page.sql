-- Where quick exit leads, as administrators set it for everybody.
set role palermo_definer;
create policy task_force_set on app.task_force for update to palermo_api using ((select administers from authz.me));
grant update (neutral_page) on app.task_force to palermo_api;
reset role;
