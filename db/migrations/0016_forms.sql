-- Forms as data: the versions that a task force makes of a form, and what it adds to those that come with the product.
set role palermo_definer;

create table app.forms (
  id text not null check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  form_version integer not null check (form_version > 0),
  -- Steps and questions; null where the product brings them, and only words or a withdrawal stand here.
  document jsonb,
  -- By language, each by key.
  words jsonb not null default '{}',
  -- Which writing of it this is, so that two administrators do not write over each other.
  revision integer not null default 1,
  changed_at timestamptz not null default app.now(),
  published_at timestamptz,
  withdrawn_at timestamptz,
  primary key (id, form_version),
  check (withdrawn_at is null or published_at is not null),
  check (document is not null or published_at is not null)
);
call app.wall('app.forms');
-- A published form is read by everybody who is asked to fill it in; one that is being written, by administrators.
create policy forms_read on app.forms for select to palermo_api using (published_at is not null or (select authz.administers()));
create policy forms_begin on app.forms for insert to palermo_api with check ((select authz.administers()));
create policy forms_write on app.forms for update to palermo_api using ((select authz.administers()));
create policy forms_discard on app.forms for delete to palermo_api using (published_at is null and (select authz.administers()));
grant select, insert, delete on app.forms to palermo_api;
grant update (document, words, revision, changed_at, published_at, withdrawn_at) on app.forms to palermo_api;

-- Answers are read for ever with the form they were given to: what was published stays as it was. Its words may be
-- corrected and translated.
create function app.guard_form() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.revision <> old.revision + 1
    or old.published_at is not null and (new.document, new.published_at) is distinct from (old.document, old.published_at)
    or old.withdrawn_at is not null and new.withdrawn_at is not null and new.withdrawn_at <> old.withdrawn_at then
    raise exception 'a published form does not change' using errcode = '42501';
  end if;
  return new;
end $$;
revoke execute on function app.guard_form from public;
create trigger forms_guard before update on app.forms for each row execute function app.guard_form();
reset role;
