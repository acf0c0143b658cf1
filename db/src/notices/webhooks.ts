import { randomBytes } from 'node:crypto'
import { seesTeam } from '@palermo/shared/actor.ts'
import {
  type EditWebhook,
  mostWebhooks,
  type NewWebhook,
  Webhook,
  type WebhookMessage,
  type WebhookMessageQuery,
  type WebhookWithSecret,
} from '@palermo/shared/notices/webhooks.ts'
import { Problem } from '@palermo/shared/problem.ts'
import { v7 } from 'uuid'
import { type RequestContext, read, type Tx, write } from '../actor.ts'
import type { Database } from '../database.ts'
import { once, type Retry } from '../idempotency.ts'
import { cursorOf, pageFrom } from '../keyset.ts'
import { instant, number, orNull, rowsOf, someOf } from '../readers.ts'
import { outboundRing } from '../seal.ts'
import type { SlotSql } from '../slots.ts'
import { sealSecret } from './sealed-secrets.ts'
import { webhookMessages, webhooks } from './table.ts'

/**
 * Refuses all roles except those that manage webhooks, because row security alone would show the other roles of the
 * agency an empty list.
 */
const theirs = ({ function: role }: { function: string }) => {
  if (!seesTeam.some((one) => one === role)) throw new Problem('not-allowed')
}

const { url, kinds: _, createdAt, failures, pausedUntil } = webhooks
const webhookRows = rowsOf({
  id: webhooks.id,
  version: webhooks.version,
  url,
  kinds: someOf(Webhook.shape.kinds.unwrap().options),
  createdAt,
  secretSince: orNull(instant),
  previousUntil: orNull(instant),
  failures,
  pausedUntil,
})
const { id: messageId, topic, state, tries, at: toldAt, error } = webhookMessages
const messageRows = rowsOf({ id: messageId, topic, state, tries, at: toldAt, error })
const numberRows = rowsOf({ n: number })

const everyWebhook = (sql: SlotSql) => sql`
  select w.id, w.version, w.url, w.kinds, w.created_at as "createdAt", s.since as "secretSince", s.previous_until as "previousUntil",
      w.failures, w.paused_until as "pausedUntil"
    from app.webhooks w, app.webhook_secret_times(w.id) s where w.ended_at is null`

/** Lists the webhooks of the actor's agency. @throws Problem not-allowed */
export const listWebhooks = async (db: Database, who: RequestContext): Promise<Webhook[]> => {
  const { actor, rows } = await read(db, who, (sql) => [
    webhookRows(sql`${everyWebhook(sql)} order by w.created_at, w.id`),
  ])
  theirs(actor)
  return [...rows[0]]
}

const webhookIn = async ({ sql }: Tx, id: string): Promise<Webhook> => {
  const [row] = await webhookRows(sql`${everyWebhook(sql)} and w.id = ${id}`)
  if (!row) throw new Problem('not-found')
  return row
}

export const readWebhook = (db: Database, who: RequestContext, id: string): Promise<Webhook> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    return webhookIn(tx, id)
  })

/**
 * Creates a webhook.
 * @param allowPlain whether the address may be http, as on the machine of a demo
 * @throws Problem not-allowed, invalid, key-reused
 */
export const createWebhook = (
  db: Database,
  who: RequestContext,
  { retry, input, allowPlain }: { retry: Retry; input: NewWebhook; allowPlain: boolean },
): Promise<WebhookWithSecret> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    encrypted(input.url, allowPlain)
    const fresh = v7()
    let secret: string | null = null
    const id = await once(tx, actor, retry, fresh, async () => {
      // Concurrent requests run one after the other, so that each counts the earlier webhooks against the maximum.
      await tx.sql`select app.wait_for_turn(${`webhooks ${actor.agencyId}`})`
      const [row] = await numberRows(tx.sql`select count(*)::int as n from app.webhooks where ended_at is null`)
      if ((row?.n ?? 0) >= mostWebhooks) throw wrong('', `an agency has at most ${mostWebhooks}`)
      await tx.sql`insert into app.webhooks (id, agency_id, url, kinds)
        select ${fresh}, agency_id, ${input.url}, ${input.kinds} from authz.me`
      secret = await newSecret(db, tx, fresh)
    })
    return { webhook: await webhookIn(tx, id), secret }
  })

