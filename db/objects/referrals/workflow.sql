create constraint trigger referrals_begun after insert on app.referrals
  deferrable initially deferred for each row execute function app.has_event('referral');
comment on trigger referrals_begun on app.referrals is
  'Checks at commit that a new referral has its event.';

create constraint trigger referrals_moved after update on app.referrals deferrable initially deferred for each row
  when ((current_user = 'palermo_api' and old.status <> 'draft') or (old.status, old.version) is distinct from (new.status, new.version))
  execute function app.has_event('referral');
comment on trigger referrals_moved on app.referrals is
  'Checks at commit that a changed referral has its event.';

create trigger referrals_versioned before update on app.referrals for each row
  when (new.status <> old.status and new.version <= old.version) execute function app.refuse_unversioned();
comment on trigger referrals_versioned on app.referrals is
  'Refuses a changed status of a referral without a higher version.';

create constraint trigger referrals_by_whom after update on app.referrals deferrable initially deferred for each row
  when (current_user = 'palermo_api' and old.version <> new.version) execute function app.refuse_stranger('referral');
comment on trigger referrals_by_whom on app.referrals is
  'Checks at commit that the actor may take the recorded action on a referral.';
