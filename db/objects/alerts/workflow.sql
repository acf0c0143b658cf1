create constraint trigger alerts_begun after insert on app.alerts
  deferrable initially deferred for each row execute function app.has_event('alert');

create constraint trigger alerts_moved after update on app.alerts deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('alert');

create trigger alerts_versioned before update on app.alerts for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger alerts_by_whom after update on app.alerts deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('alert');
