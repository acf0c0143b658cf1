create or replace function app.unknown_files(files uuid[]) returns uuid[] language sql stable security definer set search_path = '' as $$
  select app.refuse_if(session_user <> 'palermo_worker', 'only the worker login may call this function', 'PA101');
  select array(select f from unnest(files) f where not exists (select from app.document_versions v where v.id = f)
    and not exists (select from app.draft_files d where d.id = f))
$$;
comment on function app.unknown_files is
  'Those of the given files that no row names, for the job that cleans the folder.';
grant execute on function app.unknown_files to palermo_worker;

-- Bytes of stored files, checked before a file is added: those in a compartment of a case, for readers of it, and those
-- that the actor added anywhere within a day. Files of withdrawn documents count, since they stay on disk. Without a
-- case only the actor's own files are counted.
create or replace function app.room_taken(of_case uuid, of_compartment text, out whole double precision, out mine double precision)
language sql stable security definer set search_path = '' as $$
  select (select coalesce(sum(v.size + v.preview_size), 0) from app.document_versions v where v.case_id = of_case and v.compartment = of_compartment),
      (select coalesce(sum(f.size), 0) from (
        select v.size + v.preview_size as size from app.document_versions v
          where v.author_id = authz.person_id() and v.at > app.now() - interval '24 hours'
        union all select d.size + d.preview_size from app.draft_files d
          where d.author_id = authz.person_id() and d.at > app.now() - interval '24 hours') f)
   where of_case is null or authz.in_case(of_case, of_compartment)
$$;
comment on function app.room_taken is
  'Bytes of stored files in a compartment of a case, for its readers, and of those that the actor added within a day. Files of withdrawn documents count, since they stay on disk.';
grant execute on function app.room_taken to palermo_api;
