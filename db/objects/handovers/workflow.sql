create constraint trigger handovers_begun after insert on app.handovers
  deferrable initially deferred for each row execute function app.has_event('handover');

create constraint trigger handovers_moved after update on app.handovers deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('handover');

create trigger handovers_versioned before update on app.handovers for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger handovers_by_whom after update on app.handovers deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('handover');
