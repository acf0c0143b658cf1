create constraint trigger cases_opened after insert on app.cases
  deferrable initially deferred for each row execute function app.has_event('case');
comment on trigger cases_opened on app.cases is
  'Checks at commit that a new case has its event.';

create constraint trigger cases_moved after update on app.cases deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('case');
comment on trigger cases_moved on app.cases is
  'Checks at commit that a changed case has its event.';

create trigger cases_versioned before update on app.cases for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger cases_versioned on app.cases is
  'Refuses a changed status of a case without a higher version.';

create constraint trigger cases_by_whom after update on app.cases deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('case');
comment on trigger cases_by_whom on app.cases is
  'Checks at commit that the actor may take the recorded action on a case.';
