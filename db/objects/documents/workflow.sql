create constraint trigger documents_begun after insert on app.documents
  deferrable initially deferred for each row execute function app.has_event('document');

create constraint trigger documents_moved after update on app.documents deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('document');

create trigger documents_versioned before update on app.documents for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger documents_by_whom after update on app.documents deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('document');
