create constraint trigger approvals_begun after insert on app.approvals
  deferrable initially deferred for each row execute function app.has_event('approval');
comment on trigger approvals_begun on app.approvals is
  'Checks at commit that a new approval has its event.';

create constraint trigger approvals_moved after update on app.approvals deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('approval');
comment on trigger approvals_moved on app.approvals is
  'Checks at commit that a changed approval has its event.';

create trigger approvals_versioned before update on app.approvals for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger approvals_versioned on app.approvals is
  'Refuses a changed status of an approval without a higher version.';

create constraint trigger approvals_by_whom after update on app.approvals deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('approval');
comment on trigger approvals_by_whom on app.approvals is
  'Checks at commit that the actor may take the recorded action on an approval.';
