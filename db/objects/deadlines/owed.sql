-- Sets the start of clocks that this transaction opened to a stated day, such as that of a decision served last week
-- and recorded today. The start is never in the future. The caller has computed the due times from the same day.
create or replace function app.date_clocks(subject uuid, began timestamptz, keys text[]) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(authz.person_id() is null or began > app.now(), 'a deadline cannot start in the future or without a person', 'PA214');
  update app.deadlines d set started_at = began
    where d.subject_id = subject and d.key = any (keys) and d.closed_at is null and d.xmin = pg_current_xact_id()::xid
$$;
comment on function app.date_clocks is
  'Sets the start of deadlines that this transaction opened to a stated earlier day.';
grant execute on function app.date_clocks to palermo_api;

-- Moves deadlines owed to the lead of a case to its new lead. Otherwise the former lead agency would keep them,
-- assigned to a person whose account may end.
create or replace function app.owed_to_the_lead() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update app.deadlines d set owed_agency_id = new.lead_agency_id, owed_person_id = new.lead_person_id
    where d.subject_id = new.id and d.closed_at is null and d.owed_agency_id = old.lead_agency_id;
  return null;
end $$;
comment on function app.owed_to_the_lead is
  'Moves deadlines that are owed to the lead of a case to its new lead.';

create trigger cases_owed_follows after update of lead_agency_id on app.cases for each row
  when (old.lead_agency_id is distinct from new.lead_agency_id) execute function app.owed_to_the_lead();
comment on trigger cases_owed_follows on app.cases is
  'Deadlines owed to the lead of a case follow its lead.';

create or replace function app.owed_by_the_present() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.owes_person_id is not null and not app.takes_work(new.owes_person_id) then new.owes_person_id := null; end if;
  if new.owed_person_id is not null and not app.takes_work(new.owed_person_id) then new.owed_person_id := null; end if;
  return new;
end $$;
comment on function app.owed_by_the_present is
  'Removes a person who no longer works cases from a deadline, which then waits in the queue of the agency.';

create trigger deadlines_present before insert or update of owes_person_id, owed_person_id on app.deadlines
  for each row when ((new.owes_person_id is not null or new.owed_person_id is not null)
    -- Approvals are excepted, since administrators ask for and answer approvals although their role carries no
    -- casework.
    and new.subject_kind <> 'approval') execute function app.owed_by_the_present();
comment on trigger deadlines_present on app.deadlines is
  'No deadline waits for a person who has left.';

-- Deadlines of a referral that are owed to the case lead, such as the review of a service, move to the new lead when
-- the lead of the case changes. If an action of the referral itself changes the parties, its declaration moves the
-- deadlines.
create or replace function app.owed_to_who_leads() returns trigger language plpgsql security definer set search_path = '' as $$
declare clock app.deadlines;
begin
  for clock in update app.deadlines d set owed_agency_id = new.lead_agency_id, owed_person_id = new.lead_person_id
    where d.subject_id = new.id and d.closed_at is null and d.applied_rule->>'owedTo' = 'case-lead'
      and (d.owed_agency_id, d.owed_person_id) is distinct from (new.lead_agency_id, new.lead_person_id) returning d.*
  loop
    perform app.refresh_work_items_of(clock);
  end loop;
  return null;
end $$;
comment on function app.owed_to_who_leads is
  'Moves deadlines of a referral that are owed to the case lead to the new lead.';

create trigger referrals_owed_follow after update of lead_agency_id, lead_person_id on app.referrals for each row
  when (old.status = new.status and (old.lead_agency_id, old.lead_person_id) is distinct from (new.lead_agency_id, new.lead_person_id))
  execute function app.owed_to_who_leads();
comment on trigger referrals_owed_follow on app.referrals is
  'Deadlines of a referral that are owed to the case lead follow the lead.';
