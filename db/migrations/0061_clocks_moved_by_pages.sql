-- A new version of the law's numbers and a corrected calendar move clocks a page at a time, each page where the one before
-- ended: the work grows with the number of clocks that stand, and not with its square.
set role palermo_definer;

-- Those that stand, in an order that nothing changes while they are moved.
create index deadlines_standing on app.deadlines (id) where closed_at is null;

-- Where a worker is. `reached`: the clock that was read last, null between two passes. `last_pass`: null before the first
-- pass; whether the pass that is under way, or was the latest, began when every process went by the new numbers, so that after it
-- none is left.
alter table app.profiles add column reached uuid, add column last_pass boolean;
alter table app.holiday_changes add column reached uuid, add column last_pass boolean;
grant update (reached, last_pass) on app.profiles, app.holiday_changes to palermo_worker;

-- One page of the clocks that stand, for the worker. `earlier`: only those that run under a version before this one.
create function app.standing_clocks_page(of_profile text, earlier text, keys text[], after_id uuid, most integer)
returns setof app.standing_clocks
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' as $$
begin
  if session_user <> 'palermo_worker' then raise exception 'not a worker' using errcode = '42501'; end if;
  return query
    select s.* from (select d.id from app.deadlines d
        where d.closed_at is null and d.id > coalesce(after_id, '00000000-0000-0000-0000-000000000000')
          and d.key = any (keys) and not coalesce((d.ruling->>'ownDate')::boolean, false)
          and (of_profile is null or d.profile = of_profile) and (earlier is null or d.profile_version < earlier collate "C")
        order by d.id limit most) page
      join app.standing_clocks s on s.id = page.id
     order by page.id;
end $$;
revoke execute on function app.standing_clocks_page from public;
grant execute on function app.standing_clocks_page to palermo_worker;
reset role;
