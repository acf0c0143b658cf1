-- Whoever is about to end a case is shown the offer to hand it over, which ends with it.
set role palermo_definer;
-- Not stable: it is asked in the very statement that proves who asks, and a stable function would not see that proof.
create function app.offer_in(wanted uuid) returns text language plpgsql security definer set search_path = '' as $$
begin
  return (select json_build_object('id', h.id, 'agencyName', a.label, 'dueAt', (select d.due_at from app.deadlines d
      where d.subject_id = h.id and d.closed_at is null))
    from app.handovers h join app.agencies a on a.id = h.to_agency_id
   where h.case_id = wanted and h.status = 'offered' and authz.in_case(wanted, 'C0'));
end $$;
revoke execute on function app.offer_in from public;
grant execute on function app.offer_in to palermo_api;
reset role;
