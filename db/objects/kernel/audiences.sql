-- An entry has an audience within its compartment and is read by agencies that were on the case when it was written (docs/decisions/0047).

-- Sectors that help the person. All other sectors decide about or prosecute the person.
create or replace function authz.protects(sector text) returns boolean language sql immutable set search_path = '' as $$
  select sector in ('welfare', 'ngo', 'local-government', 'health', 'labour')
$$;
comment on function authz.protects is
  'Sectors that help the person, and neither decide about nor prosecute the person.';

-- Whether an audience includes an agency of this sector that did not write the entry. `functions`: roles of the reader,
-- and of absent colleagues whose deputy the reader is. `leads`: whether the agency leads the case and protects.
-- `shared/src/audiences.ts` says the same; a test compares the two.
create or replace function authz.audience_admits(audience text, sector text, functions text[], leads boolean) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(case audience
    when 'own-agency' then false
    when 'own-agency-and-lead' then leads
    when 'helping' then authz.protects(sector)
    when 'health' then authz.protects(sector)
    when 'whereabouts' then authz.protects(sector)
    when 'lawyer-and-lead' then leads or (authz.protects(sector) and 'lawyer' = any (functions))
    when 'status' then authz.protects(sector) or sector = 'immigration'
    when 'police-and-prosecutor' then sector in ('police', 'justice')
    when 'as-before' then sector not in ('police', 'immigration')
  end, false)
$$;
comment on function authz.audience_admits is
  'Whether an audience includes an agency of this sector that did not write the entry. shared/src/audiences.ts says the same.';

-- The parameter keeps the name that existing databases have: check constraints call this function, so that it cannot be dropped.
create or replace function authz.audience_lies(audience text, wall text) returns boolean language sql immutable set search_path = '' as $$
  select coalesce(case audience
    when 'own-agency' then wall in ('C1', 'C2', 'C3', 'C4', 'C5')
    when 'own-agency-and-lead' then wall in ('C1', 'C2', 'C3', 'C4', 'C5')
    when 'helping' then wall = 'C1'
    when 'health' then wall = 'C3'
    when 'whereabouts' then wall = 'C2'
    when 'lawyer-and-lead' then wall = 'C4'
    when 'status' then wall = 'C4'
    when 'police-and-prosecutor' then wall = 'C5'
    when 'as-before' then wall = 'C1'
  end, false)
$$;
comment on function authz.audience_lies is
  'Whether this compartment may hold entries for this audience.';
grant execute on function authz.audience_lies to palermo_api;

-- Audience of a referral's texts in each compartment, in addition to sender and receiver: the agencies that help, and
-- no authority that was not asked.
create or replace function authz.audience_behind(of_compartment text) returns text language sql immutable set search_path = '' as $$
  select case of_compartment when 'C1' then 'helping' when 'C2' then 'whereabouts' when 'C3' then 'health' when 'C4' then 'lawyer-and-lead'
    when 'C5' then 'police-and-prosecutor' else 'own-agency' end
$$;
comment on function authz.audience_behind is
  'Audience of a referral''s texts in each compartment, in addition to sender and receiver.';

create or replace function authz.was_there(of_case uuid, agency uuid, owner uuid, written timestamptz) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from app.case_members m where m.case_id = of_case and m.agency_id = agency
      and m.from_at <= written and (m.until_at is null or m.until_at >= written)
      and (m.ends_at is null or m.ends_at >= written or authz.keeps_look(of_case, agency, m.compartment)))
    or exists (select from app.earlier_entries e where e.case_id = of_case and e.agency_id = agency and written <= e.before_at
      and (e.owner_agency_id is null or e.owner_agency_id = owner))
$$;
comment on function authz.was_there is
  'Whether an agency was on the case when an entry was written, or was later given access to earlier entries.';

-- Whether an entry was addressed to an agency: the summary of a hand-over to its receiver, the texts of a
-- referral to the agency that accepted it.
create or replace function authz.is_addressed(kind text, entry uuid, agency uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select case kind
    when 'note' then exists (select from app.notes n join app.handovers h on h.id = n.handover_id where n.id = entry and h.to_agency_id = agency)
    when 'referral' then exists (select from app.referrals r where r.id = entry and r.to_agency_id = agency and r.accepted_at is not null)
    when 'document' then exists (select from app.documents d join app.referrals r on r.id = d.referral_id
      where d.id = entry and r.to_agency_id = agency and r.accepted_at is not null)
    else false end
$$;
comment on function authz.is_addressed is
  'Whether an entry was addressed to an agency: the summary of a handover to its receiver, texts of a referral to the agency that accepted it.';

-- Whether the actor, who may read the compartment of an entry, belongs to its audience: as a member of the agency that
-- wrote the entry, of an agency to which it was addressed, or of an agency that the audience includes and that was on
-- the case when the entry was written. A case lead that protects also reads entries that earlier leads could read.
create or replace function authz.reads_entry(kind text, entry uuid, of_case uuid, owner uuid, audience text, written timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  mine authz.me;
  place text;
  leads boolean;
  admitted boolean;
begin
  select * into mine from authz.me;
  if mine.working_agency is null then return false; end if;
  if owner = mine.working_agency then return true; end if;
  place := (select a.sector from app.agencies a where a.id = mine.working_agency);
  leads := authz.protects(place)
    and exists (select from app.cases c where c.id = of_case and c.lead_agency_id = mine.working_agency);
  admitted := authz.audience_admits(audience, place,
    array(select p.function from app.people p where p.id = any (mine.carries)), leads);
  return exists (
    select from (
        select mine.working_agency as agency, 'infinity'::timestamptz as until_at
        union all select f.agency_id, f.until_at from app.former_leads f where leads and f.case_id = of_case) s
     where written <= s.until_at
       and (s.agency = owner or authz.is_addressed(kind, entry, s.agency)
         or (admitted and authz.was_there(of_case, s.agency, owner, written))));
end $$;
comment on function authz.reads_entry is
  'Whether the actor belongs to the readers of an entry: members of the agency that wrote it, of an agency to which it was addressed, or of an agency in its audience that was on the case then.';
grant execute on function authz.reads_entry to palermo_api;
