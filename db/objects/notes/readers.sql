create or replace function authz.may_correct(wanted uuid, of_case uuid, of_compartment text) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from app.notes n where n.id = wanted and n.case_id = of_case and n.compartment = of_compartment and n.author_id = authz.person_id())
$$;
comment on function authz.may_correct is
  'Whether the actor wrote this note, in the same case and compartment as the correction.';
grant execute on function authz.may_correct to palermo_api;

create or replace function app.guard_correction() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.audience is distinct from (select n.audience from app.notes n where n.id = new.corrects) then
    -- Raises the same error code as row security, so that a hidden note is refused like a missing one.
    raise exception 'a correction has another audience than the note it corrects' using errcode = '42501';
  end if;
  return new;
end $$;
comment on function app.guard_correction is
  'A correction has the audience of the corrected note.';

create trigger notes_corrected before insert on app.notes for each row when (new.corrects is not null) execute function app.guard_correction();
comment on trigger notes_corrected on app.notes is
  'Checks the audience of a correction.';
