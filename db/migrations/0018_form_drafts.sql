-- How many drafts hang on each version of a form: for the administrator who is about to withdraw one. Numbers alone.
set role palermo_definer;
create function app.form_drafts() returns table (form_id text, form_version integer, n integer)
language sql stable security definer set search_path = '' as $$
  select r.form_id, r.form_version, count(*)::integer from app.referrals r
   where r.status = 'draft' and authz.administers() group by 1, 2
$$;
revoke execute on function app.form_drafts from public;
grant execute on function app.form_drafts to palermo_api;
create index referrals_drafts on app.referrals (form_id, form_version) where status = 'draft';
reset role;
