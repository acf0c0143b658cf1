call app.force_row_security('app.found_orphans');

-- Each of the two anti-joins is hashed as a whole, because checking row by row took ten times as long. Any open deadline is not
-- enough: it must be the one that covers the status of the row, as declared.
create or replace function app.orphans(only_found boolean default false) returns table (subject_kind text, subject_id uuid, why text)
language plpgsql stable security definer set search_path = '' as $$
declare w app.watched;
begin
  if session_user = 'palermo_api' and not (only_found and authz.administers()) then return; end if;
  for w in select * from app.watched where not only_found or exists (select from app.found_orphans f where f.subject_kind = noun) order by noun loop
    return query execute format('
      with open as not materialized (
        select t.id, ($3::text[])[array_position($2, t.status)] as covering from app.%1$I t where t.status = any ($2) %2$s)
      select $1, t.id, ''no-clock'' from open t where not exists (
        select from app.deadlines d where d.subject_id = t.id and d.key = t.covering and d.closed_at is null)
      union all select $1, t.id, ''no-owner'' from open t where not exists (select from app.work_items k where k.subject_id = t.id and k.side = ''owes'')
        and exists (select from app.deadlines d where d.subject_id = t.id and d.key = t.covering and d.closed_at is null)', w.noun || 's',
      case when only_found then 'and t.id = any (array(select f.subject_id from app.found_orphans f where f.subject_kind = $1))' end)
      using w.noun, w.waits_in, w.covered_by;
  end loop;
end $$;
comment on function app.orphans is
  'Open rows without the deadline that covers their status or without a work item; there should be none. With `only_found`, those among the rows found last, for administrators.';
grant execute on function app.orphans to palermo_worker, palermo_api;

create or replace function app.find_orphans(most integer) returns bigint
language plpgsql security definer set search_path = '' as $$
declare n bigint;
begin
  delete from app.found_orphans;
  with found as materialized (select o.subject_kind, o.subject_id from app.orphans() o), remembered as (
    insert into app.found_orphans (subject_kind, subject_id) select f.subject_kind, f.subject_id from found f limit most on conflict do nothing)
  select count(*) into n from found;
  return n;
end $$;
comment on function app.find_orphans is
  'Finds open rows without the deadline that covers their status or without a work item, stores at most the given number for the list of administrators, and returns how many there are.';
grant execute on function app.find_orphans to palermo_worker;

create or replace function app.without_event() returns table (subject_kind text, subject_id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare w app.watched;
begin
  for w in select * from app.watched order by noun loop
    return query execute format('select $1, t.id from app.%I t where not exists (select from app.events e where e.subject_id = t.id and e.version = t.version and e.status = t.status)', w.noun || 's') using w.noun;
  end loop;
end $$;
comment on function app.without_event is
  'Rows whose status no event has reached; there should be none.';
