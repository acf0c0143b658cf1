import { barReasons } from '@palermo/shared/bars/contract.ts'
import { correctionReasons } from '@palermo/shared/cases/person.ts'
import { endingReasons, reopeningReasons } from '@palermo/shared/cases/reasons.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { stages, tracks } from '@palermo/shared/cases/tracks.ts'
import { ageBands } from '@palermo/shared/codes/age-bands.ts'
import { exploitationBases, exploitationForms } from '@palermo/shared/codes/exploitation-forms.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { compartments } from '@palermo/shared/compartments.ts'
import { sql } from 'drizzle-orm'
import { boolean, date, integer, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code, instant, oneOf } from '../columns.ts'

export const cases = app.table('cases', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', caseWorkflow.statuses).notNull(),
  reference: code('reference').notNull(),
  profile: code('profile').notNull(),
  leadAgencyId: uuid('lead_agency_id').notNull(),
  leadPersonId: uuid('lead_person_id'),
  childProcedure: boolean('child_procedure').notNull(),
  ageBand: oneOf('age_band', ageBands).notNull(),
  urgency: oneOf('urgency', urgencies).notNull(),
  closingReason: oneOf('closing_reason', endingReasons),
  openedAt: instant('opened_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  closedAt: instant('closed_at'),
  reopeningReason: oneOf('reopening_reason', reopeningReasons),
  agencyOnly: boolean('agency_only').notNull().default(false),
})

export const caseMembers = app.table('case_members', {
  id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id'),
  compartment: oneOf('compartment', compartments).notNull(),
  grantId: uuid('grant_id'),
  fromAt: instant('from_at').notNull().default(sql`app.now()`),
  untilAt: instant('until_at'),
  endsAt: instant('ends_at'),
  warnedAt: instant('warned_at'),
})

export const caseBars = app.table(
  'case_bars',
  {
    caseId: uuid('case_id').notNull(),
    personId: uuid('person_id').notNull(),
    since: instant('since').notNull().default(sql`app.now()`),
    reason: oneOf('reason', barReasons),
    setBy: uuid('set_by'),
  },
  (table) => [primaryKey({ columns: [table.personId, table.caseId] })],
)

export const grants = app.table('grants', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  referralId: uuid('referral_id'),
  agencyId: uuid('agency_id').notNull(),
  compartments: code('compartments').array().notNull(),
  purpose: code('purpose').notNull(),
  legalBasis: code('legal_basis').notNull(),
  fromAt: instant('from_at').notNull().default(sql`app.now()`),
  untilAt: instant('until_at').notNull(),
  endedAt: instant('ended_at'),
})

export const persons = app.table('persons', {
  id: uuid('id').primaryKey(),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
})

export const casePersons = app.table('case_persons', {
  caseId: uuid('case_id').primaryKey(),
  personId: uuid('person_id').notNull(),
  birthYear: smallint('birth_year'),
  sex: code('sex'),
  nationality: code('nationality'),
  identity: bytes('identity').notNull(),
})

export const caseExploitations = app.table('case_exploitations', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  form: oneOf('form', exploitationForms).notNull(),
  basis: oneOf('basis', exploitationBases).notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
  endedAt: instant('ended_at'),
})

export const caseTokens = app.table(
  'case_tokens',
  {
    caseId: uuid('case_id').notNull(),
    token: bytes('token').notNull(),
  },
  (table) => [primaryKey({ columns: [table.token, table.caseId] })],
)

export const caseMilestones = app.table('case_milestones', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  track: oneOf('track', tracks).notNull(),
  stage: oneOf('stage', stages).notNull(),
  compartment: code('compartment').notNull(),
  reachedOn: date('reached_on').notNull(),
  agencyId: uuid('agency_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
})

export const formerLeads = app.table('former_leads', {
  id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  untilAt: instant('until_at').notNull().default(sql`app.now()`),
})

/** The table of agencies that may read entries which were written before the agency joined the case. */
export const earlierEntries = app.table('earlier_entries', {
  id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  ownerAgencyId: uuid('owner_agency_id'),
  beforeAt: instant('before_at').notNull().default(sql`app.now()`),
  openedAgencyId: uuid('opened_agency_id'),
  openedBy: uuid('opened_by'),
})

export const personChanges = app.table('person_changes', {
  id: uuid('id').primaryKey(),
  caseId: uuid('case_id').notNull(),
  because: oneOf('because', correctionReasons).notNull(),
  before: bytes('before').notNull(),
  agencyId: uuid('agency_id').notNull(),
  personId: uuid('person_id').notNull(),
  at: instant('at').notNull().default(sql`app.now()`),
})
