-- What a new version of the law's numbers would move is counted a page at a time, so that a million clocks keep nobody
-- waiting: neither whoever asks, who sees how far it is, nor everybody else, whose requests run between the pages. Agency by
-- agency, in the order of the index that the work queue has already.
set role palermo_definer;

create function app.standing_clocks_after(of_profile text, keys text[], after_id uuid, most integer)
returns table (
  id uuid, version integer, key text, profile text, "profileVersion" text, variant integer, "startedAt" timestamptz, "dueAt" timestamptz,
  "caseReference" text, "agencyName" text, "owesAgencyId" uuid, "owesPersonId" uuid, "owedAgencyId" uuid, "owedPersonId" uuid, changes text)
language plpgsql stable security definer set search_path = '' as $$
declare
  mine authz.me;
  nil constant uuid := '00000000-0000-0000-0000-000000000000';
  after_agency uuid := nil;
  after_due timestamptz := '-infinity';
begin
  select * into mine from authz.me;
  if mine.administers is not true then raise exception 'not an administrator' using errcode = '42501'; end if;
  if after_id is not null then
    select l.owes_agency_id, l.due_at into after_agency, after_due from app.deadlines l where l.id = after_id;
  end if;
  return query
    select d.id, d.version, d.key, d.profile, d.profile_version, coalesce((d.ruling->>'variant')::integer, 0), d.started_at, d.due_at,
        c.reference, a.label, d.owes_agency_id, d.owes_person_id, d.owed_agency_id, d.owed_person_id,
        case when d.version = 1 then '[]' else (select json_agg(json_build_object('kind', x.kind, 'at', x.at, 'from', x.from_at,
          'until', x.until_at, 'value', x.value, 'unit', x.unit) order by x.version)::text from app.clock_changes x where x.deadline_id = d.id) end
      from (select s.* from app.deadlines s
             where s.closed_at is null and (s.owes_agency_id, s.due_at, s.id) > (after_agency, after_due, coalesce(after_id, nil))
               and s.key = any (keys) and s.profile = of_profile and not coalesce((s.ruling->>'ownDate')::boolean, false)
               and (s.case_id is null or s.case_id <> all (coalesce(mine.barred, '{}')))
             order by s.owes_agency_id, s.due_at, s.id limit most) d
      join app.agencies a on a.id = d.owes_agency_id left join app.cases c on c.id = d.case_id
     order by d.owes_agency_id, d.due_at, d.id;
end $$;

-- How many there are in all: what the way is measured by.
create function app.standing_clocks_number(of_profile text, keys text[]) returns integer
language plpgsql stable security definer set search_path = '' as $$
declare mine authz.me;
begin
  select * into mine from authz.me;
  if mine.administers is not true then raise exception 'not an administrator' using errcode = '42501'; end if;
  return (select count(*) from app.deadlines d
    where d.closed_at is null and d.key = any (keys) and d.profile = of_profile and not coalesce((d.ruling->>'ownDate')::boolean, false)
      and (d.case_id is null or d.case_id <> all (coalesce(mine.barred, '{}'))));
end $$;

revoke execute on function app.standing_clocks_after, app.standing_clocks_number from public;
grant execute on function app.standing_clocks_after, app.standing_clocks_number to palermo_api;
reset role;
