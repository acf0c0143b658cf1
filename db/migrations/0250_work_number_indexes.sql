set role palermo_definer;

-- What an agency has open is counted without the rows themselves, which are spread over the whole table.
create index referrals_open_sent on app.referrals (from_agency_id) include (status, sent_at, to_agency_id, assignee_id, urgency, case_id)
  where status in ('sent', 'received', 'queried', 'accepted', 'in-service', 'returned');
create index referrals_open_received on app.referrals (to_agency_id) include (status, sent_at, from_agency_id, assignee_id, urgency, case_id)
  where status in ('sent', 'received', 'queried', 'accepted', 'in-service', 'returned');
-- The lists of refusals and of gaps of the system are few of the referrals of a period.
create index referrals_declined on app.referrals (created_at, decline_reason) where status = 'declined';

reset role;
