-- Only the lead offers a hand-over, to a person or agency that can lead, and one at a time. Only the receiver answers
-- the offer.
create or replace function app.guard_handover() returns trigger language plpgsql security definer set search_path = '' as $$
declare mine uuid := authz.agency_id();
begin
  if tg_op = 'INSERT' then
    if new.status <> 'offered' or new.version <> 1 or new.from_agency_id is distinct from mine or new.from_person_id is distinct from authz.person_id()
      or not exists (select from app.cases c where c.id = new.case_id and c.reference = new.case_reference and c.lead_agency_id = mine)
      -- No person may hand a case to themselves, since this would give them access to its compartments.
      or new.to_person_id = new.from_person_id
      or (new.to_person_id is not null and not exists (select from app.people p where p.id = new.to_person_id
        and p.agency_id = new.to_agency_id and app.may_lead(new.case_id, p.id)))
      or not exists (select from app.case_members m where m.case_id = new.case_id and m.agency_id = new.to_agency_id
        and m.compartment = 'C0' and m.until_at is null) then
      raise exception 'the actor may not offer this hand-over' using errcode = 'PA360';
    end if;
    if exists (select from app.handovers h where h.case_id = new.case_id and h.status = 'offered') then
      raise exception 'offered already' using errcode = '23505';
    end if;
  elsif new.status in ('accepted', 'declined') and (mine is distinct from old.to_agency_id
      or (old.to_person_id is not null and old.to_person_id is distinct from authz.person_id()))
    or new.status = 'withdrawn' and mine is distinct from old.from_agency_id then
    raise exception 'the actor may not answer this hand-over' using errcode = 'PA361';
  end if;
  return new;
end $$;
comment on function app.guard_handover is
  'Refuses an offer by anyone but the lead, to a receiver that could not lead, or while another offer is open. Refuses an answer by anyone but the receiver.';

create trigger handovers_guard before insert or update on app.handovers for each row when (current_user = 'palermo_api')
  execute function app.guard_handover();
comment on trigger handovers_guard on app.handovers is
  'Checks who offers and who answers a handover.';
