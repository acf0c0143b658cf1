create or replace function app.freeze_snapshot() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.document := app.snapshot_document(new.week);
    if new.document is null then raise exception 'the week of the snapshot was not counted' using errcode = 'PA390'; end if;
    new.hash := sha256(convert_to(new.document, 'UTF8'));
  elsif (new.id, new.agency_id, new.week, new.document, new.hash, new.created_at)
      is distinct from (old.id, old.agency_id, old.week, old.document, old.hash, old.created_at) then
    raise exception 'a signed snapshot cannot change' using errcode = 'PA391';
  end if;
  return new;
end $$;
comment on function app.freeze_snapshot is
  'Sets the document of a new snapshot from published figures, and refuses every later change of it.';

create or replace function app.snapshot_document(wanted date) returns text language sql stable set search_path = '' as $$
  select json_build_object('week', r.week, 'asOf', to_char(r.as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'method', r.method,
      'cells', (select json_agg(json_build_array(c.table_name, c.row_name, c.people_group, case when c.shown then c.rounded end)
        order by c.table_name collate "C", s.place, c.people_group collate "C")
        from app.statistics_cells c join app.statistics_rows s on s.table_name = c.table_name and s.row_name = c.row_name where c.week = r.week))::text
    from app.statistics_releases r where r.week = wanted and r.published_at is not null
$$;
comment on function app.snapshot_document is
  'Published figures of a week as one JSON text.';

create trigger snapshots_freeze before insert or update on app.snapshots for each row execute function app.freeze_snapshot();
comment on trigger snapshots_freeze on app.snapshots is
  'Freezes the figures of a snapshot.';

create or replace function app.sign_snapshot() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.drafter_id := authz.person_id();
    new.signed_by := null;
  elsif new.drafter_id is distinct from old.drafter_id then
    raise exception 'a signed snapshot cannot change' using errcode = 'PA391';
  elsif new.status = 'signed' and old.status <> 'signed' then
    if new.drafter_id = authz.person_id() and app.has_second_lead(new.id) then
      raise exception 'a snapshot is signed by another lead than its author' using errcode = 'PA392';
    end if;
    new.signed_by := case when new.drafter_id = authz.person_id() then 'drafter' else 'another' end;
  else
    new.signed_by := old.signed_by;
  end if;
  return new;
end $$;
comment on function app.sign_snapshot is
  'Sets the drafter, and refuses a signature by the drafter if another task-force lead could sign.';

create trigger snapshots_two before insert or update on app.snapshots for each row execute function app.sign_snapshot();
comment on trigger snapshots_two on app.snapshots is
  'Checks who drafts and who signs a snapshot.';
