create or replace function authz.knows_group(wanted uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.group_members m where m.group_id = wanted and m.left_at is null and authz.in_case(m.case_id, 'C1'))
    or exists (select from app.groups g where g.id = wanted and g.person_id = authz.person_id() and g.xmin = pg_current_xact_id()::xid)
$$;
comment on function authz.knows_group is
  'Whether the actor made this group in this transaction or reads C1 of one of its cases.';
grant execute on function authz.knows_group to palermo_api;

-- The group of a referral's person, for readers of the referral: kind, size and wish, so that a receiver can answer for
-- all members. Other cases are listed only if the reader sees them. The function runs with the caller's rights, except
-- for the count.
create or replace function app.group_of_referral(referral uuid, out kind text, out wish text, out size integer, out cases uuid[])
language sql stable security definer set search_path = '' as $$
  select g.kind, g.wish, (select count(*)::integer from app.group_members m where m.group_id = g.id and m.left_at is null),
      -- Other cases are listed only if the actor reads the case or a referral of it; all others are only counted.
      array(select m.case_id from app.group_members m where m.group_id = g.id and m.left_at is null
        and (authz.in_case(m.case_id, 'C0') or exists (select from app.referrals o where o.case_id = m.case_id and o.status <> 'draft'
          and authz.agency_id() in (o.from_agency_id, o.to_agency_id))))
    from (select o.* from app.referrals r join app.group_members m on m.case_id = r.case_id and m.left_at is null
        join app.groups o on o.id = m.group_id
       where r.id = referral and o.wish in ('together', 'near', 'apart') order by o.kind = 'family' desc, o.at desc limit 1) g
   where exists (select from app.referrals r join authz.me on true where r.id = referral
      and (r.case_id is null or r.case_id <> all (me.barred))
      and ((me.working_agency = r.from_agency_id and (me.person_id = r.from_person_id or me.sees_team
            or (r.status <> 'draft' and (r.from_person_left or r.from_person_id = any (me.carries)))))
        or (me.working_agency = r.to_agency_id and r.status <> 'draft' and r.sent_at is not null
          and (r.assignee_id is null or r.assignee_id = any (me.carries) or me.sees_team))
        or (me.working_agency = r.lead_agency_id and r.status <> 'draft'
          and (r.lead_person_id is null or r.lead_person_id = any (me.carries) or me.sees_team))))
$$;
comment on function app.group_of_referral is
  'Kind, wish and size of the group of a referral''s person, for readers of the referral. Other cases are listed only if the reader sees them.';
grant execute on function app.group_of_referral to palermo_api;
