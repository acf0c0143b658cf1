set role palermo_definer;

-- A counter says how much work an agency, or one person of it, owes or is owed. It said of which kind, status and day as well, which no
-- one read, and its rows of days that were over stayed for ever. What is late is counted in the index of the work items.
truncate app.counters;
alter table app.counters drop constraint counters_pkey;
alter table app.counters drop column kind, drop column status, drop column due_on;
alter table app.counters add primary key (agency_id, side, assignee_id, slot);
alter table app.counters set (fillfactor = 50);
insert into app.counters (agency_id, assignee_id, side, slot, n)
  select agency_id, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000'), side, 0, count(*) from app.desk group by 1, 2, 3;

drop index app.desk_agency;
create index desk_agency on app.desk (agency_id, side, due_at, id) include (assignee_id, case_id);

reset role;
