create constraint trigger referrals_begun after insert on app.referrals
  deferrable initially deferred for each row execute function app.has_event('referral');

-- A draft is rewritten without a history; whatever else changes has its event.
create constraint trigger referrals_moved after update on app.referrals deferrable initially deferred for each row
  when ((current_user = 'palermo_api' and old.status <> 'draft') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('referral');

create trigger referrals_versioned before update on app.referrals for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();

create constraint trigger referrals_by_whom after update on app.referrals deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('referral');
