call app.force_row_security('app.forms');
create policy forms_read on app.forms for select to palermo_api using (published_at is not null or (select authz.administers()));
comment on policy forms_read on app.forms is
  'Published forms are read by all, unpublished ones by administrators.';
create policy forms_begin on app.forms for insert to palermo_api with check ((select authz.administers()));
comment on policy forms_begin on app.forms is
  'Administrators begin a version of a form.';
create policy forms_write on app.forms for update to palermo_api using ((select authz.administers()));
comment on policy forms_write on app.forms is
  'Administrators change a form; app.guard_form refuses changes of what is published.';
create policy forms_discard on app.forms for delete to palermo_api using (published_at is null and (select authz.administers()));
comment on policy forms_discard on app.forms is
  'Administrators delete an unpublished version.';
grant select, insert, delete on app.forms to palermo_api;
grant update (document, words, revision, changed_at, published_at, withdrawn_at) on app.forms to palermo_api;
