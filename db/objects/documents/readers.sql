create or replace function authz.sees_document(subject uuid) returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from app.documents d where d.id = subject);
end $$;
comment on function authz.sees_document is
  'Whether the actor sees this document, by its row security.';
grant execute on function authz.sees_document to palermo_api;
