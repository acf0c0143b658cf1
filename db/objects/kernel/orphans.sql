create or replace function app.orphans() returns table (subject_kind text, subject_id uuid, why text)
language plpgsql stable security definer set search_path = '' as $$
declare w app.watched;
begin
  if session_user = 'palermo_api' and not authz.administers() then return; end if;
  for w in select * from app.watched order by noun loop
    -- Two anti-joins, each hashed as a whole: checking row by row took ten times as long.
    return query execute format('
      select $1, t.id, ''no-clock'' from app.%1$I t where t.status = any ($2)
         and not exists (select from app.deadlines d where d.subject_id = t.id and d.closed_at is null)
      union all
      select $1, t.id, ''no-owner'' from app.%1$I t where t.status = any ($2)
         and exists (select from app.deadlines d where d.subject_id = t.id and d.closed_at is null)
         and not exists (select from app.work_items k where k.subject_id = t.id and k.side = ''owes'')', w.noun || 's') using w.noun, w.waits_in;
  end loop;
end $$;
comment on function app.orphans is
  'Open rows that no deadline covers or that have no work item. There must be none.';
grant execute on function app.orphans to palermo_worker, palermo_api;

create or replace function app.without_event() returns table (subject_kind text, subject_id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare w app.watched;
begin
  for w in select * from app.watched order by noun loop
    return query execute format('select $1, t.id from app.%I t where not exists (select from app.events e
      where e.subject_id = t.id and e.version = t.version and e.status = t.status)', w.noun || 's') using w.noun;
  end loop;
end $$;
comment on function app.without_event is
  'Rows whose status was reached by no event. There must be none.';
