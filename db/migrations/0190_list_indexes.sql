-- The list of a team walks what its agency received in the order in which it was begun.
create index referrals_inbox_begun on app.referrals (to_agency_id, created_at desc, id desc);
