-- Compartments of a case that the actor may read as deputy of an absent colleague: those that the colleague reads and
-- that the actor's own role allows.
create or replace function authz.stood_in(wanted uuid) returns text[] language sql stable security definer set search_path = '' as $$
  select array(select distinct m.compartment from authz.me
      join app.agencies g on g.id = me.working_agency
      join app.case_members m on m.case_id = wanted and m.agency_id = me.working_agency and m.until_at is null
        and (m.ends_at is null or m.ends_at > app.now() or authz.keeps_look(wanted, m.agency_id, m.compartment))
    where m.person_id = any (me.stands_for) and wanted <> all (me.barred)
      and m.compartment = any (authz.compartments_for(g.sector, me.function)))
$$;
comment on function authz.stood_in is
  'Compartments of a case that the actor may read as deputy of an absent colleague: those that the colleague reads and that the actor''s own role allows.';

create or replace function app.tell_deputy() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into app.outbox (queue, name, payload)
    values ('notices', case when new.ended_at is null then 'absence.create' else 'absence.end' end, jsonb_build_object(
      'subjectKind', 'absence', 'subjectId', new.id, 'caseId', null, 'caseReference', null, 'fromAgencyId', new.agency_id,
      'actorId', authz.person_id(), 'at', app.now(), 'to', jsonb_build_array(
        jsonb_build_object('agencyId', new.agency_id, 'personId', new.deputy_id))));
  return null;
end $$;
comment on function app.tell_deputy is
  'Queues a notice for the deputy when an absence begins and when the absence is ended.';

create trigger absences_told after insert or update on app.absences for each row execute function app.tell_deputy();
comment on trigger absences_told on app.absences is
  'Notifies the deputy of a new or changed absence.';
