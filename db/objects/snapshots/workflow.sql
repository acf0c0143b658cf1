create constraint trigger snapshots_drafted after insert on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');
comment on trigger snapshots_drafted on app.snapshots is
  'Checks at commit that a new snapshot has its event.';

create constraint trigger snapshots_moved after update on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');
comment on trigger snapshots_moved on app.snapshots is
  'Checks at commit that a changed snapshot has its event.';

create trigger snapshots_versioned before update on app.snapshots for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger snapshots_versioned on app.snapshots is
  'Refuses a changed status of a snapshot without a higher version.';

create constraint trigger snapshots_by_whom after update on app.snapshots deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('snapshot');
comment on trigger snapshots_by_whom on app.snapshots is
  'Checks at commit that the actor may take the recorded action on a snapshot.';
