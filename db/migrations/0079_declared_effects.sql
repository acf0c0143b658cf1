-- Which clocks an act stops and starts stands in its workflow, and the database knows it too, as it knows the acts (0070): whoever
-- holds a connection of ours opens and closes those of the act that it takes, and no others. A test holds both the same.
set role palermo_definer;

alter table app.acts
  -- Those that it always starts; those that it may start besides (what it resumes, or begins with); those that it stops.
  add column opens text[] not null default '{}',
  add column may_open text[] not null default '{}',
  add column closes text[] not null default '{}';
update app.acts a set opens = v.opens::text[], may_open = v.may_open::text[], closes = v.closes::text[]
  from (values
    ('alert', 'create', '{}', '{alert.acknowledge}', '{}'),
    ('alert', 'acknowledge', '{alert.review}', '{}', '{alert.acknowledge}'),
    ('alert', 'close', '{}', '{}', '{alert.review}'),
    ('alert', 'withdraw', '{}', '{}', '{alert.acknowledge,alert.review}'),
    ('case', 'create', '{}', '{case.review,child.guardian,child.best-interests}', '{}'),
    ('case', 'review', '{case.review}', '{}', '{case.review}'),
    ('case', 'appoint-guardian', '{}', '{}', '{child.guardian}'),
    ('case', 'assess-best-interests', '{}', '{}', '{child.best-interests}'),
    ('case', 'begin-reflection', '{reflection,decision.not-before}', '{}', '{decision.not-before}'),
    ('case', 'end-reflection', '{}', '{}', '{reflection}'),
    ('case', 'record-decision', '{decision.move-on}', '{}', '{decision.not-before,decision.move-on}'),
    ('case', 'lose-contact', '{followup.after-silence}', '{}', '{case.review}'),
    ('case', 'try-again', '{followup.after-silence}', '{}', '{followup.after-silence}'),
    ('case', 'find-again', '{case.review}', '{}', '{followup.after-silence}'),
    ('case', 'record-leaving', '{}', '{}',
      '{case.review,followup.after-silence,child.guardian,child.best-interests,reflection,decision.not-before,decision.move-on}'),
    ('case', 'close', '{}', '{}',
      '{case.review,followup.after-silence,child.guardian,child.best-interests,reflection,decision.not-before,decision.move-on}'),
    ('case', 'reopen', '{case.review}', '{child.guardian,child.best-interests}', '{}'),
    ('handover', 'create', '{}', '{handover.answer}', '{}'),
    ('handover', 'accept', '{}', '{}', '{handover.answer}'),
    ('handover', 'decline', '{}', '{}', '{handover.answer}'),
    ('handover', 'withdraw', '{}', '{}', '{handover.answer}'),
    ('referral', 'create', '{}', '{referral.draft,referral.answer,referral.acknowledge}', '{}'),
    ('referral', 'send', '{referral.acknowledge,referral.answer}', '{}', '{referral.draft}'),
    ('referral', 'discard', '{}', '{}', '{referral.draft}'),
    ('referral', 'acknowledge', '{}', '{}', '{referral.acknowledge}'),
    ('referral', 'query', '{referral.query-reply}', '{}', '{referral.acknowledge}'),
    ('referral', 'reply', '{}', '{}', '{referral.query-reply}'),
    ('referral', 'record-phone-acceptance', '{referral.phone-confirmation}', '{}', '{referral.phone-confirmation}'),
    ('referral', 'accept', '{referral.first-contact}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation}'),
    ('referral', 'decline', '{referral.resend}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation}'),
    ('referral', 'start', '{referral.service-review}', '{}', '{referral.first-contact,referral.service-start}'),
    ('referral', 'reach', '{referral.service-start}', '{}', '{referral.first-contact}'),
    ('referral', 'close-unstarted', '{}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation,referral.first-contact,referral.service-start,referral.service-review,referral.resend,referral.draft}'),
    ('referral', 'give-back', '{referral.resend}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation,referral.first-contact,referral.service-start,referral.service-review}'),
    ('referral', 'review-service', '{referral.service-review}', '{}', '{referral.service-review}'),
    ('referral', 'complete', '{}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation,referral.first-contact,referral.service-start,referral.service-review,referral.resend,referral.draft}'),
    ('referral', 'reroute', '{}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation,referral.first-contact,referral.service-start,referral.service-review,referral.resend,referral.draft}'),
    ('referral', 'refer-onward', '{}', '{}', '{referral.resend}'),
    ('referral', 'settle', '{}', '{}', '{referral.resend}'),
    ('referral', 'withdraw', '{}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation,referral.first-contact,referral.service-start,referral.service-review,referral.resend,referral.draft}'),
    ('referral', 'return', '{referral.resend}', '{}',
      '{referral.acknowledge,referral.answer,referral.query-reply,referral.phone-confirmation}'),
    ('request', 'create', '{}', '{request.answer}', '{}'),
    ('request', 'grant', '{}', '{}', '{request.answer}'),
    ('request', 'refuse', '{}', '{}', '{request.answer}'),
    ('request', 'withdraw', '{}', '{}', '{request.answer}'),
    ('request', 'hand-back', '{}', '{}', '{request.answer}'),
    ('snapshot', 'create', '{}', '{snapshot.sign}', '{}'),
    ('snapshot', 'sign', '{snapshot.publish}', '{}', '{snapshot.sign}'),
    ('snapshot', 'publish', '{}', '{}', '{snapshot.publish}'),
    ('snapshot', 'withdraw', '{}', '{}', '{snapshot.sign,snapshot.publish}'),
    ('task', 'create', '{}', '{task.due}', '{}'),
    ('task', 'finish', '{}', '{}', '{task.due}'),
    ('task', 'cancel', '{}', '{}', '{task.due}'),
    ('task', 'reopen', '{task.due}', '{}', '{}')) v(noun, action, opens, may_open, closes)
 where a.noun = v.noun and a.action = v.action;

