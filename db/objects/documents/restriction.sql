-- Whether an entry in its new place has fewer readers and no new ones: for every sector and role, for the entry's own
-- agency and others, for the lead and others. A document can be restricted in this way after it was added, and is never
-- opened to more readers. `shared/src/documents/places.ts` says the same; a test compares the two.
create or replace function authz.narrows(from_audience text, from_compartment text, to_audience text, to_compartment text) returns boolean
language sql immutable set search_path = '' as $$
  select authz.audience_lies(to_audience, to_compartment) and to_audience <> 'as-before' and bool_and(before or not after) and bool_or(before and not after)
    from unnest(array['justice', 'police', 'welfare', 'immigration', 'ngo', 'labour', 'health', 'foreign-affairs', 'local-government', 'secretariat']) s,
      unnest(array['officer', 'caseworker', 'counsellor', 'lawyer', 'investigator', 'prosecutor', 'supervisor', 'head', 'lead', 'administrator', 'auditor', 'integrity-officer']) f,
      unnest(array[true, false]) leads, unnest(array[true, false]) own,
      lateral (select
        from_compartment = any (authz.compartments_for(s, f)) and (own or authz.audience_admits(from_audience, s, array[f], leads and authz.protects(s))) as before,
        to_compartment = any (authz.compartments_for(s, f)) and (own or authz.audience_admits(to_audience, s, array[f], leads and authz.protects(s))) as after) r
$$;
comment on function authz.narrows is
  'Whether a document in its new place has fewer readers and no new ones. shared/src/documents/places.ts says the same.';

create or replace function app.refuse_wider() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not authz.narrows(old.audience, old.compartment, new.audience, new.compartment) then
    raise exception 'a document cannot be opened to more readers' using errcode = 'PA350';
  end if;
  return new;
end $$;
comment on function app.refuse_wider is
  'Refuses to open a document to more readers.';

create trigger documents_restricted before update on app.documents for each row
  when ((old.audience, old.compartment) is distinct from (new.audience, new.compartment)) execute function app.refuse_wider();
comment on trigger documents_restricted on app.documents is
  'A document is only restricted, never opened to more readers.';

create or replace function app.refuse_unrecorded_restriction() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  raise exception 'readers of a document change only by the action restrict' using errcode = 'PA351';
end $$;
comment on function app.refuse_unrecorded_restriction is
  'Refuses a restriction that does not raise the version, because an event is required for each version.';

create trigger documents_restricted_by_act before update on app.documents for each row
  when (current_user = 'palermo_api' and (old.audience, old.compartment) is distinct from (new.audience, new.compartment)
    and new.version <= old.version) execute function app.refuse_unrecorded_restriction();
comment on trigger documents_restricted_by_act on app.documents is
  'A document is restricted only by the declared action.';

create trigger document_versions_moved before update on app.document_versions for each row
  when (current_user = 'palermo_api' and old.compartment = new.compartment) execute function app.refuse_unrecorded_restriction();
comment on trigger document_versions_moved on app.document_versions is
  'A version is sealed again only when it moves to another compartment.';

create or replace function app.refuse_divided_document() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from app.document_versions v where v.document_id = new.id and v.compartment <> new.compartment) then
    raise exception 'a file lies in another compartment than its document' using errcode = 'PA352';
  end if;
  return null;
end $$;
comment on function app.refuse_divided_document is
  'Refuses to leave files of a document in another compartment than the document.';

create constraint trigger documents_undivided after update on app.documents deferrable initially deferred for each row
  when (old.compartment <> new.compartment) execute function app.refuse_divided_document();
comment on trigger documents_undivided on app.documents is
  'Checks at commit that all files of a document have moved with it.';
