-- Due times of the person's own open work, with the number of deadlines due at each, for the holder of the feed's
-- secret. The secret is no identity: the log line has no session, so a transaction that refers to it can read nothing
-- else. An unknown secret, a renewed secret and a secret of a former member of staff all give nothing, so that they
-- cannot be told apart.
create or replace function app.calendar_feed(secret bytea, program text, request text) returns text language plpgsql security definer set search_path = '' as $$
declare
  h bytea := sha256(secret);
  whose record;
begin
  select f.person_id, p.agency_id, p.function, a.sector into whose
    from app.calendar_feeds f join app.people p on p.id = f.person_id join app.agencies a on a.id = p.agency_id
   where f.secret_hash = h and f.expires_at > app.now() and p.disabled_at is null;
  if whose.person_id is null then return null; end if;
  insert into aud.leaf (kind, actor, agency, sector, function, subject_kind, subject_id, request, reason)
    values ('feed.read', whose.person_id, whose.agency_id, whose.sector, whose.function, 'feed', whose.person_id, request, program);
  insert into app.feed_readers as r (person_id, program) values (whose.person_id, program)
    on conflict on constraint feed_readers_pkey do update set last_at = app.now(), reads = r.reads + 1;
  return (select coalesce(json_agg(json_build_object('dueAt', w.due_at, 'count', w.n) order by w.due_at), '[]')::text from (
    select d.due_at, count(*) as n from app.deadlines d
     where d.closed_at is null and d.owes_agency_id = whose.agency_id
       and (d.owes_person_id = whose.person_id or (d.owes_person_id is null and authz.compartment_of_kind(d.subject_kind) = 'C0'))
       and whose.function not in ('administrator', 'auditor', 'lead', 'integrity-officer') and d.due_at > app.now() - interval '30 days'
       and not exists (select from app.case_bars b where b.person_id = whose.person_id and b.case_id = d.case_id)
     group by d.due_at order by d.due_at limit 500) w);
end $$;
comment on function app.calendar_feed is
  'Due times of a person''s open work, with the number of deadlines due at each, for the holder of the feed''s secret. A wrong, renewed or ended secret gives nothing. The log line has no session, so a transaction that refers to it can read nothing else.';
grant execute on function app.calendar_feed to palermo_api;
