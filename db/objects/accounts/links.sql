create or replace function authz.write_outbound_message(who uuid, about text, link uuid) returns void language sql security definer set search_path = '' as $$
  insert into app.outbound_messages (id, person_id, channel, manner, kind, link_id, notices, state, tries)
    values (gen_random_uuid(), who, 'email', 'at-once', about, link, 0, 'waiting', 0)
$$;
comment on function authz.write_outbound_message is
  'Queues an e-mail about an account.';

create or replace function authz.send_link(who uuid, why text) returns void language plpgsql security definer set search_path = '' as $$
declare fresh uuid := gen_random_uuid();
begin
  update authz.links set ended_at = pg_catalog.now() where person_id = who and ended_at is null;
  insert into authz.links (id, person_id, purpose) values (fresh, who, why);
  perform authz.write_outbound_message(who, why, fresh);
end $$;
comment on function authz.send_link is
  'Ends earlier links of an account and queues an e-mail with a new one.';

create or replace function authz.send_link_to(wanted uuid) returns text language plpgsql security definer set search_path = '' as $$
declare why text;
begin
  if not authz.administers() then raise exception 'only an administrator may call this function' using errcode = 'PA102'; end if;
  select case when c.person_id is null then 'invitation' else 'reset' end into why
    from app.people p left join authz.credentials c on c.person_id = p.id where p.id = wanted and p.disabled_at is null;
  if why is not null then perform authz.send_link(wanted, why); end if;
  return why;
end $$;
comment on function authz.send_link_to is
  'Sends an invitation, or a reset to an account that has a password, for an administrator. Returns which of the two was sent.';
grant execute on function authz.send_link_to to palermo_api;

create or replace function authz.link_state(wanted uuid, out has_password boolean, out purpose text, out asked_at timestamptz, out expires_at timestamptz,
  out used_at timestamptz, out ended_at timestamptz) language sql stable security definer set search_path = '' as $$
  select exists (select from authz.credentials c where c.person_id = wanted), l.purpose, l.asked_at, l.expires_at, l.used_at, l.ended_at
    from (values (true)) one left join lateral (
      select k.* from authz.links k where k.person_id = wanted order by k.asked_at desc limit 1) l on true
   where authz.administers()
$$;
comment on function authz.link_state is
  'State of an account''s password and last link, for administrators.';
grant execute on function authz.link_state to palermo_api;

create or replace function authz.ask_link(email text) returns void language plpgsql security definer set search_path = '' as $$
declare theirs bytea := authz.address_of(ask_link.email);
begin
  delete from authz.link_requests r where r.at < pg_catalog.now() - interval '1 day';
  insert into authz.link_requests (address, email)
    select theirs, lower(ask_link.email) where (select count(*) from authz.link_requests r
      where r.address = theirs and r.at > pg_catalog.now() - interval '1 hour') < 3;
  insert into aud.leaf (kind, outcome) values ('auth.link-asked', 'done');
end $$;
comment on function authz.ask_link is
  'Records that a person asked for a link by e-mail address. At most three requests an hour are recorded for one address.';
grant execute on function authz.ask_link to palermo_keys;

create or replace function authz.link_of(token_hash bytea, network text, out purpose text, out email text, out expires_at timestamptz, out wait integer)
language plpgsql security definer set search_path = '' as $$
begin
  wait := authz.count_attempt('link', authz.network_of(network), true);
  if wait > 0 then return; end if;
  select l.purpose, p.email, l.expires_at into purpose, email, expires_at
    from authz.link_tokens t join authz.links l on l.id = t.link_id
      join app.people p on p.id = l.person_id and p.disabled_at is null
   where t.hash = token_hash and l.ended_at is null and l.expires_at > pg_catalog.now();
  if purpose is not null then perform authz.forgive_attempt('link', authz.network_of(network), true); end if;
end $$;
comment on function authz.link_of is
  'The purpose and account of a link token. Wrong tokens are counted by the network that sends them.';
grant execute on function authz.link_of to palermo_keys;

create or replace function authz.use_link(token_hash bytea, next text, network text) returns boolean language plpgsql security definer set search_path = '' as $$
declare who uuid;
begin
  update authz.links l set used_at = pg_catalog.now(), ended_at = pg_catalog.now()
    from authz.link_tokens t, app.people p
   where t.hash = token_hash and l.id = t.link_id and l.ended_at is null and l.expires_at > pg_catalog.now()
     and p.id = l.person_id and p.disabled_at is null
  returning l.person_id into who;
  if who is null then return false; end if;
  perform authz.set_password(who, next, null);
  -- The user has proved that they can read the mailbox, so attempts of others that fail do not delay the user's next
  -- sign-in from this network.
  perform authz.remember_network(who, authz.network_of(network));
  return true;
end $$;
comment on function authz.use_link is
  'Sets a password by a link token. If a token is used twice at the same time, one use succeeds.';
grant execute on function authz.use_link to palermo_keys;

create or replace function authz.password_settled() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update authz.links set ended_at = pg_catalog.now() where person_id = new.person_id and ended_at is null;
  if tg_op = 'UPDATE' then perform authz.write_outbound_message(new.person_id, 'password-changed', null); end if;
  return null;
end $$;
comment on function authz.password_settled is
  'Ends the links of an account whose password was set. If the account had a password before, queues an e-mail about the change.';

create trigger credentials_settled after insert or update of hash on authz.credentials for each row execute function authz.password_settled();
comment on trigger credentials_settled on authz.credentials is
  'Ends links and notifies the owner when a password is set or changed.';

create or replace function authz.links_asked() returns boolean language sql stable security definer set search_path = '' as
$$ select exists (select from authz.link_requests where email is not null) $$;
comment on function authz.links_asked is
  'Whether a request for a link is waiting. A job calls this several times a minute, so the call writes no line to the access log.';
grant execute on function authz.links_asked to palermo_worker;

create or replace function authz.answer_link_requests() returns integer language plpgsql security definer set search_path = '' as $$
declare
  asked record;
  answered integer := 0;
begin
  for asked in select r.id, r.email from authz.link_requests r where r.email is not null order by r.id limit 100 for update skip locked loop
    perform authz.send_link(p.id, 'reset') from app.people p where p.email = asked.email and p.disabled_at is null;
    update authz.link_requests set email = null where id = asked.id;
    answered := answered + 1;
  end loop;
  return answered;
end $$;
comment on function authz.answer_link_requests is
  'Sends links for up to 100 waiting requests, and deletes the addresses stored with the requests.';
grant execute on function authz.answer_link_requests to palermo_worker;

create or replace function authz.issue_token(message uuid, token_hash bytea) returns boolean language plpgsql security definer set search_path = '' as $$
declare link authz.links;
begin
  update authz.links l set expires_at = pg_catalog.now() + case l.purpose when 'invitation' then interval '7 days' else interval '1 hour' end
    from app.outbound_messages t, app.people p
   where t.id = issue_token.message and t.state = 'sending' and l.id = t.link_id and l.ended_at is null and p.id = l.person_id and p.disabled_at is null
     and l.asked_at > pg_catalog.now() - case l.purpose when 'invitation' then interval '7 days' else interval '1 day' end
  returning l.* into link;
  if link.id is null then return false; end if;
  insert into authz.link_tokens (hash, link_id) values (token_hash, link.id);
  insert into aud.leaf (kind, actor, outcome) values ('auth.link-sent', link.person_id, 'done');
  return true;
end $$;
comment on function authz.issue_token is
  'Stores the token of an e-mail that is being sent now. False if the link of the e-mail has ended.';
grant execute on function authz.issue_token to palermo_worker;