-- Refuses what is not the act's own: clocks that it does not name or leaves out; and whoever is owed, owes, carries or is told
-- without standing at an end of the thing, or as a person of another agency.
create function app.refuse_strange_effects(s_kind text, s_action text, ends uuid[], closes text[], opens jsonb, people jsonb, tells jsonb)
returns void language plpgsql stable security definer set search_path = '' as $$
declare
  a app.acts;
  started text[] := array(select o->>'key' from jsonb_array_elements(opens) o);
begin
  select * into a from app.acts k where k.noun = s_kind and k.action = s_action;
  if a.noun is null or not (closes <@ a.closes and closes @> a.closes and started @> a.opens and started <@ (a.opens || a.may_open)) then
    raise exception 'no clocks of this act' using errcode = '42501';
  end if;
  if opens = '[]' and people = '[]' and tells = '[]' then return; end if;
  -- Each names one: who owes, carries or is told. A clock may name a second, to whom it is owed.
  if exists (
    select from (
        select (o->>'owes')::uuid as agency, (o->>'owesPerson')::uuid as person, true as needed from jsonb_array_elements(opens) o
        union all select (o->>'owed')::uuid, (o->>'owedPerson')::uuid, false from jsonb_array_elements(opens) o
        union all select (p->>'agency')::uuid, (p->>'person')::uuid, true from jsonb_array_elements(people) p
        union all select (t->>'agencyId')::uuid, (t->>'personId')::uuid, true from jsonb_array_elements(tells) t) named
      left join app.people there on there.id = named.person
     where (named.agency is null and (named.needed or named.person is not null)) or named.agency <> all (ends)
        or (named.person is not null and there.agency_id is distinct from named.agency)) then
    raise exception 'nobody at its ends' using errcode = '42501';
  end if;
end $$;
revoke execute on function app.refuse_strange_effects from public;
reset role;
