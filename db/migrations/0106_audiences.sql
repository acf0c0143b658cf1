-- Who reads an entry: beside the wall that it lies behind, an entry says for whom it was written, and is read by those who were
-- on the case at the time (docs/decisions/0053).
set role palermo_definer;

-- The agencies that help the person, and none that decides over her or prosecutes.
create function authz.protects(sector text) returns boolean language sql immutable set search_path = '' as $$
  select sector in ('welfare', 'ngo', 'local-government', 'health', 'labour')
$$;
-- Whether an audience takes in an agency of this sector besides the one that wrote. `functions`: of the reader, and of those
-- whom they stand in for. `leads`: whether that agency leads the case and protects. `shared/src/audiences.ts` says the same; a
-- test holds the two equal.
create function authz.audience_admits(audience text, sector text, functions text[], leads boolean) returns boolean
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
-- Behind which walls an entry for this audience may lie.
create function authz.audience_lies(audience text, wall text) returns boolean language sql immutable set search_path = '' as $$
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
-- Who reads words of a referral besides its two ends, by the wall they lie behind: those who help, and no authority that was
-- not asked.
create function authz.audience_behind(wall text) returns text language sql immutable set search_path = '' as $$
  select case wall when 'C1' then 'helping' when 'C2' then 'whereabouts' when 'C3' then 'health' when 'C4' then 'lawyer-and-lead'
    when 'C5' then 'police-and-prosecutor' else 'own-agency' end
$$;
revoke execute on function authz.protects, authz.audience_admits, authz.audience_behind from public;
grant execute on function authz.audience_lies to palermo_api;

-- Who led a case before, and until when: whoever leads it now reads what they read.
create table app.former_leads (
  id uuid primary key default gen_random_uuid(),
  -- No foreign keys: only the functions that move the lead write here, from rows that they have just read.
  case_id uuid not null,
  agency_id uuid not null,
  until_at timestamptz not null default app.now()
);
create index former_leads_case_id on app.former_leads (case_id);
create index former_leads_agency_id on app.former_leads (agency_id);
call app.wall('app.former_leads');

-- What was written before an agency joined, opened to it: by the lead for all that its audience takes the agency in for, or by
-- an agency for what it wrote itself.
create table app.earlier_entries (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references app.cases,
  agency_id uuid not null references app.agencies,
  -- Whose entries; null: everybody's.
  owner_agency_id uuid references app.agencies,
  before_at timestamptz not null default app.now(),
  opened_agency_id uuid references app.agencies,
  opened_by uuid references app.people
);
create index earlier_entries_case_id on app.earlier_entries (case_id, agency_id);
create index earlier_entries_agency_id on app.earlier_entries (agency_id);
create index earlier_entries_owner_agency_id on app.earlier_entries (owner_agency_id);
create index earlier_entries_opened_agency_id on app.earlier_entries (opened_agency_id);
create index earlier_entries_opened_by on app.earlier_entries (opened_by);
call app.wall('app.earlier_entries');
-- Told to the agency that it was opened to, and to the one that opened it.
create policy earlier_entries_read on app.earlier_entries for select to palermo_api
  using ((select working_agency from authz.me) in (agency_id, opened_agency_id) and authz.in_case(case_id, 'C0'));
grant select on app.earlier_entries to palermo_api;

-- Whether an agency was on the case when something was written, or had it opened since.
create function authz.was_there(of_case uuid, agency uuid, owner uuid, written timestamptz) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.case_members m where m.case_id = of_case and m.agency_id = agency
      and m.from_at <= written and (m.until_at is null or m.until_at >= written)
      and (m.ends_at is null or m.ends_at >= written or authz.keeps_look(of_case, agency, m.compartment)))
    or exists (select from app.earlier_entries e where e.case_id = of_case and e.agency_id = agency and written <= e.before_at
      and (e.owner_agency_id is null or e.owner_agency_id = owner));
