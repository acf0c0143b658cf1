create constraint trigger handovers_begun after insert on app.handovers
  deferrable initially deferred for each row execute function app.has_event('handover');
comment on trigger handovers_begun on app.handovers is
  'Checks at commit that a new handover has its event.';

create constraint trigger handovers_moved after update on app.handovers deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('handover');
comment on trigger handovers_moved on app.handovers is
  'Checks at commit that a changed handover has its event.';

create trigger handovers_versioned before update on app.handovers for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger handovers_versioned on app.handovers is
  'Refuses a changed status of a handover without a higher version.';

create constraint trigger handovers_by_whom after update on app.handovers deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('handover');
comment on trigger handovers_by_whom on app.handovers is
  'Checks at commit that the actor may take the recorded action on a handover.';
