-- A referral that ends before or without the service takes along the access that its acceptance gave.
set role palermo_definer;

-- Ends what was granted by this referral, in the transaction that ended it. The agency keeps what it leads, and the shell of
-- the case where it still owes work there; another service that it gives in the case keeps everything.
create function app.end_access_of(referral uuid) returns void language plpgsql security definer set search_path = '' as $$
declare r app.referrals;
begin
  select * into r from app.referrals where id = referral and xmin = pg_current_xact_id()::xid
    and status in ('declined', 'withdrawn') and accepted_at is not null;
  if r.id is null then raise exception 'no accepted referral ended here' using errcode = '42501'; end if;
  if exists (select from app.referrals o where o.case_id = r.case_id and o.to_agency_id = r.to_agency_id
      and o.status in ('accepted', 'in-service')) then return; end if;
  update app.case_members m set until_at = app.now() from app.grants g
   where g.referral_id = r.id and m.grant_id = g.id and m.until_at is null
     and not authz.keeps_look(m.case_id, m.agency_id, m.compartment);
end $$;
revoke execute on function app.end_access_of from public;
grant execute on function app.end_access_of to palermo_api;
reset role;
