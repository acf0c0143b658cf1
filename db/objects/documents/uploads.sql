create or replace function app.drop_uploads(silent interval) returns integer language plpgsql security definer set search_path = '' as $$
declare n integer;
begin
  if session_user <> 'palermo_worker' then raise exception 'only the worker login may call this function' using errcode = 'PA101'; end if;
  if silent < interval '1 hour' then raise exception 'too young to be taken away' using errcode = '22023'; end if;
  delete from app.uploads u where u.last_at < app.now() - silent;
  get diagnostics n = row_count;
  return n;
end $$;
comment on function app.drop_uploads is
  'Deletes uploads that received no data for the given time, for a job, and returns their number.';
grant execute on function app.drop_uploads to palermo_worker;

create or replace function app.unknown_parts(files uuid[]) returns uuid[] language sql stable security definer set search_path = '' as $$
  select app.refuse_if(session_user <> 'palermo_worker', 'only the worker login may call this function', 'PA101');
  select array(select f from unnest(files) f where not exists (select from app.upload_parts p where p.id = f))
$$;
comment on function app.unknown_parts is
  'Returns the given upload files that no row refers to. The job that cleans the upload folder deletes them.';
grant execute on function app.unknown_parts to palermo_worker;
