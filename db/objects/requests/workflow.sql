create constraint trigger requests_begun after insert on app.requests
  deferrable initially deferred for each row execute function app.has_event('request');
comment on trigger requests_begun on app.requests is
  'Checks at commit that a new access request has its event.';

create constraint trigger requests_moved after update on app.requests deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('request');
comment on trigger requests_moved on app.requests is
  'Checks at commit that a changed access request has its event.';

create trigger requests_versioned before update on app.requests for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger requests_versioned on app.requests is
  'Refuses a changed status of an access request without a higher version.';

create constraint trigger requests_by_whom after update on app.requests deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('request');
comment on trigger requests_by_whom on app.requests is
  'Checks at commit that the actor may take the recorded action on an access request.';
