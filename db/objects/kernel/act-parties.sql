-- By which columns of its row each relation of a workflow is known to the database (app.stands_as). The policy.ts of the capability says
-- the same; a test asks that every relation of an action stands here.
delete from app.act_parties;
insert into app.act_parties (noun, relation, agency_column, person_column) values
  ('alert', 'receiver', 'to_agency_id', null),
  ('alert', 'sender', 'from_agency_id', null),
  ('approval', 'approver', 'to_agency_id', null),
  ('approval', 'author', 'from_agency_id', 'from_person_id'),
  ('case', 'case-lead', 'lead_agency_id', null),
  ('case', 'leader', 'lead_agency_id', 'lead_person_id'),
  ('document', 'author', 'agency_id', 'author_id'),
  ('document', 'owner', 'agency_id', null),
  ('handover', 'assignee', 'to_agency_id', 'to_person_id'),
  ('handover', 'giver', 'from_agency_id', null),
  ('handover', 'receiving-agency', 'to_agency_id', null),
  ('referral', 'author', 'from_agency_id', 'from_person_id'),
  ('referral', 'case-lead', 'lead_agency_id', null),
  ('referral', 'receiver', 'to_agency_id', null),
  ('referral', 'sender', 'from_agency_id', null),
  ('request', 'author', 'from_agency_id', 'from_person_id'),
  ('request', 'owner', 'owner_agency_id', null),
  ('snapshot', 'owner', 'agency_id', null),
  ('task', 'owner', 'agency_id', null);
