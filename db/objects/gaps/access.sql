-- The API has no right to read gaps, because a user could learn from a gap which record it is about.
call app.force_row_security('app.gaps');
create policy gaps_worker on app.gaps for all to palermo_worker using (true) with check (true);
comment on policy gaps_worker on app.gaps is
  'Jobs open and close gaps; the API reads none of them.';
grant select, insert, update (version, status, closed_at, updated_at) on app.gaps to palermo_worker;
