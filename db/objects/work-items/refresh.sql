-- Computes the work items and counters of one subject again from its open clocks. Each agency has one item for the next
-- thing that it owes, and one for the next thing that it waits for. Counters are locked in one order, so that two
-- transactions cannot deadlock.
create or replace function app.refresh_work_items(s_kind text, s_id uuid, s_case uuid, s_reference text, s_status text, s_priority text)
returns void language plpgsql security definer set search_path = '' as $$
declare had app.work_items[];
begin
  with gone as (delete from app.work_items t where t.subject_id = s_id returning t) select array_agg(g.t) into had from gone g;
  with clocks as (
    select d.* from app.deadlines d where d.subject_id = s_id and d.closed_at is null
  ), come as (
    select distinct on (o.agency, o.side) o.* from (
      select c.owes_agency_id agency, 'owes' side, c.owes_person_id person, c.key, c.due_at, c.owed_agency_id other, c.started_at from clocks c
      union all
      select c.owed_agency_id, 'is-owed', c.owed_person_id, c.key, c.due_at, c.owes_agency_id, c.started_at from clocks c
       where c.owed_agency_id <> c.owes_agency_id) o
     order by o.agency, o.side, o.due_at, o.key
  ), counted as (
    insert into app.counters as n (agency_id, assignee_id, side, slot, n)
      select w.agency_id, coalesce(w.assignee_id, '00000000-0000-0000-0000-000000000000'), w.side, pg_backend_pid() % 16, sum(w.more)
        from (
          select g.agency_id, g.assignee_id, g.side, -1 as more from unnest(had) g
          union all
          select c.agency, c.person, c.side, 1 from come c) w
       -- An agency's counters are read by all its members, so they count no work in a compartment.
       where authz.compartment_of_kind(s_kind) = 'C0'
       group by 1, 2, 3 having sum(w.more) <> 0
       order by 1, 2, 3
    on conflict (agency_id, side, assignee_id, slot) do update set n = n.n + excluded.n
  )
  insert into app.work_items (agency_id, assignee_id, side, subject_kind, subject_id, case_id, case_reference, kind, status, priority, due_at, counterparty_agency_id, opened_at)
    select c.agency, c.person, c.side, s_kind, s_id, s_case, s_reference, c.key, s_status, s_priority, c.due_at, c.other, c.started_at from come c;
end $$;
comment on function app.refresh_work_items is
  'Makes work items and counters of one subject equal to its open deadlines. Counters are locked in one order, so that two transactions cannot deadlock.';

create or replace function app.refresh_work_items_of(clock app.deadlines) returns void language plpgsql security definer set search_path = '' as $$
declare stands record;
begin
  select t.status, t.priority, t.case_reference into stands from app.work_items t where t.subject_id = clock.subject_id limit 1;
  if not found then
    select c.status, c.urgency as priority, c.reference as case_reference into stands from app.cases c where c.id = clock.case_id;
  end if;
  perform app.refresh_work_items(clock.subject_kind, clock.subject_id, clock.case_id, stands.case_reference, stands.status, stands.priority);
end $$;
comment on function app.refresh_work_items_of is
  'Updates the work items of a subject after a job changed one of its deadlines.';
