-- Written by `npm run db:generate` from shared/src/lawful-grounds.ts: edit that, not this file.

create or replace function app.is_lawful_ground(purpose text, legal_basis text) returns boolean language sql immutable set search_path = '' as $$
  select coalesce(purpose in ('identification', 'immediate-protection', 'assistance', 'health', 'legal-aid', 'victim-status-determination', 'investigation', 'prosecution', 'compensation', 'return-reintegration')
    and legal_basis in ('consent', 'guardian-and-best-interest', 'vital-interest', 'statutory-duty', 'court-order', 'legal-claim'), false)
$$;
comment on function app.is_lawful_ground is
  'Whether access may have this purpose and this legal basis. shared/src/lawful-grounds.ts lists both.';