/**
 * Changes the address of a webhook, or which kinds of messages it gets. A new address starts without failures.
 * @throws Problem not-allowed, not-found, changed-meanwhile
 */
export const changeWebhook = (
  db: Database,
  who: RequestContext,
  { id, input, allowPlain }: { id: string; input: EditWebhook; allowPlain: boolean },
): Promise<Webhook> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    const before = await webhookIn(tx, id)
    const { url = before.url, kinds = before.kinds, version } = input
    encrypted(url, allowPlain)
    const moved = url !== before.url
    const changed = await tx.sql`
      update app.webhooks set version = version + 1, url = ${url}, kinds = ${kinds},
          failures = case when ${moved} then 0 else failures end, paused_until = case when ${moved} then null else paused_until end
        where id = ${id} and version = ${version} returning id`
    if (changed.length === 0) throw new Problem('changed-meanwhile')
    return webhookIn(tx, id)
  })

/**
 * Makes a new signing secret. For a day, messages are signed with the previous secret as well, so that the receiver has
 * time to change.
 */
export const rotateSecret = (db: Database, who: RequestContext, id: string): Promise<WebhookWithSecret> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    await webhookIn(tx, id)
    const secret = await newSecret(db, tx, id)
    return { webhook: await webhookIn(tx, id), secret }
  })

/** Sends a test message, which reports no event, and ends a pause of the webhook. */
export const tryWebhook = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    await webhookIn(tx, id)
    await tx.sql`update app.webhooks set paused_until = null where id = ${id}`
    await tx.sql`insert into app.webhook_messages (id, webhook_id, topic, happened_at) values (${v7()}, ${id}, 'webhook.test', app.now())`
  })

/** Ends a webhook at once. */
export const endWebhook = (db: Database, who: RequestContext, id: string): Promise<void> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    await webhookIn(tx, id)
    await tx.sql`update app.webhooks set version = version + 1, ended_at = app.now() where id = ${id}`
  })

/** Lists the messages to the webhook with their results, newest first. */
export const listWebhookMessages = (
  db: Database,
  who: RequestContext,
  id: string,
  query: WebhookMessageQuery,
): Promise<{ items: WebhookMessage[]; nextCursor: string | null }> =>
  write(db, who, async (tx, actor) => {
    theirs(actor)
    await webhookIn(tx, id)
    const [at, after] = cursorOf(query.cursor)
    const rows = await messageRows(tx.sql`
      select m.id, m.topic, m.state, m.tries, m.at, m.error from app.webhook_messages m
       where m.webhook_id = ${id} and (${at}::timestamptz is null or (m.at, m.id) < (${at}::timestamptz, ${after}::uuid))
       order by m.at desc, m.id desc limit ${query.limit + 1}`)
    return pageFrom(rows, query.limit, (message) => [message.at, message.id])
  })

const newSecret = async ({ ring }: Database, { sql }: Tx, webhook: string): Promise<string> => {
  const secret = randomBytes(32).toString('base64')
  const id = v7()
  await sql`select app.keep_webhook_secret(${id}, ${webhook}, ${sealSecret(outboundRing(ring), 'webhook_secrets', id, secret)})`
  return `whsec_${secret}`
}

const encrypted = (url: string, allowPlain: boolean) => {
  if (!allowPlain && new URL(url).protocol !== 'https:') throw wrong('/url', 'has to begin with https://')
}

const wrong = (pointer: string, detail: string) => new Problem('invalid', undefined, { errors: [{ pointer, detail }] })