end $$;
-- Whether an entry was addressed to an agency: the summary of a hand-over to whoever is asked to take it, what came with a
-- referral to whoever accepted it.
create function authz.is_addressed(kind text, entry uuid, agency uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return case kind
    when 'note' then exists (select from app.notes n join app.handovers h on h.id = n.handover_id where n.id = entry and h.to_agency_id = agency)
    when 'referral' then exists (select from app.referrals r where r.id = entry and r.to_agency_id = agency and r.accepted_at is not null)
    when 'document' then exists (select from app.documents d join app.referrals r on r.id = d.referral_id
      where d.id = entry and r.to_agency_id = agency and r.accepted_at is not null)
    else false end;
end $$;
-- Whether the one who acts, standing behind the wall of an entry, is among those it was written for: of the agency that wrote it
-- or that it was addressed to; or of one that its audience takes in and that was on the case then. Whoever leads a case and
-- protects reads besides what its leads before them read.
create function authz.reads_entry(kind text, entry uuid, of_case uuid, owner uuid, audience text, written timestamptz) returns boolean
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
revoke execute on function authz.was_there, authz.is_addressed, authz.reads_entry from public;
grant execute on function authz.reads_entry to palermo_api;

alter table app.notes add column audience text;
alter table app.tasks add column audience text;
alter table app.contacts add column audience text;
alter table app.documents add column audience text;
alter table app.texts_c1 add column audience text;
alter table app.texts_c2 add column audience text;
alter table app.texts_c3 add column audience text;
alter table app.texts_c4 add column audience text;
alter table app.texts_c5 add column audience text;

-- What stands already keeps its readers, without police and immigration behind C1, where everything lay that nobody had chosen
-- a wall for. A wall that was chosen keeps all who stand behind it.
create function app.audience_before(wall text) returns text language sql immutable set search_path = '' as $$
  select case wall when 'C1' then 'as-before' when 'C4' then 'status' else authz.audience_behind(wall) end
$$;
set constraints all immediate;
alter table app.tasks disable trigger user;
alter table app.documents disable trigger user;
update app.notes set audience = app.audience_before(compartment);
update app.tasks set audience = app.audience_before(compartment);
update app.contacts set audience = app.audience_before(compartment);
update app.documents set audience = app.audience_before(compartment);
update app.texts_c1 set audience = app.audience_before(compartment);
update app.texts_c2 set audience = app.audience_before(compartment);
update app.texts_c3 set audience = app.audience_before(compartment);
update app.texts_c4 set audience = app.audience_before(compartment);
update app.texts_c5 set audience = app.audience_before(compartment);
alter table app.tasks enable trigger user;
alter table app.documents enable trigger user;
-- And whoever is on a case today has read what was written before they came.
insert into app.earlier_entries (case_id, agency_id) select distinct m.case_id, m.agency_id from app.case_members m where m.until_at is null;
drop function app.audience_before(text);

alter table app.notes alter column audience set not null, add constraint notes_audience check (authz.audience_lies(audience, compartment));
alter table app.tasks alter column audience set not null, add constraint tasks_audience check (authz.audience_lies(audience, compartment));
alter table app.contacts alter column audience set not null, add constraint contacts_audience check (authz.audience_lies(audience, compartment));
alter table app.documents alter column audience set not null, add constraint documents_audience check (authz.audience_lies(audience, compartment));
alter table app.texts_c1 alter column audience set not null, add constraint texts_c1_audience check (authz.audience_lies(audience, compartment));
alter table app.texts_c2 alter column audience set not null, add constraint texts_c2_audience check (authz.audience_lies(audience, compartment));
alter table app.texts_c3 alter column audience set not null, add constraint texts_c3_audience check (authz.audience_lies(audience, compartment));
alter table app.texts_c4 alter column audience set not null, add constraint texts_c4_audience check (authz.audience_lies(audience, compartment));
alter table app.texts_c5 alter column audience set not null, add constraint texts_c5_audience check (authz.audience_lies(audience, compartment));

-- Words are for those that what they belong to is for, whatever a caller says.
create function app.take_audience() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.audience := coalesce(case new.subject_kind
    when 'note' then (select n.audience from app.notes n where n.id = new.subject_id)
    when 'task' then (select t.audience from app.tasks t where t.id = new.subject_id)
    when 'contact' then (select k.audience from app.contacts k where k.id = new.subject_id)
  end, authz.audience_behind(new.compartment));
  return new;
end $$;
revoke execute on function app.take_audience from public;
create trigger texts_c1_audience before insert on app.texts_c1 for each row execute function app.take_audience();
create trigger texts_c2_audience before insert on app.texts_c2 for each row execute function app.take_audience();
create trigger texts_c3_audience before insert on app.texts_c3 for each row execute function app.take_audience();
create trigger texts_c4_audience before insert on app.texts_c4 for each row execute function app.take_audience();
create trigger texts_c5_audience before insert on app.texts_c5 for each row execute function app.take_audience();
-- A correction is for those whom the first note was for.
create function app.guard_correction() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.audience is distinct from (select n.audience from app.notes n where n.id = new.corrects) then
    raise exception 'for other readers than what it corrects' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function app.guard_correction from public;
create trigger notes_corrected before insert on app.notes for each row when (new.corrects is not null) execute function app.guard_correction();

alter policy notes_read on app.notes
  using (authz.in_case(case_id, compartment) and authz.reads_entry('note', id, case_id, agency_id, audience, at));
alter policy contacts_read on app.contacts
  using (authz.in_case(case_id, 'C1') and authz.reads_entry('contact', id, case_id, agency_id, audience, recorded_at));
alter policy documents_read on app.documents
  using (authz.in_case(case_id, compartment) and authz.reads_entry('document', id, case_id, agency_id, audience, created_at));
-- Words of a referral that is still being written are its writer's; all others are read behind their wall by those they are for.
alter policy texts_c1_read on app.texts_c1 using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C1')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
alter policy texts_c2_read on app.texts_c2 using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C2')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
alter policy texts_c3_read on app.texts_c3 using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C3')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
alter policy texts_c4_read on app.texts_c4 using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C4')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));
alter policy texts_c5_read on app.texts_c5 using ((subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
  or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, 'C5')
    and authz.reads_entry(subject_kind, subject_id, case_id, owner_agency_id, audience, at)));

