create constraint trigger requests_begun after insert on app.requests
  deferrable initially deferred for each row execute function app.has_event('request');

create constraint trigger requests_moved after update on app.requests deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('request');

create trigger requests_versioned before update on app.requests for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger requests_by_whom after update on app.requests deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('request');
