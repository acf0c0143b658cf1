-- How much room files take, for whoever is about to add one: behind one wall of a case, for those who stand there, and of one's
-- own within a day, wherever they lie. Withdrawn ones count, since they lie on the disk; without a case there is no wall yet.
set role palermo_definer;
create function app.room_taken(of_case uuid, of_wall text, out wall double precision, out mine double precision)
language plpgsql stable security definer set search_path = '' as $$
begin
  if of_case is not null and not authz.in_case(of_case, of_wall) then return; end if;
  select coalesce(sum(v.size + v.preview_size), 0) into wall from app.document_versions v
    where v.case_id = of_case and v.compartment = of_wall;
  select coalesce(sum(f.size), 0) into mine from (
    select v.size + v.preview_size as size from app.document_versions v
      where v.author_id = authz.person_id() and v.at > app.now() - interval '24 hours'
    union all select d.size + d.preview_size from app.draft_files d
      where d.author_id = authz.person_id() and d.at > app.now() - interval '24 hours') f;
end $$;
revoke execute on function app.room_taken from public;
grant execute on function app.room_taken to palermo_api;
reset role;
