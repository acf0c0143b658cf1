-- What a look rests on and what it is for is what its referral states; how long it lasts is what the profile says.
set role palermo_definer;

alter table app.referrals
  add column purpose text check (purpose in (
    'identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation',
    'prosecution', 'compensation', 'return-reintegration')),
  add column legal_basis text check (legal_basis in (
    'consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim', 'not-stated'));
grant update (purpose, legal_basis) on app.referrals to palermo_api;
-- Of those that were sent before it was kept, what is known: of a child its own basis, of all others none that was stated.
set constraints all immediate;
alter table app.referrals disable trigger user;
update app.referrals set purpose = 'assistance', legal_basis = case when child_procedure then 'guardian-and-best-interest' else 'not-stated' end
  where sent_at is not null;
alter table app.referrals enable trigger user;
alter table app.referrals add constraint referrals_grounded check (sent_at is null or (purpose is not null and legal_basis is not null));

-- A hand-over states its purpose too.
alter table app.handovers add column purpose text not null default 'assistance' check (purpose in (
  'identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation',
  'prosecution', 'compensation', 'return-reintegration'));
alter table app.handovers alter column purpose drop default;

-- How long a look lasts at most, by what gave it or by the wall, as the profile in force says. None is for ever.
create function authz.access_lasts(part text) returns interval language plpgsql stable security definer set search_path = '' as $$
declare days integer;
begin
  days := (select (l->>'days')::integer from app.task_force t
      join lateral (select p.document from app.profiles p where p.code = t.profile order by p.version desc limit 1) p on true
      cross join lateral jsonb_array_elements(p.document->'access') l
    where l->>'for' = part);
  if days is null then raise exception 'the profile does not say how long this lasts' using errcode = '22023'; end if;
  return make_interval(days => days);
end $$;
create function authz.wall_lasts(wall text) returns interval language plpgsql stable security definer set search_path = '' as $$
begin
  return authz.access_lasts(wall);
end $$;
revoke execute on function authz.access_lasts, authz.wall_lasts from public;
reset role;
