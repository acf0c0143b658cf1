import { LinkPurpose } from '@palermo/shared/accounts/links.ts'
import { functions } from '@palermo/shared/actor.ts'
import { sql } from 'drizzle-orm'
import { bigint, boolean, integer, interval, primaryKey, smallint, uuid } from 'drizzle-orm/pg-core'
import { app, authz, bytes, code, instant, label, oneOf } from '../columns.ts'

export const people = app.table('people', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  agencyId: uuid('agency_id').notNull(),
  name: label('name').notNull(),
  email: label('email').notNull(),
  function: oneOf('function', functions).notNull(),
  phone: label('phone'),
  locale: code('locale').notNull().default('en'),
  zone: code('zone').notNull().default('UTC'),
  disabledAt: instant('disabled_at'),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
})

export const credentials = authz.table('credentials', {
  personId: uuid('person_id').primaryKey(),
  hash: code('hash').notNull(),
  changedAt: instant('changed_at').notNull().default(sql`now()`),
})

export const pepper = authz.table('pepper', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  secret: bytes('secret').notNull().default(sql`(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))`),
})

export const failedAttempts = authz.table(
  'failed_attempts',
  {
    address: bytes('address').notNull(),
    network: bytes('network').notNull(),
    failures: integer('failures').notNull(),
    failedAt: instant('failed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.address, table.network] })],
)

export const knownNetworks = authz.table(
  'known_networks',
  {
    personId: uuid('person_id').notNull(),
    network: bytes('network').notNull(),
    seenAt: instant('seen_at').notNull().default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.personId, table.network] })],
)

export const attempts = authz.table('attempts', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id'),
  address: bytes('address').notNull(),
  network: bytes('network').notNull(),
  known: boolean('known').notNull(),
  at: instant('at').notNull().default(sql`now()`),
})

export const sessions = authz.table('sessions', {
  id: uuid('id').primaryKey(),
  secretHash: bytes('secret_hash').notNull(),
  refreshHash: bytes('refresh_hash').notNull(),
  previousRefreshHash: bytes('previous_refresh_hash'),
  refreshedAt: instant('refreshed_at').notNull().default(sql`now()`),
  personId: uuid('person_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  sector: code('sector').notNull(),
  function: code('function').notNull(),
  device: label('device').notNull().default(''),
  startedAt: instant('started_at').notNull().default(sql`now()`),
  lastSeenAt: instant('last_seen_at').notNull().default(sql`now()`),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  idleUntil: instant('idle_until').notNull().default(sql`now() + interval '30 minutes'`),
})

export const sessionLimits = authz.table('session_limits', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  idle: interval('idle').notNull().default('30 minutes'),
  longest: interval('longest').notNull().default('10 hours'),
  most: smallint('most').notNull().default(3),
})

export const knownDevices = authz.table('known_devices', {
  personId: uuid('person_id').primaryKey(),
  device: label('device').primaryKey(),
  seenAt: instant('seen_at').notNull().default(sql`now()`),
})

export const links = authz.table('links', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  purpose: oneOf('purpose', LinkPurpose.options).notNull(),
  askedAt: instant('asked_at').notNull().default(sql`now()`),
  expiresAt: instant('expires_at'),
  usedAt: instant('used_at'),
  endedAt: instant('ended_at'),
})

export const linkTokens = authz.table('link_tokens', {
  hash: bytes('hash').primaryKey(),
  linkId: uuid('link_id').notNull(),
})

export const linkRequests = authz.table('link_requests', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  address: bytes('address').notNull(),
  email: label('email'),
  at: instant('at').notNull().default(sql`now()`),
})
