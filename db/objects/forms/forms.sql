-- A published form does not change, because answers are always shown with the form version in which they were given;
-- only its texts may be corrected and translated.
create or replace function app.guard_form() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.revision <> old.revision + 1
    or old.published_at is not null and (new.document, new.published_at) is distinct from (old.document, old.published_at)
    or old.withdrawn_at is not null and new.withdrawn_at is not null and new.withdrawn_at <> old.withdrawn_at then
    raise exception 'a published form cannot change' using errcode = 'PA353';
  end if;
  return new;
end $$;
comment on function app.guard_form is
  'Refuses changes of a published form, except corrections and translations of its texts.';

create trigger forms_guard before update on app.forms for each row execute function app.guard_form();
comment on trigger forms_guard on app.forms is
  'Checks changes of a form.';

create or replace function app.form_drafts() returns table (form_id text, form_version integer, n integer)
language sql stable security definer set search_path = '' as $$
  select r.form_id, r.form_version, count(*)::integer from app.referrals r
   where r.status = 'draft' and authz.administers() group by 1, 2
$$;
comment on function app.form_drafts is
  'Number of drafts for each version of a form, for administrators.';
grant execute on function app.form_drafts to palermo_api;
