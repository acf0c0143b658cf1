-- The columns that open a case to an agency or person (case, sender, receiver, lead, assignee, acceptance) change only
-- by the action that may change them. The workflow checks the same in TypeScript; this guard holds for every
-- connection, even if the workflow is wrong.
create or replace function app.guard_new_referral() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := authz.agency_id();
  earlier boolean := exists (select from app.referrals r where r.thread_id = new.thread_id and r.from_agency_id = mine
    and r.case_id = new.case_id and r.ended_at is not null);
begin
  if new.status not in ('draft', 'sent') or new.version <> 1 or new.assignee_id is not null or new.accepted_at is not null
    or (new.thread_id <> new.id and not earlier)
    or (new.case_id is null and (new.lead_agency_id is not null or new.lead_person_id is not null or new.case_reference is not null))
    -- The case must be one that the actor reads, or the case of a referral by the actor whose need is unmet and is now
    -- sent to another agency.
    or (new.case_id is not null and not earlier and not authz.in_case(new.case_id, 'C0')) then
    raise exception 'the actor may not create this referral' using errcode = 'PA370';
  end if;
  -- The lead is taken from the case, not from the copy in the referral.
  if new.case_id is not null then
    select c.reference, c.lead_agency_id, c.lead_person_id into new.case_reference, new.lead_agency_id, new.lead_person_id
      from app.cases c where c.id = new.case_id;
  end if;
  return new;
end $$;
comment on function app.guard_new_referral is
  'Refuses a new referral with a case, lead, sender or receiver that its author may not set.';

create trigger referrals_begin before insert on app.referrals for each row when (current_user = 'palermo_api') execute function app.guard_new_referral();
comment on trigger referrals_begin on app.referrals is
  'Checks a new referral.';

create or replace function app.guard_referral() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := authz.agency_id();
  writes boolean := coalesce(old.status = 'draft' and mine = old.from_agency_id, false);
  accepts boolean := coalesce(new.status = 'accepted' and old.status in ('sent', 'received', 'queried') and mine = old.to_agency_id, false);
begin
  if not writes and (new.to_agency_id, new.answers, new.case_id, new.case_reference, new.purpose, new.legal_basis)
      is distinct from (old.to_agency_id, old.answers, old.case_id, old.case_reference, old.purpose, old.legal_basis)
    -- The receiver may accept a lead referral as a service referral, but cannot take a lead that was not offered.
    or not writes and new.kind <> old.kind and not (accepts and new.kind = 'service')
    or new.case_id is distinct from old.case_id and (old.case_id is not null or not exists (select from app.cases c
      where c.id = new.case_id and c.reference = new.case_reference and c.lead_agency_id = mine and c.xmin = pg_current_xact_id()::xid))
    or (new.lead_agency_id, new.lead_person_id) is distinct from (old.lead_agency_id, old.lead_person_id)
      and (new.lead_agency_id is distinct from mine or not (new.case_id is distinct from old.case_id or (accepts and new.kind = 'lead')))
    or new.assignee_id is distinct from old.assignee_id and (mine is distinct from old.to_agency_id or not exists (select from app.people p
      where p.id = new.assignee_id and p.agency_id = mine and p.disabled_at is null))
    or new.lead_person_id is distinct from old.lead_person_id and not exists (select from app.people p
      where p.id = new.lead_person_id and p.agency_id = mine and p.disabled_at is null)
    or new.status = 'accepted' and old.status <> 'accepted' and not accepts
    or new.accepted_at is distinct from old.accepted_at and (not accepts or new.accepted_at <> app.now()) then
    raise exception 'the actor may not change this of the referral' using errcode = 'PA371';
  end if;
  return new;
end $$;
comment on function app.guard_referral is
  'Refuses changes of case, sender, receiver, lead, assignee and acceptance except by the action that may make them.';

create trigger referrals_guard before update on app.referrals for each row when (current_user = 'palermo_api') execute function app.guard_referral();
comment on trigger referrals_guard on app.referrals is
  'Checks a changed referral.';

create or replace function app.count_not_referred() returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(authz.agency_id() is null, 'no signed-in person acts in this transaction', 'PA103');
  insert into app.not_referred as c (agency_id, on_date, n)
    select a.id, (app.now() at time zone a.zone)::date, 1 from app.agencies a where a.id = authz.agency_id()
    on conflict (agency_id, on_date) do update set n = c.n + 1
$$;
comment on function app.count_not_referred is
  'Counts a person who did not want to be referred, on the local day of the agency.';
grant execute on function app.count_not_referred to palermo_api;

create or replace function app.is_unsettled(r app.referrals) returns boolean language sql stable as $$
  select r.ended_at is null or (r.status = 'declined'
    and exists (select from app.deadlines d where d.subject_id = r.id and d.closed_at is null))
$$;
comment on function app.is_unsettled is
  'Whether a referral still needs work: it runs, or it was declined and its sender has not settled it.';

create or replace function app.forget_draft(referral uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  update app.referrals r set answers = '{}', needs = '{}', services = '{}', language = null, interpreter = false, sex = null, accompanied = null, age_band = 'unknown'
    where r.id = referral and r.status = 'withdrawn' and r.sent_at is null and r.xmin = pg_current_xact_id()::xid
      and (session_user = 'palermo_worker' or r.from_agency_id = authz.agency_id());
  if not found then raise exception 'no draft was ended in this transaction' using errcode = 'PA372'; end if;
  delete from app.texts_c1 where subject_id = referral and case_id is null;
  delete from app.texts_c2 where subject_id = referral and case_id is null;
  delete from app.texts_c3 where subject_id = referral and case_id is null;
  delete from app.texts_c4 where subject_id = referral and case_id is null;
  delete from app.texts_c5 where subject_id = referral and case_id is null;
end $$;
comment on function app.forget_draft is
  'Deletes the answers of a draft that lapsed or was discarded.';
grant execute on function app.forget_draft to palermo_worker, palermo_api;

create or replace function app.guard_own_referral() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from app.cases c where c.id = new.case_id and c.agency_only) then
    raise exception 'a case that its agency keeps to itself has no referrals' using errcode = 'PA373';
  end if;
  return new;
end $$;
comment on function app.guard_own_referral is
  'Refuses to send a referral in a case that its agency keeps for itself.';

create trigger referrals_own before insert or update of status, case_id on app.referrals for each row
  when (new.case_id is not null and new.status = 'sent') execute function app.guard_own_referral();
comment on trigger referrals_own on app.referrals is
  'Refuses referrals in a case that is private to its agency.';
