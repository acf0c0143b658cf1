create constraint trigger tasks_begun after insert on app.tasks
  deferrable initially deferred for each row execute function app.has_event('task');

create constraint trigger tasks_moved after update on app.tasks deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('task');

create trigger tasks_versioned before update on app.tasks for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger tasks_by_whom after update on app.tasks deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('task');
