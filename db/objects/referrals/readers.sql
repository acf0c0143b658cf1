-- Whether the one who asks sees this referral: with their own rights, so that its row security alone decides. A function
-- and not a sub-select, since a policy's sub-selects are set up anew for every table of a statement that names it.
create or replace function authz.sees_referral(subject uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.referrals r where r.id = subject)
$$;
comment on function authz.sees_referral is
  'Whether the actor sees this referral, by its row security. A function, since a sub-select of a policy is planned for each table.';
grant execute on function authz.sees_referral to palermo_api;

-- Whether they hear of what became of it at that moment: whoever declined has had their part in it, and what its sender does
-- about the need from then on, and why, is not for them. Asked of each line of a history: who asks matters in that one case.
create or replace function authz.hears_of_referral(subject uuid, moment timestamptz) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.referrals r where r.id = subject
    and (r.status <> 'declined' or moment <= r.ended_at or authz.working_agency() in (r.from_agency_id, r.lead_agency_id)))
$$;
comment on function authz.hears_of_referral is
  'Whether the actor hears of what became of a referral at this moment: not after their agency declined it.';
grant execute on function authz.hears_of_referral to palermo_api;

-- What two ends write to each other is read by whoever sees the referral and hears of that; one's own submission by oneself
-- until the other end has it, afterwards status and outcome only.
create or replace function authz.reads_of_referral(subject uuid, both_ends boolean, moment timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select (both_ends and authz.hears_of_referral(subject, moment)) or exists (select from app.referrals r where r.id = subject
    and r.from_person_id = authz.person_id() and r.status in ('draft', 'sent', 'returned'))
$$;
comment on function authz.reads_of_referral is
  'Whether the actor reads a text of a referral: what two ends write to each other, or their own submission until the receiver has it.';
grant execute on function authz.reads_of_referral to palermo_api;
