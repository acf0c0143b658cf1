-- The side of the actor's agency in a referral that the actor sees: `from` for the sender, `to` for the receiver, null
-- for other readers such as the case lead. The function runs with the caller's rights, so that row security of the
-- referral applies first.
create or replace function authz.end_of_referral(subject uuid) returns text language sql stable set search_path = '' as $$
  select case authz.working_agency() when r.from_agency_id then 'from' when r.to_agency_id then 'to' end
    from app.referrals r where r.id = subject
$$;
comment on function authz.end_of_referral is
  'Whether the actor''s agency is the sender (`from`) or the receiver (`to`) of a referral, else null.';
grant execute on function authz.end_of_referral to palermo_api;

-- Whether the actor may read this message. Its writer always reads the meeting point, the receiver only after
-- accepting. A receiver whose part has ended reads nothing that was written afterwards.
create or replace function authz.reads_message(subject uuid, kind text, author uuid, moment timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select coalesce(authz.end_of_referral(subject) is not null and authz.hears_of_referral(subject, moment)
    and (kind <> 'meeting-point' or author = authz.person_id()
      or (authz.end_of_referral(subject) = 'to' and exists (select from app.referrals r
        where r.id = subject and r.status in ('accepted', 'in-service', 'completed')))), false)
$$;
comment on function authz.reads_message is
  'Whether the actor may read a message: as sender or receiver; the meeting point only after acceptance, and nothing written after the receiver''s part ended.';
grant execute on function authz.reads_message to palermo_api;

create or replace function app.notify_of_message(message uuid) returns void language plpgsql security definer set search_path = '' as $$
declare
  m app.referral_messages;
  r app.referrals;
begin
  select * into m from app.referral_messages where id = message and author_id = authz.person_id() and kind <> 'meeting-point'
    and xmin = pg_current_xact_id()::xid;
  if m.id is null then raise exception 'no message was written in this transaction' using errcode = 'PA374'; end if;
  select * into r from app.referrals where id = m.referral_id;
  insert into app.outbox (queue, name, payload)
    values ('notices', 'referral.' || m.kind, jsonb_build_object('subjectKind', 'referral', 'subjectId', r.id, 'caseId', r.case_id,
      'caseReference', r.case_reference, 'status', r.status, 'fromAgencyId', m.agency_id, 'actorId', m.author_id, 'at', m.at,
      'to', jsonb_build_array(case when m.agency_id = r.from_agency_id
        then jsonb_build_object('agencyId', r.to_agency_id, 'personId', r.assignee_id)
        else jsonb_build_object('agencyId', r.from_agency_id, 'personId', r.from_person_id) end)));
end $$;
comment on function app.notify_of_message is
  'Notifies the other agency of a message by a fixed topic, without its text.';
grant execute on function app.notify_of_message to palermo_api;

-- Contact person and telephone number of sender and receiver, only for these two and while the referral runs; otherwise
-- null. A protected service is shown with neither its name nor its number: its placement desk answers for it.
create or replace function authz.referral_ends(subject uuid) returns json language sql stable security definer set search_path = '' as $$
  select json_agg(json_build_object('agencyId', e.agency, 'agencyName', coalesce(case when e.agency = r.mine then i.name end, a.label),
        'protected', a.protected,
        'personName', case when e.agency = r.mine or not a.protected then p.name end,
        'phone', case when e.agency = r.mine or not a.protected then coalesce(duty.phone, a.duty_phone, case when e.agency = r.mine then i.duty_phone end)
          else desk.phone end,
        'deskName', case when a.protected and e.agency <> r.mine then desk.label end) order by e.place)
    from (select o.*, authz.working_agency() as mine from app.referrals o
      where o.id = subject and o.status in ('sent', 'received', 'queried', 'accepted', 'in-service')) r
    cross join lateral (values (1, r.from_agency_id, r.from_person_id), (2, r.to_agency_id, r.assignee_id)) e(place, agency, person)
    join app.agencies a on a.id = e.agency
    left join app.agency_identities i on i.agency_id = a.id
    left join app.people p on p.id = e.person and p.agency_id = e.agency and p.disabled_at is null
    left join lateral (select o.phone from app.on_call o where o.agency_id = a.id and o.from_at <= app.now() and o.until_at > app.now()
      order by o.from_at desc limit 1) duty on true
    left join lateral (select d.label, coalesce((select o.phone from app.on_call o where o.agency_id = d.id and o.from_at <= app.now()
          and o.until_at > app.now() order by o.from_at desc limit 1), d.duty_phone) as phone
        from app.agencies d where d.placement_desk and not d.protected order by d.region <> a.region, d.label limit 1) desk on true
   where r.mine in (r.from_agency_id, r.to_agency_id)
$$;
comment on function authz.referral_ends is
  'Contact person and number of sender and receiver of a running referral, only for these two. For a protected agency the placement desk answers.';
grant execute on function authz.referral_ends to palermo_api;
