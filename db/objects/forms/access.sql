call app.wall('app.forms');
-- A published form is read by everybody who is asked to fill it in; one that is being written, by administrators.
create policy forms_read on app.forms for select to palermo_api using (published_at is not null or (select authz.administers()));
create policy forms_begin on app.forms for insert to palermo_api with check ((select authz.administers()));
create policy forms_write on app.forms for update to palermo_api using ((select authz.administers()));
create policy forms_discard on app.forms for delete to palermo_api using (published_at is null and (select authz.administers()));
grant select, insert, delete on app.forms to palermo_api;
grant update (document, words, revision, changed_at, published_at, withdrawn_at) on app.forms to palermo_api;
