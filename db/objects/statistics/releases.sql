create or replace function app.statistics_head(p_week date) returns table (week date, as_of timestamptz, method text)
language sql stable security definer set search_path = '' as $$
  select r.week, r.as_of, r.method from (values (true)) lead
    left join lateral (select * from app.statistics_releases s
      where (p_week is null or s.week = p_week) and s.published_at is not null order by s.week desc limit 1) r on true
   where authz.function() = 'lead'
$$;
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
language sql stable security definer set search_path = '' as $$
  select c.week, c.people_group, case when c.shown then c.rounded end
    from app.statistics_cells c join app.statistics_releases r on r.week = c.week
      cross join app.statistics_head(p_week) wanted
    where c.table_name = 'people' and r.published_at is not null and c.week between wanted.week - 364 and wanted.week
$$;
comment on function app.statistics_trend is
  'Published figures of all persons over the weeks, for the lead of the task force.';
grant execute on function app.statistics_trend to palermo_api;
