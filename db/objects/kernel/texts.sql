create or replace function app.adopt_texts(referral uuid, wanted uuid) returns void language sql security definer set search_path = '' as $$
  select app.refuse_if(not exists (select from app.referrals r where r.id = referral and r.from_person_id = authz.person_id() and r.case_id = wanted), 'only the author of a referral may move its texts to a case', 'PA210');
  update app.texts_c1 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c2 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c3 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c4 set case_id = wanted where subject_id = referral and case_id is null;
  update app.texts_c5 set case_id = wanted where subject_id = referral and case_id is null
$$;
comment on function app.adopt_texts is
  'Moves the texts of a draft to the case that was opened when the draft was sent.';
grant execute on function app.adopt_texts to palermo_api;

create view app.sealed_texts with (security_invoker = true) as
  select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c1
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c2
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c3
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c4
  union all select id, case_id, subject_kind, subject_id, compartment, field, sealed, owner_agency_id, at from app.texts_c5;
comment on view app.sealed_texts is
  'Sealed texts of all compartments that the reader may read.';
grant select on app.sealed_texts to palermo_api;

create or replace function app.take_audience() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.audience := coalesce(case new.subject_kind
    when 'note' then (select n.audience from app.notes n where n.id = new.subject_id)
    when 'task' then (select t.audience from app.tasks t where t.id = new.subject_id)
    when 'contact' then (select k.audience from app.contacts k where k.id = new.subject_id)
  end, authz.audience_behind(new.compartment));
  return new;
end $$;
comment on function app.take_audience is
  'Gives a text the audience of its entry.';

create trigger texts_c1_audience before insert on app.texts_c1 for each row execute function app.take_audience();
comment on trigger texts_c1_audience on app.texts_c1 is
  'Gives a text the audience of its entry.';
create trigger texts_c2_audience before insert on app.texts_c2 for each row execute function app.take_audience();
comment on trigger texts_c2_audience on app.texts_c2 is
  'Gives a text the audience of its entry.';
create trigger texts_c3_audience before insert on app.texts_c3 for each row execute function app.take_audience();
comment on trigger texts_c3_audience on app.texts_c3 is
  'Gives a text the audience of its entry.';
create trigger texts_c4_audience before insert on app.texts_c4 for each row execute function app.take_audience();
comment on trigger texts_c4_audience on app.texts_c4 is
  'Gives a text the audience of its entry.';
create trigger texts_c5_audience before insert on app.texts_c5 for each row execute function app.take_audience();
comment on trigger texts_c5_audience on app.texts_c5 is
  'Gives a text the audience of its entry.';
