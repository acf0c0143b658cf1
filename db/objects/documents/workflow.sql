create constraint trigger documents_begun after insert on app.documents
  deferrable initially deferred for each row execute function app.has_event('document');
comment on trigger documents_begun on app.documents is
  'Checks at commit that a new document has its event.';

create constraint trigger documents_moved after update on app.documents deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('document');
comment on trigger documents_moved on app.documents is
  'Checks at commit that a changed document has its event.';

create trigger documents_versioned before update on app.documents for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger documents_versioned on app.documents is
  'Refuses a changed status of a document without a higher version.';

create constraint trigger documents_by_whom after update on app.documents deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('document');
comment on trigger documents_by_whom on app.documents is
  'Checks at commit that the actor may take the recorded action on a document.';
