import { z } from 'zod'
import { noticeKinds } from '../notice-kinds.ts'
import { PageQuery, pageOf } from '../page.ts'
import { DeliveryState } from './contract.ts'

/**
 * The kinds of notification that a webhook may receive. The kind `agencies` is excluded, because only task-force leads
 * may know which agencies are late.
 */
export const webhookKinds = noticeKinds.filter((kind) => kind !== 'agencies')
const Kinds = z.array(z.enum(webhookKinds)).min(1).max(webhookKinds.length)

/** An address without user name and password, and without a fragment, which HTTP never sends. */
const Address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((url) => {
    if (!URL.canParse(url)) return true
    const { username, password, hash } = new URL(url)
    return username === '' && password === '' && hash === ''
  }, 'must hold no user, password or fragment')

export const Webhook = z.object({
  id: z.uuid(),
  version: z.int(),
  url: z.string(),
  kinds: Kinds,
  createdAt: z.iso.datetime(),
  /**
   * `secretSince`: when the secret became valid. `previousUntil`: until when messages are also signed with the previous
   * secret.
   */
  secretSince: z.iso.datetime().nullable(),
  previousUntil: z.iso.datetime().nullable(),
  /** `failures`: the number of failed attempts since the last success. `pausedUntil`: when the present pause ends. */
  failures: z.int(),
  pausedUntil: z.iso.datetime().nullable(),
})
export type Webhook = z.infer<typeof Webhook>
export const WebhookList = z.object({ items: z.array(Webhook) })

export const NewWebhook = z.strictObject({ url: Address, kinds: Kinds })
export type NewWebhook = z.infer<typeof NewWebhook>
export const EditWebhook = z
  .strictObject({ version: z.int(), url: Address.optional(), kinds: Kinds.optional() })
  .refine((edit) => Object.keys(edit).length > 1, 'changes nothing')
export type EditWebhook = z.infer<typeof EditWebhook>

/**
 * A webhook with its secret in the format of Standard Webhooks (`whsec_…`). The secret is shown once; it is null in the
 * reply to a retry.
 */
export const WebhookWithSecret = z.object({ webhook: Webhook, secret: z.string().nullable() })
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>

/** Maximum number of webhooks of an agency. The agency's own receiver can forward messages to further receivers. */
export const mostWebhooks = 5

export const WebhookMessage = z.object({
  id: z.uuid(),
  topic: z.string(),
  state: DeliveryState,
  tries: z.int(),
  at: z.iso.datetime(),
  error: z.string().nullable(),
})
export type WebhookMessage = z.infer<typeof WebhookMessage>
export const WebhookMessagePage = pageOf(WebhookMessage)
export const WebhookMessageQuery = z.strictObject(PageQuery.shape)
export type WebhookMessageQuery = z.infer<typeof WebhookMessageQuery>
