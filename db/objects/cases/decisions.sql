-- Only a decision body of the profile in force may record a formal decision, and only sectors that protect may record a
-- milestone of protection. The workflow declares both rules; the database checks them again for every connection.

-- Volatile, because a stable function would not see the actor, whose identity the same statement proves.
create or replace function authz.decides() returns boolean language sql security definer set search_path = '' as $$
  select exists (select from authz.me join app.agencies a on a.id = me.working_agency
      cross join app.task_force t
      join lateral (select p.document from app.profiles p where p.code = t.profile order by p.version desc limit 1) p on true
      cross join lateral jsonb_array_elements(p.document->'decisionBodies') b
    where me.function in ('officer', 'caseworker', 'prosecutor', 'supervisor', 'head')
      and b->'decides' ? 'formal' and b->'sectors' ? a.sector)
$$;
comment on function authz.decides is
  'Whether the actor works for a decision body of the profile in force. Volatile, because a stable function would not see the actor, whose identity the same statement proves.';
grant execute on function authz.decides to palermo_api;

create or replace function authz.keeps_protection() returns boolean language sql security definer set search_path = '' as $$
  select exists (select from authz.me join app.agencies a on a.id = me.working_agency
    where me.function in ('officer', 'caseworker', 'counsellor', 'supervisor', 'head') and authz.protects(a.sector))
$$;
comment on function authz.keeps_protection is
  'Whether the actor''s sector and role may record milestones of protection.';
grant execute on function authz.keeps_protection to palermo_api;

create or replace function app.refuse_foreign_decision() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if session_user = 'palermo_api' and (
    new.action = 'record-decision' and not authz.decides()
    or new.action = 'advance' and new.changes->>'track' = 'protection' and not authz.keeps_protection()) then
    raise exception 'the actor may not record this decision or milestone' using errcode = 'PA330';
  end if;
  return new;
end $$;
comment on function app.refuse_foreign_decision is
  'Refuses the event of a formal decision or a milestone of protection if the actor may not record it.';

create trigger events_decided before insert on app.events for each row
  when (new.subject_kind = 'case' and new.action in ('record-decision', 'advance')) execute function app.refuse_foreign_decision();
comment on trigger events_decided on app.events is
  'Checks who records decisions and milestones of protection.';
