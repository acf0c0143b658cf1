import {
  type EditWebhook,
  type NewWebhook,
  Webhook,
  WebhookList,
  WebhookMessagePage,
  WebhookWithSecret,
} from '@palermo/shared/notices/webhooks.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) => (await api(WebhookList, '/webhooks', { signal })).items,
})

/**
 * The last messages to a webhook with the state of their delivery, loaded again at intervals while the page is open.
 */
export const webhookMessagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'messages'],
    queryFn: async ({ signal }) =>
      (await api(WebhookMessagePage, `/webhooks/${id}/messages`, { query: { limit: 20 }, signal })).items,
    refetchInterval: 5_000,
  })

export const addWebhook = (input: NewWebhook, key: string): Promise<WebhookWithSecret> =>
  api(WebhookWithSecret, '/webhooks', { method: 'POST', body: input, key })

export const changeWebhook = (id: string, input: EditWebhook): Promise<Webhook> =>
  api(Webhook, `/webhooks/${id}`, { method: 'PATCH', body: input })

export const rotateSecret = (id: string): Promise<WebhookWithSecret> =>
  api(WebhookWithSecret, `/webhooks/${id}/secret`, { method: 'POST' })

export const tryWebhook = (id: string): Promise<void> => api(z.void(), `/webhooks/${id}/test`, { method: 'POST' })

export const endWebhook = (id: string): Promise<void> => api(z.void(), `/webhooks/${id}`, { method: 'DELETE' })
