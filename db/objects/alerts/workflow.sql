create constraint trigger alerts_begun after insert on app.alerts
  deferrable initially deferred for each row execute function app.has_event('alert');
comment on trigger alerts_begun on app.alerts is
  'Checks at commit that a new alert has its event.';

create constraint trigger alerts_moved after update on app.alerts deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('alert');
comment on trigger alerts_moved on app.alerts is
  'Checks at commit that a changed alert has its event.';

create trigger alerts_versioned before update on app.alerts for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger alerts_versioned on app.alerts is
  'Refuses a changed status of an alert without a higher version.';

create constraint trigger alerts_by_whom after update on app.alerts deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('alert');
comment on trigger alerts_by_whom on app.alerts is
  'Checks at commit that the actor may take the recorded action on an alert.';
