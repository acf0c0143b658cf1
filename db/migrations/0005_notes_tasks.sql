-- Notes and tasks: what stands in the shell is a kind and a time; the words are behind their wall.
set role palermo_definer;

create table app.notes (
  id uuid primary key,
  case_id uuid not null references app.cases,
  kind text not null check (kind in ('contact', 'observation', 'decision', 'hand-over', 'other')),
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  agency_id uuid not null references app.agencies,
  author_id uuid not null references app.people,
  corrects uuid references app.notes,
  at timestamptz not null default app.now()
);
create index notes_case_id on app.notes (case_id, at, id);
create index notes_agency_id on app.notes (agency_id);
create index notes_author_id on app.notes (author_id);
create index notes_corrects on app.notes (corrects);
call app.wall('app.notes');
create policy notes_read on app.notes for select to palermo_api using (authz.in_case(case_id, compartment));
-- A correction stands behind the same wall as what it corrects, by the same hand.
create function authz.may_correct(wanted uuid, of_case uuid, wall text) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.notes n where n.id = wanted and n.case_id = of_case and n.compartment = wall and n.author_id = authz.person_id());
end $$;
grant execute on function authz.may_correct to palermo_api;
-- Anybody on the case may write behind a wall that they may not read behind: why a supervisor closed it must reach the file.
create policy notes_write on app.notes for insert to palermo_api
  with check (authz.in_case(case_id, 'C0') and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and (corrects is null or authz.may_correct(corrects, case_id, compartment)));
grant select, insert on app.notes to palermo_api;

create table app.tasks (
  id uuid primary key,
  version integer not null default 1,
  status text not null check (status in ('open', 'done', 'cancelled')),
  case_id uuid not null references app.cases,
  case_reference text not null,
  kind text not null check (kind in ('call', 'visit', 'arrange', 'document', 'follow-up', 'find-other-service', 'check-safety', 'other')),
  compartment text not null check (compartment in ('C1', 'C2', 'C3', 'C4', 'C5')),
  agency_id uuid not null references app.agencies,
  assignee_id uuid references app.people,
  author_id uuid references app.people,
  due_at timestamptz not null,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now()
);
create index tasks_case_id on app.tasks (case_id);
create index tasks_agency_id on app.tasks (agency_id);
create index tasks_assignee_id on app.tasks (assignee_id);
create index tasks_author_id on app.tasks (author_id);
call app.wall('app.tasks');
-- A task is its agency's own; those of the team who may know of that agency see that there is one, as the shell shows it.
create policy tasks_read on app.tasks for select to palermo_api using (authz.knows(case_id, agency_id));
create policy tasks_write on app.tasks for insert to palermo_api
  with check (authz.in_case(case_id, 'C0') and agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and case_reference = (select c.reference from app.cases c where c.id = tasks.case_id)
    and (assignee_id is null or exists (select from app.people p where p.id = tasks.assignee_id and p.agency_id = tasks.agency_id)));
create policy tasks_move on app.tasks for update to palermo_api
  using (agency_id = (select agency_id from authz.me) and authz.in_case(case_id, 'C0'))
  with check (agency_id = (select agency_id from authz.me)
    and (assignee_id is null or exists (select from app.people p where p.id = tasks.assignee_id and p.agency_id = tasks.agency_id)));
grant select, insert, update (version, status, assignee_id, due_at, updated_at) on app.tasks to palermo_api;
create constraint trigger tasks_begun after insert on app.tasks
  deferrable initially deferred for each row execute function app.has_event('task');
create constraint trigger tasks_moved after update on app.tasks deferrable initially deferred for each row
  when (current_user = 'palermo_api' or (old.status, old.version) is distinct from (new.status, new.version)) execute function app.has_event('task');
reset role;
