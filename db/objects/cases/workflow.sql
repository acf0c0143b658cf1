create constraint trigger cases_opened after insert on app.cases
  deferrable initially deferred for each row execute function app.has_event('case');

create constraint trigger cases_moved after update on app.cases deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('case');

create trigger cases_versioned before update on app.cases for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger cases_by_whom after update on app.cases deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('case');
