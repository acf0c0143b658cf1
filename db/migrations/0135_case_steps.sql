-- What each agency owes in the referrals of one case, for the page of the case.
set role palermo_definer;
-- A reader at one end of a referral sees its clocks as everywhere else. Who leads the case sees those of all its referrals, by
-- the same rule as the referrals themselves (policy referrals_read), though the clock runs between two other agencies.
-- Not stable: it is asked in the very statement that proves who asks, and a stable function would not see that proof.
create function app.steps_in(wanted uuid) returns text language plpgsql security definer set search_path = '' as $$
declare mine authz.me;
begin
  if not authz.in_case(wanted, 'C0') then return null; end if;
  select * into mine from authz.me;
  return (select json_agg(d order by d."dueAt")::text
    from app.referrals r join app.deadline_rows d on d."subjectId" = r.id
   where r.case_id = wanted and r.status <> 'draft' and d."closedAt" is null
     and (mine.working_agency in (r.from_agency_id, r.to_agency_id)
       or (mine.working_agency = r.lead_agency_id
         and (r.lead_person_id is null or r.lead_person_id = any (mine.carries) or mine.sees_team))));
end $$;
revoke execute on function app.steps_in from public;
grant execute on function app.steps_in to palermo_api;
reset role;
