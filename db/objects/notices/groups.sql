-- Whether nothing is left to do about a notice, whichever person did it: its clock was closed, a member of the reader's
-- agency has acted on the record, or a later notice of the same clock replaced it. Computed from the events that
-- followed the notice.
create or replace function app.notice_is_over(n app.notices) returns boolean language sql stable security definer set search_path = '' as $$
  select (n.step is not null
      and exists (select from app.deadlines d where d.subject_id = n.subject_id and d.key = n.step and d.closed_at >= n.at)
      and not exists (select from app.deadlines d where d.subject_id = n.subject_id and d.key = n.step and d.closed_at is null
        and d.started_at <= n.at))
    or (n.topic like 'clock.%' and exists (select from app.notices o where o.person_id = n.person_id and o.subject_id = n.subject_id
      and o.step = n.step and o.topic like 'clock.%' and (o.at, o.id) > (n.at, n.id)))
    or exists (select from app.events e join app.people p on p.id = n.person_id
      where e.subject_id = n.subject_id and e.at > n.at and e.agency_id = p.agency_id)
$$;
comment on function app.notice_is_over is
  'Whether nothing is left to do about a notice: its deadline was closed, the reader''s agency has acted, or a later notice of the same deadline replaced it.';
-- The worker leaves out of a message notices about which nothing is left to do.
grant execute on function app.notice_is_over to palermo_worker;

create or replace function app.notices_looked_at() returns integer language sql immutable set search_path = '' as $$ select 500 $$;
comment on function app.notices_looked_at is
  'Largest number of newest notices that are grouped and counted.';

create or replace function app.open_notice_groups(person uuid) returns integer language sql stable security definer set search_path = '' as $$
  select count(distinct coalesce(few.case_id, few.subject_id))::integer
    from (select n.* from app.notices n where n.person_id = person and n.read_at is null
      and not exists (select from app.case_bars b where b.person_id = person and b.case_id = n.case_id)
      order by n.at desc limit app.notices_looked_at()) few
   where not app.notice_is_over(row(few.*)::app.notices)
$$;
comment on function app.open_notice_groups is
  'Number of groups of a person''s unread notices: one group for each case, or for each record without a case.';

-- The actor's own notices in groups, the group with the newest notice first. A group shows the last notice of each
-- topic for each record, but only the last notice of each clock.
create or replace function app.own_notice_groups(before_at timestamptz, before_group uuid, most integer)
returns table (group_id uuid, latest timestamptz, lines json) language sql stable security definer set search_path = '' as $$
  with mine as (
    select n.*, coalesce(n.case_id, n.subject_id) as one from app.notices n
     where n.person_id = (select authz.person_id()) and (n.case_id is null or n.case_id <> all ((select m.barred from authz.me m)::uuid[]))
     order by n.at desc limit 4 * app.notices_looked_at()
  ), sorted as (
    select distinct on (m.one, m.subject_id, case when m.topic like 'clock.%' then m.step else m.topic end)
        m.*, count(*) over (partition by m.one, m.subject_id, case when m.topic like 'clock.%' then m.step else m.topic end) as times
      from mine m order by m.one, m.subject_id, case when m.topic like 'clock.%' then m.step else m.topic end, m.at desc, m.id desc
  ), heads as (
    select s.one, max(s.at) as latest from sorted s group by s.one
    having before_at is null or (max(s.at), s.one) < (before_at, before_group)
     order by 2 desc, 1 desc limit most
  )
  select h.one, h.latest, (select json_agg(json_build_object('id', s.id, 'topic', s.topic, 'subjectKind', s.subject_kind,
        'subjectId', s.subject_id, 'caseId', case when s.subject_kind not in ('referral', 'case', 'agency') and authz.in_case(s.case_id, 'C0') then s.case_id end,
        'caseReference', s.case_reference, 'step', s.step, 'detail', s.detail, 'agencyName', a.label, 'dueAt', s.due_at, 'at', s.at,
        'readAt', s.read_at, 'times', s.times,
        'open', s.read_at is null and not app.notice_is_over((select n from app.notices n where n.id = s.id))) order by s.at desc, s.id desc)
      from sorted s left join app.agencies a on a.id = s.agency_id where s.one = h.one)
    from heads h order by h.latest desc, h.one desc
$$;
comment on function app.own_notice_groups is
  'Notices of the actor in groups, the group with the newest notice first.';
grant execute on function app.own_notice_groups to palermo_api;
