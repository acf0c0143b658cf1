import { ageBands } from '@palermo/shared/codes/age-bands.ts'
import { declineReasons } from '@palermo/shared/codes/decline-reasons.ts'
import { genders } from '@palermo/shared/codes/genders.ts'
import { urgencies } from '@palermo/shared/codes/urgency.ts'
import { wishedOutcomes } from '@palermo/shared/codes/wished-outcomes.ts'
import { withdrawalReasons } from '@palermo/shared/codes/withdrawal-reasons.ts'
import { purposes } from '@palermo/shared/lawful-grounds.ts'
import { accompanied } from '@palermo/shared/referrals/bed.ts'
import { ReferralKind } from '@palermo/shared/referrals/contract.ts'
import { referralBases } from '@palermo/shared/referrals/grounds.ts'
import { outcomeScores } from '@palermo/shared/referrals/inputs.ts'
import { messageKinds } from '@palermo/shared/referrals/messages.ts'
import { referralWorkflow } from '@palermo/shared/referrals/record.ts'
import { sql } from 'drizzle-orm'
import { boolean, date, integer, jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, bytes, code, instant, oneOf } from '../columns.ts'

export const referrals = app.table('referrals', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  status: oneOf('status', referralWorkflow.statuses).notNull(),
  kind: oneOf('kind', ReferralKind.options).notNull(),
  threadId: uuid('thread_id').notNull(),
  caseId: uuid('case_id'),
  caseReference: code('case_reference'),
  fromAgencyId: uuid('from_agency_id').notNull(),
  fromPersonId: uuid('from_person_id').notNull(),
  fromPersonLeft: boolean('from_person_left').notNull().default(false),
  toAgencyId: uuid('to_agency_id'),
  assigneeId: uuid('assignee_id'),
  leadAgencyId: uuid('lead_agency_id'),
  leadPersonId: uuid('lead_person_id'),
  urgency: oneOf('urgency', urgencies).notNull(),
  childProcedure: boolean('child_procedure').notNull().default(false),
  ageBand: oneOf('age_band', ageBands).notNull(),
  needs: code('needs').array().notNull().default([]),
  services: code('services').array().notNull().default([]),
  language: code('language'),
  interpreter: boolean('interpreter').notNull().default(false),
  sex: oneOf('sex', genders),
  accompanied: oneOf('accompanied', accompanied),
  formId: code('form_id').notNull(),
  formVersion: integer('form_version').notNull(),
  answers: jsonb('answers').notNull().default({}),
  declineReason: oneOf('decline_reason', declineReasons),
  withdrawalReason: oneOf('withdrawal_reason', [...withdrawalReasons, 'rerouted']),
  onwardAgencyId: uuid('onward_agency_id'),
  phoneAcceptedAt: instant('phone_accepted_at'),
  phoneConfirmedAt: instant('phone_confirmed_at'),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  sentAt: instant('sent_at'),
  acknowledgedAt: instant('acknowledged_at'),
  acceptedAt: instant('accepted_at'),
  startedAt: instant('started_at'),
  endedAt: instant('ended_at'),
  purpose: oneOf('purpose', purposes),
  legalBasis: oneOf('legal_basis', referralBases),
})

export const referralMessages = app.table('referral_messages', {
  id: uuid('id').primaryKey(),
  referralId: uuid('referral_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  authorId: uuid('author_id').notNull(),
  kind: oneOf('kind', messageKinds).notNull(),
  compartment: oneOf('compartment', ['C1']).notNull().default('C1'),
  arrivesAt: instant('arrives_at'),
  sealed: bytes('sealed'),
  at: instant('at').notNull().default(sql`app.now()`),
})

export const referralOutcomes = app.table(
  'referral_outcomes',
  {
    referralId: uuid('referral_id').notNull(),
    outcome: oneOf('outcome', wishedOutcomes).notNull(),
    score: oneOf('score', outcomeScores),
  },
  (table) => [primaryKey({ columns: [table.referralId, table.outcome] })],
)

export const notReferred = app.table(
  'not_referred',
  {
    agencyId: uuid('agency_id').notNull(),
    onDate: date('on_date').notNull(),
    n: integer('n').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.onDate] })],
)
