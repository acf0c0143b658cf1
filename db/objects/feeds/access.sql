call app.force_row_security('app.calendar_feeds');
create policy calendar_feeds_own on app.calendar_feeds for all to palermo_api
  using (person_id = (select person_id from authz.me)) with check (person_id = (select person_id from authz.me));
comment on policy calendar_feeds_own on app.calendar_feeds is
  'A calendar feed is its owner''s alone.';
grant select (person_id, made_at, expires_at), insert, delete on app.calendar_feeds to palermo_api;

call app.force_row_security('app.feed_readers');
create policy feed_readers_own on app.feed_readers for select to palermo_api using (person_id = (select person_id from authz.me));
comment on policy feed_readers_own on app.feed_readers is
  'A person reads who fetched their feed.';
create policy feed_readers_forget on app.feed_readers for delete to palermo_api using (person_id = (select person_id from authz.me));
comment on policy feed_readers_forget on app.feed_readers is
  'A person forgets who fetched their feed.';
grant select, delete on app.feed_readers to palermo_api;
