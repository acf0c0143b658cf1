import { sectors } from '@palermo/shared/actor.ts'
import { sql } from 'drizzle-orm'
import { boolean, integer, jsonb, uuid } from 'drizzle-orm/pg-core'
import { app, code, instant, label, oneOf } from '../columns.ts'

export const agencies = app.table('agencies', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  label: label('label').notNull(),
  sector: oneOf('sector', sectors).notNull(),
  region: label('region').notNull().default(''),
  protected: boolean('protected').notNull().default(false),
  services: code('services').array().notNull().default([]),
  eligibility: jsonb('eligibility').notNull().default(sql`'{"ages": [], "sexes": []}'::jsonb`),
  languages: code('languages').array().notNull().default([]),
  hours: jsonb('hours').notNull().default([]),
  alwaysOpen: boolean('always_open').notNull().default(false),
  zone: code('zone').notNull().default('UTC'),
  dutyPhone: label('duty_phone'),
  takesReferrals: boolean('takes_referrals').notNull().default(true),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  updatedAt: instant('updated_at').notNull().default(sql`app.now()`),
  aliases: label('aliases').array().notNull().default([]),
  placementDesk: boolean('placement_desk').notNull().default(false),
})

export const agencyIdentities = app.table('agency_identities', {
  agencyId: uuid('agency_id').primaryKey(),
  name: label('name').notNull(),
  dutyPhone: label('duty_phone'),
  aliases: label('aliases').array().notNull().default([]),
})

export const onCall = app.table('on_call', {
  id: uuid('id').primaryKey(),
  agencyId: uuid('agency_id').notNull(),
  phone: label('phone').notNull(),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at').notNull(),
})
