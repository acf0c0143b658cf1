set role palermo_definer;

-- What the workers do at intervals is called a scheduled job everywhere.
alter table app.rounds rename to scheduled_jobs;

reset role;
