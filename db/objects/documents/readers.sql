-- Whether the one who asks sees this document: with their own rights, so that its row security alone decides.
create or replace function authz.sees_document(subject uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from app.documents d where d.id = subject);
end $$;
grant execute on function authz.sees_document to palermo_api;
