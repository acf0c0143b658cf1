-- Whether the one who acts wrote this row of this case in this very transaction.
create or replace function authz.written_now(kind text, wanted uuid, of_case uuid, wall text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare written boolean;
begin
  execute format('select exists (select from app.%I where id = $1 and case_id = $2 and compartment = $3 and agency_id = authz.agency_id()
    and xmin = pg_current_xact_id()::xid)', kind || 's') into written using wanted, of_case, wall;
  return written;
end $$;
grant execute on function authz.written_now to palermo_api;

-- Words behind each wall: read by those behind it, and the words of a referral as the two functions above say.
create or replace procedure app.open_texts(wall text) language plpgsql set search_path = '' as $body$
declare t text := 'texts_' || lower(wall);
begin
  execute format($f$create policy %I on app.%I for select to palermo_api using (
    (subject_kind = 'referral' and authz.reads_of_referral(subject_id, between_parties, at))
    or (case_id is not null and not (subject_kind = 'referral' and between_parties) and authz.in_case(case_id, %L)))$f$,
    t || '_read', t, wall);
  -- Anybody on the case may write behind a wall that they may not read behind: what a nurse is told must reach the file.
  -- Words are of the case of what they belong to, and written with it: nobody speaks in another's referral, note or task.
  execute format($f$create policy %I on app.%I for insert to palermo_api with check (
    owner_agency_id = (select agency_id from authz.me) and author_id = (select person_id from authz.me)
    and case when subject_kind = 'referral' then exists (select from app.referrals r where r.id = subject_id
        and (r.case_id = %I.case_id or (%I.case_id is null and r.status = 'draft')))
      else case_id is not null and authz.in_case(case_id, 'C0') and authz.written_now(subject_kind, subject_id, case_id, compartment) end)$f$,
    t || '_write', t, t, t);
  -- A draft may be rewritten, and only a draft.
  execute format($f$create policy %I on app.%I for delete to palermo_api using (
    subject_kind = 'referral' and case_id is null and author_id = (select person_id from authz.me))$f$, t || '_redraft', t);
  execute format('grant select, insert, delete on app.%I to palermo_api', t);
end $body$;

-- Sending without a case: the words of the draft become the case's, in the same transaction.
create or replace function app.adopt_texts(referral uuid, wanted uuid) returns void language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from app.referrals r where r.id = referral and r.from_person_id = authz.person_id() and r.case_id = wanted) then
    raise exception 'not yours' using errcode = '42501';
  end if;
  update app.texts_c1 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c2 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c3 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c4 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c5 set case_id = wanted where subject_id = referral and case_id is null;
end $$;
grant execute on function app.adopt_texts to palermo_api;

create view app.sealed_texts with (security_invoker = true) as
  select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c1
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c2
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c3
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c4
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c5;
grant select on app.sealed_texts to palermo_api;

-- Words are for those that what they belong to is for, whatever a caller says.
create or replace function app.take_audience() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.audience := coalesce(case new.subject_kind
    when 'note' then (select n.audience from app.notes n where n.id = new.subject_id)
    when 'task' then (select t.audience from app.tasks t where t.id = new.subject_id)
    when 'contact' then (select k.audience from app.contacts k where k.id = new.subject_id)
  end, authz.audience_behind(new.compartment));
  return new;
end $$;

create trigger texts_c1_audience before insert on app.texts_c1 for each row execute function app.take_audience();
create trigger texts_c2_audience before insert on app.texts_c2 for each row execute function app.take_audience();
create trigger texts_c3_audience before insert on app.texts_c3 for each row execute function app.take_audience();
create trigger texts_c4_audience before insert on app.texts_c4 for each row execute function app.take_audience();
create trigger texts_c5_audience before insert on app.texts_c5 for each row execute function app.take_audience();
