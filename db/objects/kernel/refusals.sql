create or replace function app.refuse_if(refused boolean, why text, code text) returns void language plpgsql set search_path = '' as $$
begin
  if refused then raise exception '%', why using errcode = code; end if;
end $$;
comment on function app.refuse_if is
  'Raises an error if the condition is true. SQL functions use it to check before their statements.';
