-- Numbers come from the counters, those of overdue work from the index of the work items. For a person barred from any
-- case the rows are counted instead, so that no number reveals a hidden case. Work in a compartment is in no counter, so
-- its rows are counted for everyone who may read them.
create or replace function app.work_item_counts(secret bytea, request text, out owes integer, out is_owed integer, out late integer, out mine integer)
language plpgsql set search_path = '' as $$
declare
  me uuid;
  some_barred boolean;
  instant timestamptz := app.now();
begin
  select b.person_id, b.barred into me, some_barred from authz.begin(secret, 'desk.counted', null, null, request, false) b;
  if some_barred then
    select count(*) filter (where d.side = 'owes'), count(*) filter (where d.side = 'is-owed'),
        count(*) filter (where d.side = 'owes' and d.due_at < instant), count(*) filter (where d.side = 'owes' and d.assignee_id = me)
      into owes, is_owed, late, mine from app.work_items d;
    return;
  end if;
  select coalesce(sum(c.n) filter (where c.side = 'owes'), 0), coalesce(sum(c.n) filter (where c.side = 'is-owed'), 0),
      (select count(*) from app.work_items d where d.side = 'owes' and d.due_at < instant),
      coalesce(sum(c.n) filter (where c.side = 'owes' and c.assignee_id = me), 0)
    into owes, is_owed, late, mine from (select n.side, n.assignee_id, n.n from app.counters n union all
      select d.side, d.assignee_id, 1 from app.work_items d where authz.compartment_of_kind(d.subject_kind) <> 'C0') c;
end $$;
comment on function app.work_item_counts is
  'Numbers of the actor''s work, from the counters; for a person barred from any case, counted from the rows.';
grant execute on function app.work_item_counts to palermo_api;

-- Stores the kind of a task with its work item or notice, whose step does not tell the kind, so that lists read only
-- one table. The kind is a code, never free text.
create or replace function app.detail_of_task() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.detail := (select t.kind from app.tasks t where t.id = new.subject_id);
  return new;
end $$;
comment on function app.detail_of_task is
  'Sets the kind of the task on a new work item or notice, so that lists read one table.';

create trigger work_items_detail before insert on app.work_items for each row when (new.subject_kind = 'task') execute function app.detail_of_task();
comment on trigger work_items_detail on app.work_items is
  'Sets the kind of the task on a work item.';
create trigger notices_detail before insert on app.notices for each row when (new.subject_kind = 'task') execute function app.detail_of_task();
comment on trigger notices_detail on app.notices is
  'Sets the kind of the task on a notice.';

-- A row of the work queue as its readers get it; no other column leaves the database. A row that an agency owes to
-- itself names no other agency. The JSON is built as text, which takes half the time of JSON functions: ids, codes and
-- times (2026-11-24T08:40:27+00, the session is in UTC) need no escaping, and labels are escaped.
create view app.work_items_shown with (security_invoker = true) as
  select d.id, d.side, d.kind, d.urgency as priority, d.due_at, d.assignee_id, d.counterparty_agency_id,
      '{"id":"' || d.id || '","side":"' || d.side || '","subjectKind":"' || d.subject_kind
      || '","subjectId":"' || d.subject_id || '","caseId":' || coalesce('"' || d.case_id || '"', 'null')
      || ',"caseReference":' || coalesce('"' || d.case_reference || '"', 'null') || ',"step":"' || d.kind
      || '","detail":' || coalesce('"' || d.detail || '"', 'null') || ',"status":"' || d.status
      || '","urgency":"' || d.urgency || '","dueAt":"' || replace(d.due_at::text, ' ', 'T')
      || '","late":' || case when d.due_at < (select app.now()) then 'true' else 'false' end
      || ',"assigneeId":' || coalesce('"' || d.assignee_id || '"', 'null') || ',"openedAt":"' || replace(d.opened_at::text, ' ', 'T')
      || '","counterparty":' || coalesce('{"id":"' || a.id || '","name":' || to_json(a.label)::text || ',"sector":"' || a.sector || '"}', 'null')
      || '}' as item
    -- The expression of `app.urgency_now` is repeated here, which is faster: this is the most used page.
    from (select q.*, case when (q.priority = 'tonight' and (q.status = 'in-service' or q.opened_at <= (select app.now()) - interval '24 hours'))
            or (q.priority = 'within-24-hours' and (q.status = 'in-service' or q.opened_at <= (select app.now()) - interval '48 hours'))
          then 'soon' else q.priority end as urgency from app.work_items q) d
    left join app.agencies a on a.id = d.counterparty_agency_id and a.id <> d.agency_id;
comment on view app.work_items_shown is
  'A work item as its readers get it, as JSON text.';
grant select on app.work_items_shown to palermo_api;

-- One page of the work queue. `place` is the end of the page, null after the last row. The unfiltered page has a
-- statement of its own with a constant limit: if the limit is a parameter, the planner assumes a tenth of the queue,
-- and plans a long queue anew each time.
create or replace function app.work_items_page(secret bytea, request text, p_side text, p_late boolean, p_mine boolean, p_kind text, p_agency uuid,
  p_priority text, after_due timestamptz, after_id uuid, p_limit integer, out items text, out place_due timestamptz, out place_id uuid)
language plpgsql set search_path = '' as $$
declare
  me uuid;
  written text[];
  dues timestamptz[];
  ids uuid[];
begin
  select b.person_id into me from authz.begin(secret, 'desk.listed', null, null, request, false) b;
  if after_due is null and p_kind is null and p_agency is null and p_priority is null and not p_late and not p_mine and p_limit <= 50 then
    select array_agg(p.item order by p.due_at, p.id), array_agg(p.due_at order by p.due_at, p.id), array_agg(p.id order by p.due_at, p.id)
      into written, dues, ids
      from (select i.item, i.due_at, i.id from app.work_items_shown i where i.side = p_side order by i.due_at, i.id limit 51) p;
  else
    select array_agg(p.item order by p.due_at, p.id), array_agg(p.due_at order by p.due_at, p.id), array_agg(p.id order by p.due_at, p.id)
      into written, dues, ids
      from (select i.item, i.due_at, i.id from app.work_items_shown i where i.side = p_side
         and (i.due_at, i.id) > (coalesce(after_due, '-infinity'), coalesce(after_id, '00000000-0000-0000-0000-000000000000'))
         and (not p_late or i.due_at < (select app.now()))
         and (not p_mine or i.assignee_id = me)
         and (p_kind is null or i.kind = p_kind)
         and (p_agency is null or i.counterparty_agency_id = p_agency)
         and (p_priority is null or i.priority = p_priority)
       order by i.due_at, i.id limit p_limit + 1) p;
  end if;
  if cardinality(ids) > p_limit then
    place_due := dues[p_limit];
    place_id := ids[p_limit];
  end if;
  items := '[' || coalesce(array_to_string(written[1:p_limit], ','), '') || ']';
end $$;
comment on function app.work_items_page is
  'Proves the reader and returns one page of work items, in one statement. The unfiltered page has a plan of its own.';
grant execute on function app.work_items_page to palermo_api;
