create or replace function authz.sees_document(subject uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from app.documents d where d.id = subject)
$$;
comment on function authz.sees_document is
  'Whether row security of documents lets the actor see this document.';
grant execute on function authz.sees_document to palermo_api;
