call app.force_row_security('app.saved_filters');
create policy saved_filters_own on app.saved_filters for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
comment on policy saved_filters_own on app.saved_filters is
  'A saved filter is its owner''s alone.';
grant select (id, person_id, page, place, sealed, opens), insert, update (sealed, opens), delete on app.saved_filters to palermo_api;
