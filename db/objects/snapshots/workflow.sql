create constraint trigger snapshots_drafted after insert on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');

create constraint trigger snapshots_moved after update on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');

create trigger snapshots_versioned before update on app.snapshots for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger snapshots_by_whom after update on app.snapshots deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('snapshot');
