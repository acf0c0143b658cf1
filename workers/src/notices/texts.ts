import type { OutboundMessage } from '@palermo/db/notices/outbound-messages.ts'
import { NoAnswer, post } from '../outbound.ts'
import type { Gateway } from '../text-gateway.ts'
import { NotSent } from './not-sent.ts'
import { textOf } from './words.ts'

/** All addresses are allowed, because the operator's own gateway may have an internal address. */
const anywhere = { allowed: ['0.0.0.0/0', '::/0'] }

/** HTTP statuses by which a gateway says that it did not accept the message and that it may be retried. */
const later = new Set([429, 503])

/**
 * Sends a text message. The message is retried only if it was certainly not accepted, because there was no connection
 * or the gateway refused it. A message that may have been sent is given up, because a duplicate costs money and
 * disturbs the recipient.
 * @throws NotSent
 */
export const sendText = async (gateway: Gateway, message: OutboundMessage, link: string): Promise<void> => {
  const said = { to: message.phone ?? '', text: textOf(message, link), id: message.id }
  const status = await post({ url: gateway.url, ...requestOf(gateway, said) }, anywhere).catch((error) => {
    if (!(error instanceof NoAnswer)) throw error
    throw error.sent ? new NotSent('UNCLEAR', true) : new NotSent(error.code, false)
  })
  if (status >= 200 && status < 300) return
  throw new NotSent(`HTTP ${status}`, !later.has(status))
}

type Said = Readonly<Record<'to' | 'text' | 'id', string>>

const requestOf = ({ headers, body }: Gateway, said: Said) => {
  const fill = (words: string) => words.replace(/\{(to|text|id)\}/g, (_, name: keyof Said) => said[name])
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return fill(value)
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inside(one)]))
  }
  const type = 'json' in body ? 'application/json' : 'application/x-www-form-urlencoded'
  return {
    headers: { 'content-type': type, 'idempotency-key': said.id, ...headers },
    body:
      'json' in body
        ? JSON.stringify(inside(body.json))
        : new URLSearchParams(body.form.map(([name, value]): [string, string] => [name, fill(value)])).toString(),
  }
}
