create constraint trigger tasks_begun after insert on app.tasks
  deferrable initially deferred for each row execute function app.has_event('task');
comment on trigger tasks_begun on app.tasks is
  'Checks at commit that a new task has its event.';

create constraint trigger tasks_moved after update on app.tasks deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('task');
comment on trigger tasks_moved on app.tasks is
  'Checks at commit that a changed task has its event.';

create trigger tasks_versioned before update on app.tasks for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger tasks_versioned on app.tasks is
  'Refuses a changed status of a task without a higher version.';

create constraint trigger tasks_by_whom after update on app.tasks deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('task');
comment on trigger tasks_by_whom on app.tasks is
  'Checks at commit that the actor may take the recorded action on a task.';
