import {
  Channel,
  DeliveryState,
  NoticeChannel,
  NoticeKind,
  OutboundMessageKind,
} from '@palermo/shared/notices/contract.ts'
import { manners } from '@palermo/shared/notices/leaving.ts'
import { sql } from 'drizzle-orm'
import { bigint, boolean, integer, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { app, authz, bytes, code, instant, label, oneOf } from '../columns.ts'

export const notices = app.table('notices', {
  id: uuid('id').primaryKey(),
  outboxId: bigint('outbox_id', { mode: 'bigint' }).notNull(),
  personId: uuid('person_id').notNull(),
  topic: code('topic').notNull(),
  subjectKind: code('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  caseId: uuid('case_id'),
  caseReference: code('case_reference'),
  step: code('step'),
  agencyId: uuid('agency_id'),
  dueAt: instant('due_at'),
  at: instant('at').notNull(),
  readAt: instant('read_at'),
  detail: code('detail'),
  muted: boolean('muted').notNull().default(false),
})

export const deliveries = app.table('deliveries', {
  id: uuid('id').primaryKey(),
  noticeId: uuid('notice_id').notNull(),
  personId: uuid('person_id').notNull(),
  channel: oneOf('channel', Channel.options).notNull(),
  topic: code('topic').notNull(),
  dueAt: instant('due_at').notNull(),
  outboundMessageId: uuid('outbound_message_id'),
  droppedAt: instant('dropped_at'),
  at: instant('at').notNull().default(sql`app.now()`),
  manner: oneOf('manner', manners).notNull(),
})

export const outboundMessages = app.table('outbound_messages', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  channel: oneOf('channel', Channel.options).notNull(),
  notices: integer('notices').notNull(),
  state: oneOf('state', DeliveryState.options).notNull(),
  tries: integer('tries').notNull().default(0),
  dueAt: instant('due_at').notNull().default(sql`app.now()`),
  heldUntil: instant('held_until'),
  error: code('error'),
  at: instant('at').notNull().default(sql`app.now()`),
  manner: oneOf('manner', manners).notNull(),
  codes: code('codes').array().notNull().default([]),
  dueToday: integer('due_today'),
  late: integer('late'),
  kind: oneOf('kind', OutboundMessageKind.options).notNull(),
  linkId: uuid('link_id'),
  subscriptionId: uuid('subscription_id'),
  triesBefore: integer('tries_before').notNull().default(0),
  queuedAt: instant('queued_at'),
})

export const noticeSettings = app.table('notice_settings', {
  personId: uuid('person_id').primaryKey(),
  version: integer('version').notNull().default(1),
  quietFrom: code('quiet_from'),
  quietUntil: code('quiet_until'),
  digestAt: code('digest_at').notNull().default('08:00'),
})

export const noticeChoices = app.table(
  'notice_choices',
  {
    personId: uuid('person_id').notNull(),
    kind: oneOf('kind', NoticeKind.options).notNull(),
    channel: oneOf('channel', NoticeChannel.options).notNull(),
    wanted: boolean('wanted').notNull(),
  },
  (row) => [primaryKey({ columns: [row.personId, row.kind, row.channel] })],
)

export const webhooks = app.table('webhooks', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  agencyId: uuid('agency_id').notNull(),
  url: label('url').notNull(),
  kinds: code('kinds').array().notNull(),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
  endedAt: instant('ended_at'),
  failures: integer('failures').notNull().default(0),
  pausedUntil: instant('paused_until'),
})

export const webhookSecrets = authz.table('webhook_secrets', {
  id: uuid('id').primaryKey(),
  webhookId: uuid('webhook_id').notNull(),
  secret: bytes('secret'),
  fromAt: instant('from_at').notNull().default(sql`now()`),
  untilAt: instant('until_at'),
  sealed: bytes('sealed'),
})

export const webhookMessages = app.table('webhook_messages', {
  id: uuid('id').primaryKey(),
  webhookId: uuid('webhook_id').notNull(),
  outboxId: bigint('outbox_id', { mode: 'bigint' }),
  topic: code('topic').notNull(),
  subjectKind: code('subject_kind'),
  subjectId: uuid('subject_id'),
  happenedAt: instant('happened_at').notNull(),
  state: oneOf('state', DeliveryState.options).notNull().default('waiting'),
  tries: integer('tries').notNull().default(0),
  dueAt: instant('due_at').notNull().default(sql`app.now()`),
  heldUntil: instant('held_until'),
  error: code('error'),
  at: instant('at').notNull().default(sql`app.now()`),
  triesBefore: integer('tries_before').notNull().default(0),
  queuedAt: instant('queued_at'),
})

export const gateways = app.table('gateways', {
  channel: oneOf('channel', ['sms']).primaryKey(),
  seenAt: instant('seen_at').notNull().default(sql`now()`),
})

export const pushKeys = app.table('push_keys', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  publicKey: code('public_key').notNull(),
  privateKey: code('private_key'),
  sealed: bytes('sealed'),
})

export const pushSubscriptions = app.table('push_subscriptions', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  endpoint: code('endpoint').notNull(),
  p256dh: code('p256dh').notNull(),
  auth: code('auth').notNull(),
  device: label('device').notNull(),
  createdAt: instant('created_at').notNull().default(sql`app.now()`),
})
