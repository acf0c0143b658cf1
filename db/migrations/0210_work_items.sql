set role palermo_definer;

-- The table of work items, which was named after a desk.
alter table app.desk rename to work_items;
alter index app.desk_pkey rename to work_items_pkey;
alter index app.desk_subject rename to work_items_subject;
alter index app.desk_agency rename to work_items_agency;
alter index app.desk_assignee rename to work_items_assignee;
alter index app.desk_case_id rename to work_items_case_id;
alter table app.work_items rename constraint desk_side_check to work_items_side_check;
alter table app.work_items rename constraint desk_priority_check to work_items_priority_check;

reset role;
