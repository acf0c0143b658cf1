-- Cases that belong together: a link says why, a group keeps its people together. Either tells of a case only to whoever
-- stands behind its wall there already.
set role palermo_definer;

create table app.case_links (
  id uuid primary key,
  -- The lesser id first, so that a link is the same from both ends.
  case_id uuid not null references app.cases,
  other_case_id uuid not null references app.cases,
  kind text not null check (kind in ('related', 'same-trafficker', 'same-place', 'same-employer', 'same-journey')),
  -- Behind which wall it stands, of both cases.
  compartment text not null check (compartment in ('C1', 'C5')),
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  ended_at timestamptz,
  check (case_id < other_case_id)
);
create index case_links_case_id on app.case_links (case_id, at);
create index case_links_other_case_id on app.case_links (other_case_id, at);
create index case_links_agency_id on app.case_links (agency_id);
create index case_links_person_id on app.case_links (person_id);
call app.wall('app.case_links');
-- Seen by those who stand behind its wall at both ends: to everybody else neither end tells of the other.
create policy case_links_read on app.case_links for select to palermo_api
  using (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment));
create policy case_links_make on app.case_links for insert to palermo_api
  with check (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment) and ended_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
create policy case_links_end on app.case_links for update to palermo_api
  using (authz.in_case(case_id, compartment) and authz.in_case(other_case_id, compartment));
grant select, insert, update (ended_at) on app.case_links to palermo_api;

-- A family, or people who were brought together: what they wish for is asked of each agency that serves one of them.
create table app.groups (
  id uuid primary key,
  kind text not null check (kind in ('family', 'group')),
  wish text not null check (wish in ('together', 'near', 'apart', 'not-asked', 'unknown')),
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now()
);
create index groups_agency_id on app.groups (agency_id);
create index groups_person_id on app.groups (person_id);
call app.wall('app.groups');
create table app.group_members (
  id uuid primary key,
  group_id uuid not null references app.groups,
  case_id uuid not null references app.cases,
  agency_id uuid not null references app.agencies,
  person_id uuid not null references app.people,
  at timestamptz not null default app.now(),
  left_at timestamptz
);
create index group_members_group_id on app.group_members (group_id);
create index group_members_case_id on app.group_members (case_id) where left_at is null;
create index group_members_case on app.group_members (case_id);
create index group_members_agency_id on app.group_members (agency_id);
create index group_members_person_id on app.group_members (person_id);
call app.wall('app.group_members');
-- Who belongs to whom is part of who they are. Each member is told to those behind C1 of that very case.
create policy group_members_read on app.group_members for select to palermo_api using (authz.in_case(case_id, 'C1'));
-- Whether the one who acts may add to this group: it is theirs of this very moment, or they see one of its people.
create function authz.knows_group(wanted uuid) returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from app.group_members m where m.group_id = wanted and m.left_at is null and authz.in_case(m.case_id, 'C1'))
    or exists (select from app.groups g where g.id = wanted and g.person_id = authz.person_id() and g.xmin = pg_current_xact_id()::xid);
end $$;
revoke execute on function authz.knows_group from public;
grant execute on function authz.knows_group to palermo_api;
create policy group_members_add on app.group_members for insert to palermo_api
  with check (authz.in_case(case_id, 'C1') and authz.knows_group(group_id) and left_at is null
    and agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me));
create policy group_members_leave on app.group_members for update to palermo_api using (authz.in_case(case_id, 'C1'));
grant select, insert, update (left_at) on app.group_members to palermo_api;
create policy groups_read on app.groups for select to palermo_api using (authz.knows_group(id));
create policy groups_make on app.groups for insert to palermo_api
  with check (agency_id = (select agency_id from authz.me) and person_id = (select person_id from authz.me)
    and (select working_agency is not null from authz.me));
create policy groups_change on app.groups for update to palermo_api using (authz.knows_group(id));
grant select, insert, update (kind, wish, updated_at) on app.groups to palermo_api;

-- What whoever sees a referral must know of it to answer for all: that the person is one of a family, how many they are
-- and what they wish. Which cases the others are stays with those who see them; of the others' referrals row security tells
-- the reader their own. With the caller's rights but for the count.
create function app.group_of_referral(referral uuid, out kind text, out wish text, out size integer, out cases uuid[])
language plpgsql stable security definer set search_path = '' as $$
declare g app.groups;
begin
  if not exists (select from app.referrals r join authz.me on true where r.id = referral
      and (r.case_id is null or r.case_id <> all (me.barred))
      and ((me.working_agency = r.from_agency_id and (me.person_id = r.from_person_id or me.sees_team
            or (r.status <> 'draft' and (r.from_person_left or r.from_person_id = any (me.carries)))))
        or (me.working_agency = r.to_agency_id and r.status <> 'draft' and r.sent_at is not null
          and (r.assignee_id is null or r.assignee_id = any (me.carries) or me.sees_team))
        or (me.working_agency = r.lead_agency_id and r.status <> 'draft'
          and (r.lead_person_id is null or r.lead_person_id = any (me.carries) or me.sees_team)))) then
    return;
  end if;
  select o.* into g from app.referrals r join app.group_members m on m.case_id = r.case_id and m.left_at is null
    join app.groups o on o.id = m.group_id
   where r.id = referral and o.wish in ('together', 'near', 'apart') order by o.kind = 'family' desc, o.at desc limit 1;
  if g.id is null then return; end if;
  kind := g.kind;
  wish := g.wish;
  select count(*) into size from app.group_members m where m.group_id = g.id and m.left_at is null;
  -- Of the others those alone that the one who acts sees, or has a referral of: the rest are a number.
  cases := array(select m.case_id from app.group_members m where m.group_id = g.id and m.left_at is null
    and (authz.in_case(m.case_id, 'C0') or exists (select from app.referrals o where o.case_id = m.case_id and o.status <> 'draft'
      and authz.agency_id() in (o.from_agency_id, o.to_agency_id))));
end $$;
revoke execute on function app.group_of_referral from public;
grant execute on function app.group_of_referral to palermo_api;
reset role;
