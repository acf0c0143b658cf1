-- Deletes at most `most` rows of one sort that are older than needed. A row that may still have an effect stays,
-- however old it is: an unsent outbox entry, an unsent e-mail, a live session.
create or replace function app.prune(sort text, older interval, most integer) returns integer language plpgsql security definer set search_path = '' as $$
declare n integer;
begin
  if session_user <> 'palermo_worker' then raise exception 'only the worker login may call this function' using errcode = 'PA101'; end if;
  if older < interval '1 day' then raise exception 'too young to be taken away' using errcode = '22023'; end if;
  case sort
    when 'messages' then
      delete from app.outbox o where o.id in (select d.id from app.outbox d
        where d.done_at < pg_catalog.now() - older order by d.id limit most for update skip locked);
    when 'deliveries' then
      delete from app.deliveries o where o.id in (select d.id from app.deliveries d left join app.outbound_messages l on l.id = d.outbound_message_id
        where d.at < app.now() - older and (d.dropped_at is not null or l.state in ('sent', 'dead', 'not-needed')) order by d.at, d.id limit most for update of d skip locked);
    when 'outbound-messages' then
      delete from app.outbound_messages o where o.id in (select l.id from app.outbound_messages l
        where l.at < app.now() - older and l.state in ('sent', 'dead', 'not-needed') and not exists (select from app.deliveries d where d.outbound_message_id = l.id)
        order by l.at limit most for update skip locked);
    when 'retry-keys' then
      delete from app.idempotency o using (select i.person_id, i.key from app.idempotency i
        where i.at < pg_catalog.now() - older order by i.at limit most for update skip locked) d
       where o.person_id = d.person_id and o.key = d.key;
    when 'sessions' then
      delete from authz.sessions o where o.id in (select s.id from authz.sessions s
        where s.expires_at < pg_catalog.now() - older order by s.expires_at limit most for update skip locked);
    else raise exception 'no sort of ours' using errcode = '22023';
  end case;
  get diagnostics n = row_count;
  return n;
end $$;
comment on function app.prune is
  'Deletes at most `most` rows of one sort that are older than needed, for a job. Rows that may still have an effect stay.';
grant execute on function app.prune to palermo_worker;
