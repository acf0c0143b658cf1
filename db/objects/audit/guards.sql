-- Lines of the access log cannot be changed, deleted or replaced, not even by functions that run as the owner.
create or replace function aud.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'rows of the access log cannot be changed or deleted' using errcode = 'PA320';
end $$;
comment on function aud.refuse_change is
  'Refuses every change of the access log.';

create trigger leaf_stands before update or delete or truncate on aud.leaf for each statement execute function aud.refuse_change();
comment on trigger leaf_stands on aud.leaf is
  'Rows of the access log can only be inserted.';
