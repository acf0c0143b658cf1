-- Written by `npm run db:generate` from the record types in shared/src: edit those, not this file.

create constraint trigger alerts_begun after insert on app.alerts
  deferrable initially deferred for each row execute function app.has_event('alert');
comment on trigger alerts_begun on app.alerts is
  'Checks at commit that a new row has its event.';

create constraint trigger alerts_moved after update on app.alerts deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('alert');
comment on trigger alerts_moved on app.alerts is
  'Checks at commit that a changed row has its event.';

create trigger alerts_versioned before update on app.alerts for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger alerts_versioned on app.alerts is
  'Refuses a changed status without a higher version.';

create constraint trigger alerts_by_whom after update on app.alerts deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('alert');
comment on trigger alerts_by_whom on app.alerts is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger approvals_begun after insert on app.approvals
  deferrable initially deferred for each row execute function app.has_event('approval');
comment on trigger approvals_begun on app.approvals is
  'Checks at commit that a new row has its event.';

create constraint trigger approvals_moved after update on app.approvals deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('approval');
comment on trigger approvals_moved on app.approvals is
  'Checks at commit that a changed row has its event.';

create trigger approvals_versioned before update on app.approvals for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger approvals_versioned on app.approvals is
  'Refuses a changed status without a higher version.';

create constraint trigger approvals_by_whom after update on app.approvals deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('approval');
comment on trigger approvals_by_whom on app.approvals is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger cases_begun after insert on app.cases
  deferrable initially deferred for each row execute function app.has_event('case');
comment on trigger cases_begun on app.cases is
  'Checks at commit that a new row has its event.';

create constraint trigger cases_moved after update on app.cases deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('case');
comment on trigger cases_moved on app.cases is
  'Checks at commit that a changed row has its event.';

create trigger cases_versioned before update on app.cases for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger cases_versioned on app.cases is
  'Refuses a changed status without a higher version.';

create constraint trigger cases_by_whom after update on app.cases deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('case');
comment on trigger cases_by_whom on app.cases is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger documents_begun after insert on app.documents
  deferrable initially deferred for each row execute function app.has_event('document');
comment on trigger documents_begun on app.documents is
  'Checks at commit that a new row has its event.';

create constraint trigger documents_moved after update on app.documents deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('document');
comment on trigger documents_moved on app.documents is
  'Checks at commit that a changed row has its event.';

create trigger documents_versioned before update on app.documents for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger documents_versioned on app.documents is
  'Refuses a changed status without a higher version.';

create constraint trigger documents_by_whom after update on app.documents deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('document');
comment on trigger documents_by_whom on app.documents is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger gaps_begun after insert on app.gaps
  deferrable initially deferred for each row execute function app.has_event('gap');
comment on trigger gaps_begun on app.gaps is
  'Checks at commit that a new row has its event.';

create constraint trigger gaps_moved after update on app.gaps deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('gap');
comment on trigger gaps_moved on app.gaps is
  'Checks at commit that a changed row has its event.';

create trigger gaps_versioned before update on app.gaps for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger gaps_versioned on app.gaps is
  'Refuses a changed status without a higher version.';

create constraint trigger gaps_by_whom after update on app.gaps deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('gap');
comment on trigger gaps_by_whom on app.gaps is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger handovers_begun after insert on app.handovers
  deferrable initially deferred for each row execute function app.has_event('handover');
comment on trigger handovers_begun on app.handovers is
  'Checks at commit that a new row has its event.';

create constraint trigger handovers_moved after update on app.handovers deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('handover');
comment on trigger handovers_moved on app.handovers is
  'Checks at commit that a changed row has its event.';

create trigger handovers_versioned before update on app.handovers for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger handovers_versioned on app.handovers is
  'Refuses a changed status without a higher version.';

create constraint trigger handovers_by_whom after update on app.handovers deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('handover');
comment on trigger handovers_by_whom on app.handovers is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger referrals_begun after insert on app.referrals
  deferrable initially deferred for each row execute function app.has_event('referral');
comment on trigger referrals_begun on app.referrals is
  'Checks at commit that a new row has its event.';

create constraint trigger referrals_moved after update on app.referrals deferrable initially deferred for each row
  when ((current_user in ('palermo_api', 'palermo_worker') and old.status not in ('draft')) or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('referral');
comment on trigger referrals_moved on app.referrals is
  'Checks at commit that a changed row has its event.';

create trigger referrals_versioned before update on app.referrals for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger referrals_versioned on app.referrals is
  'Refuses a changed status without a higher version.';

create constraint trigger referrals_by_whom after update on app.referrals deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('referral');
comment on trigger referrals_by_whom on app.referrals is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger requests_begun after insert on app.requests
  deferrable initially deferred for each row execute function app.has_event('request');
comment on trigger requests_begun on app.requests is
  'Checks at commit that a new row has its event.';

create constraint trigger requests_moved after update on app.requests deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('request');
comment on trigger requests_moved on app.requests is
  'Checks at commit that a changed row has its event.';

create trigger requests_versioned before update on app.requests for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger requests_versioned on app.requests is
  'Refuses a changed status without a higher version.';

create constraint trigger requests_by_whom after update on app.requests deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('request');
comment on trigger requests_by_whom on app.requests is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger snapshots_begun after insert on app.snapshots
  deferrable initially deferred for each row execute function app.has_event('snapshot');
comment on trigger snapshots_begun on app.snapshots is
  'Checks at commit that a new row has its event.';

create constraint trigger snapshots_moved after update on app.snapshots deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('snapshot');
comment on trigger snapshots_moved on app.snapshots is
  'Checks at commit that a changed row has its event.';

create trigger snapshots_versioned before update on app.snapshots for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger snapshots_versioned on app.snapshots is
  'Refuses a changed status without a higher version.';

create constraint trigger snapshots_by_whom after update on app.snapshots deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('snapshot');
comment on trigger snapshots_by_whom on app.snapshots is
  'Checks at commit that the actor may take the recorded action.';

create constraint trigger tasks_begun after insert on app.tasks
  deferrable initially deferred for each row execute function app.has_event('task');
comment on trigger tasks_begun on app.tasks is
  'Checks at commit that a new row has its event.';

create constraint trigger tasks_moved after update on app.tasks deferrable initially deferred for each row
  when (current_user in ('palermo_api', 'palermo_worker') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('task');
comment on trigger tasks_moved on app.tasks is
  'Checks at commit that a changed row has its event.';

create trigger tasks_versioned before update on app.tasks for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger tasks_versioned on app.tasks is
  'Refuses a changed status without a higher version.';

create constraint trigger tasks_by_whom after update on app.tasks deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('task');
comment on trigger tasks_by_whom on app.tasks is
  'Checks at commit that the actor may take the recorded action.';
