import { correctionReasons, extensionReasons } from '@palermo/shared/deadlines/acts.ts'
import { changeKinds } from '@palermo/shared/deadlines/clock.ts'
import { breachReasons, pauseReasons } from '@palermo/shared/deadlines/contract.ts'
import { limitUnits } from '@palermo/shared/deadlines/profile.ts'
import { sql } from 'drizzle-orm'
import { boolean, date, integer, jsonb, primaryKey, uuid } from 'drizzle-orm/pg-core'
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
  appliedRule: jsonb('applied_rule').notNull().default({}),
  alarms: jsonb('alarms').notNull().default([]),
  nextAlarmAt: instant('next_alarm_at'),
  closedAt: instant('closed_at'),
  breachReason: oneOf('breach_reason', breachReasons),
  breachAnsweredAt: instant('breach_answered_at'),
  breachAnsweredBy: uuid('breach_answered_by'),
  version: integer('version').notNull().default(1),
  pausedUntil: instant('paused_until'),
})

export const clockChanges = app.table(
  'clock_changes',
  {
    deadlineId: uuid('deadline_id').notNull(),
    version: integer('version').notNull(),
    kind: oneOf('kind', changeKinds).notNull(),
    at: instant('at').notNull().default(sql`app.now()`),
    actorId: uuid('actor_id'),
    agencyId: uuid('agency_id'),
    reason: oneOf('reason', [...pauseReasons, ...extensionReasons, ...correctionReasons]),
    fromAt: instant('from_at'),
    untilAt: instant('until_at'),
    value: integer('value'),
    unit: oneOf('unit', limitUnits),
    source: label('source'),
    oldStartedAt: instant('old_started_at').notNull(),
    oldDueAt: instant('old_due_at').notNull(),
    startedAt: instant('started_at').notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.deadlineId, table.version] })],
)

export const profiles = app.table(
  'profiles',
  {
    code: code('code').notNull(),
    version: code('version').notNull(),
    document: jsonb('document').notNull(),
    loadedAt: instant('loaded_at').notNull().default(sql`clock_timestamp()`),
    publishedBy: uuid('published_by'),
    moveRunning: boolean('move_running').notNull().default(false),
    movedAt: instant('moved_at'),
    moved: integer('moved').notNull().default(0),
    reached: uuid('reached'),
    lastPass: boolean('last_pass'),
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

/** The table of open records without a deadline or work item, as the worker found them last. */
export const foundOrphans = app.table('found_orphans', {
  subjectId: uuid('subject_id').primaryKey(),
  subjectKind: code('subject_kind').notNull(),
})
