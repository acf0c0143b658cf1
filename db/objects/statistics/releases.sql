create or replace function app.statistics_head(p_week date) returns table (week date, as_of timestamptz, method text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if authz.function() is distinct from 'lead' then return; end if;
  return query select r.week, r.as_of, r.method from (values (true)) lead
    left join lateral (select * from app.statistics_releases s
      where (p_week is null or s.week = p_week) and s.published_at is not null order by s.week desc limit 1) r on true;
end $$;
comment on function app.statistics_head is
  'Week and method of the published figures, for the lead of the task force.';
grant execute on function app.statistics_head to palermo_api;

create or replace function app.statistics_tables(p_week date) returns table (table_name text, row_name text, people_group text, shown integer)
language plpgsql stable security definer set search_path = '' as $$
declare wanted date := (select h.week from app.statistics_head(p_week) h);
begin
  return query select c.table_name, c.row_name, c.people_group, case when c.shown then c.rounded end
    from app.statistics_cells c where c.week = wanted;
end $$;
comment on function app.statistics_tables is
  'Published figures of a week, for the lead of the task force.';
grant execute on function app.statistics_tables to palermo_api;

create or replace function app.statistics_trend(p_week date) returns table (week date, people_group text, shown integer)
language plpgsql stable security definer set search_path = '' as $$
declare wanted date := (select h.week from app.statistics_head(p_week) h);
begin
  return query select c.week, c.people_group, case when c.shown then c.rounded end
    from app.statistics_cells c join app.statistics_releases r on r.week = c.week
    where c.table_name = 'people' and r.published_at is not null and c.week between wanted - 364 and wanted;
end $$;
comment on function app.statistics_trend is
  'Published figures of all persons over the weeks, for the lead of the task force.';
grant execute on function app.statistics_trend to palermo_api;
