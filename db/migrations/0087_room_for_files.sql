-- How much room files take, for whoever is about to add one: behind one wall of a case, for those who stand there, and of one's
-- own within a day. Withdrawn ones count, since they lie on the disk.
set role palermo_definer;
create function app.room_taken(of_case uuid, of_wall text, out wall double precision, out mine double precision)
language plpgsql stable security definer set search_path = '' as $$
begin
  if not authz.in_case(of_case, of_wall) then return; end if;
  select coalesce(sum(v.size + v.preview_size), 0) into wall from app.document_versions v
    where v.case_id = of_case and v.compartment = of_wall;
  select coalesce(sum(v.size + v.preview_size), 0) into mine from app.document_versions v
    where v.author_id = authz.person_id() and v.at > app.now() - interval '24 hours';
end $$;
revoke execute on function app.room_taken from public;
grant execute on function app.room_taken to palermo_api;
reset role;
