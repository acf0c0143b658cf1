import { breachReasons } from '@palermo/shared/deadlines/contract.ts'
import { sql } from 'drizzle-orm'
import { date, jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, label, oneOf } from '../columns.ts'

export const deadlines = app.table('deadlines', {
  id: uuid('id').primaryKey(),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  caseId: uuid('case_id'),
  key: code('key').notNull(),
  owesAgencyId: uuid('owes_agency_id').notNull(),
  owesPersonId: uuid('owes_person_id'),
  owedAgencyId: uuid('owed_agency_id'),
  owedPersonId: uuid('owed_person_id'),
  profile: code('profile').notNull(),
  profileVersion: code('profile_version').notNull(),
  startedAt: instant('started_at').notNull(),
  dueAt: instant('due_at').notNull(),
  ruling: jsonb('ruling').notNull().default({}),
  alarms: jsonb('alarms').notNull().default([]),
  nextAlarmAt: instant('next_alarm_at'),
  closedAt: instant('closed_at'),
  breachReason: oneOf('breach_reason', breachReasons),
  breachAnsweredAt: instant('breach_answered_at'),
  breachAnsweredBy: uuid('breach_answered_by'),
})

export const profiles = app.table(
  'profiles',
  {
    code: code('code').notNull(),
    version: code('version').notNull(),
    document: jsonb('document').notNull(),
    loadedAt: instant('loaded_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.code, table.version] })],
)

export const holidays = app.table(
  'holidays',
  {
    calendar: code('calendar').notNull(),
    onDate: date('on_date').notNull(),
    name: label('name').notNull(),
    source: label('source').notNull(),
  },
  (table) => [primaryKey({ columns: [table.calendar, table.onDate] })],
)
