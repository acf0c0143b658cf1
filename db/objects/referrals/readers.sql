-- Whether row security of referrals lets the actor see this referral. It is a function, because PostgreSQL would plan a
-- sub-select of a policy again for every table of a statement.
create or replace function authz.sees_referral(subject uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.referrals r where r.id = subject)
$$;
comment on function authz.sees_referral is
  'Whether row security of referrals lets the actor see this referral. It is a function, since PostgreSQL would plan a sub-select of a policy for each table.';
grant execute on function authz.sees_referral to palermo_api;

-- Whether the actor may read an event of a referral at this time. A receiver who declined reads no later event, such as
-- what the sender does next about the need. Called for each line of a history; who the actor is matters only for a
-- receiver who declined.
create or replace function authz.hears_of_referral(subject uuid, moment timestamptz) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.referrals r where r.id = subject
    and (r.status <> 'declined' or moment <= r.ended_at or authz.working_agency() in (r.from_agency_id, r.lead_agency_id)))
$$;
comment on function authz.hears_of_referral is
  'Whether the actor may read an event of a referral at this time. Members of an agency that declined read no later event.';
grant execute on function authz.hears_of_referral to palermo_api;

-- Whether the actor reads a text of a referral. A message between sender and receiver is read by readers of the
-- referral whose part has not ended. A form is read by its author until the receiver has it; then the author reads only
-- status and outcome.
create or replace function authz.reads_of_referral(subject uuid, both_ends boolean, moment timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select (both_ends and authz.hears_of_referral(subject, moment)) or exists (select from app.referrals r where r.id = subject
    and r.from_person_id = authz.person_id() and r.status in ('draft', 'sent', 'returned'))
$$;
comment on function authz.reads_of_referral is
  'Whether the actor reads a text of a referral: a message between sender and receiver, or a form of their own that the receiver does not have yet.';
grant execute on function authz.reads_of_referral to palermo_api;
