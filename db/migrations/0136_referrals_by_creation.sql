-- "Newest first" goes by when a referral was begun, and "last updated first" by what changed last, in each box.
set role palermo_definer;
create index referrals_outbox_begun on app.referrals (from_agency_id, created_at desc, id desc);
create index referrals_inbox_changed on app.referrals (to_agency_id, updated_at desc, id desc);

-- How urgent a need is now: one night ends, and a need that is met or whose thing has ended is urgent no more. What nobody
-- answered by then is late. The same as `urgencyNow` in shared/src/codes/urgency.ts; a test holds the two equal.
create function app.urgency_now(urgency text, since timestamptz, status text) returns text language sql stable set search_path = '' as $$
  select case
    when urgency not in ('tonight', 'within-24-hours') or since is null then urgency
    when status in ('in-service', 'completed', 'declined', 'withdrawn', 'closed', 'left') then 'soon'
    when since <= app.now() - case urgency when 'tonight' then interval '24 hours' else interval '48 hours' end then 'soon'
    else urgency end
$$;
revoke execute on function app.urgency_now from public;
grant execute on function app.urgency_now to palermo_api;
reset role;
