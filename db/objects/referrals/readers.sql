-- Whether the actor sees this referral, by its row security alone. A function and not a sub-select, since the sub-selects of a policy are
-- planned again for every table of a statement.
create or replace function authz.sees_referral(subject uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.referrals r where r.id = subject)
$$;
comment on function authz.sees_referral is
  'Whether the actor sees this referral, by its row security. A function, since a sub-select of a policy is planned for each table.';
grant execute on function authz.sees_referral to palermo_api;

-- Whether the actor may read events of a referral from that time: a receiver who declined reads nothing later, such as what the sender does
-- next about the need. Called for each line of a history; the identity of the actor matters only for a receiver who declined.
create or replace function authz.hears_of_referral(subject uuid, moment timestamptz) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.referrals r where r.id = subject
    and (r.status <> 'declined' or moment <= r.ended_at or authz.working_agency() in (r.from_agency_id, r.lead_agency_id)))
$$;
comment on function authz.hears_of_referral is
  'Whether the actor may read events of a referral from this time: not after their agency declined it.';
grant execute on function authz.hears_of_referral to palermo_api;

-- Messages between sender and receiver are read by readers of the referral whose part has not ended; a submission by its author until the
-- receiver has it, afterwards only status and outcome.
create or replace function authz.reads_of_referral(subject uuid, both_ends boolean, moment timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select (both_ends and authz.hears_of_referral(subject, moment)) or exists (select from app.referrals r where r.id = subject
    and r.from_person_id = authz.person_id() and r.status in ('draft', 'sent', 'returned'))
$$;
comment on function authz.reads_of_referral is
  'Whether the actor reads a text of a referral: messages between sender and receiver, or their own submission until the receiver has it.';
grant execute on function authz.reads_of_referral to palermo_api;
