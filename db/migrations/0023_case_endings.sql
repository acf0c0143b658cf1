-- What a case that is opened again goes on with.
set role palermo_definer;

-- The clocks that the end of a case cut short and that still wait for what they waited for.
create function app.clocks_cut_short(wanted uuid, keys text[]) returns text[] language plpgsql stable set search_path = '' as $$
begin
  return array(select distinct d.key from app.cases c join app.deadlines d on d.subject_id = c.id
    where c.id = wanted and d.key = any (keys) and d.closed_at = c.closed_at);
end $$;
grant execute on function app.clocks_cut_short to palermo_api;
reset role;
