set role palermo_definer;
-- For each status in `waits_in`, in its order, the key of the deadline that covers it.
alter table app.watched add column covered_by text[] not null default '{}';
alter table app.watched alter column covered_by drop default;
reset role;