-- Whether the one who asks sees this document: with their own rights, so that its row security alone decides.
create function authz.sees_document(subject uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from app.documents d where d.id = subject);
end $$;
grant execute on function authz.sees_document to palermo_api;
alter policy events_read on app.events using (
  (subject_kind = 'referral' and authz.hears_of_referral(subject_id, at))
  or (subject_kind <> 'referral' and case_id is not null and authz.in_case(case_id, compartment)
    and (agency_id is null or authz.knows(case_id, agency_id))
    and (subject_kind <> 'document' or authz.sees_document(subject_id))));

create or replace view app.task_rows with (security_invoker = true) as
  select t.id, t.version, t.case_id as "caseId", t.case_reference as "caseReference", t.kind, t.compartment, t.status, t.agency_id as "agencyId",
      a.label as "agencyName", t.assignee_id as "assigneeId", t.due_at as "dueAt", t.audience
    from app.tasks t join app.agencies a on a.id = t.agency_id;
create or replace view app.note_rows with (security_invoker = true) as
  select n.id, n.case_id as "caseId", n.kind, n.compartment, a.id as "agencyId", a.label as "agencyName",
      case when n.agency_id = (select agency_id from authz.me) then n.author_id end as "authorId", n.at, n.corrects, n.audience
    from app.notes n left join app.agencies a on a.id = n.agency_id and authz.knows(n.case_id, n.agency_id);

-- Opens what was written before an agency joined: the case has just been moved by that act. The lead opens for all, where it
-- protects; whoever else is on the case what its own agency wrote. The audience of each entry holds as before.
insert into app.acts (noun, action, from_statuses, to_status) values ('case', 'open-earlier', '{open,contact-lost}', null);
create function app.open_earlier(wanted uuid, agency uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  mine uuid := authz.working_agency();
  all_of_it boolean := exists (select from app.cases c join app.agencies a on a.id = c.lead_agency_id
    where c.id = wanted and c.lead_agency_id = mine and authz.protects(a.sector));
begin
  if not exists (select from app.events e where e.subject_id = wanted and e.action = 'open-earlier' and e.x = pg_current_xact_id()
      and e.actor_id = authz.person_id())
     or agency = mine or not authz.knows(wanted, agency)
     or not exists (select from app.case_members m where m.case_id = wanted and m.agency_id = agency and m.until_at is null) then
    raise exception 'not theirs to open' using errcode = '42501';
  end if;
  insert into app.earlier_entries (case_id, agency_id, owner_agency_id, opened_agency_id, opened_by)
    values (wanted, agency, case when not all_of_it then mine end, mine, authz.person_id());
end $$;
-- To whom the agency of the one who acts has opened earlier entries, and since when their own agency has been on the case. Not
-- stable: it stands beside the proof of who asks, in one statement.
create function app.earlier_in(wanted uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare mine uuid := authz.working_agency();
begin
  if not authz.in_case(wanted, 'C0') then return null; end if;
  return jsonb_build_object(
    'opened', coalesce((select jsonb_agg(distinct e.agency_id) from app.earlier_entries e where e.case_id = wanted and e.opened_agency_id = mine), '[]'),
    'since', (select min(m.from_at) from app.case_members m where m.case_id = wanted and m.agency_id = mine and m.until_at is null),
    'openedToUs', exists (select from app.earlier_entries e where e.case_id = wanted and e.agency_id = mine and e.owner_agency_id is null));
end $$;
revoke execute on function app.open_earlier, app.earlier_in from public;
grant execute on function app.open_earlier, app.earlier_in to palermo_api;
reset role;
