import { readFile } from 'node:fs/promises'
import type { TextCaps } from '@palermo/db/notices/letter-making.ts'
import type { Letter } from '@palermo/db/notices/letters.ts'
import type { Environment } from '@palermo/shared/environment.ts'
import { NoAnswer, post } from '../outbound.ts'
import { NotSent } from './not-sent.ts'
import { textOf } from './words.ts'

/** A gateway that takes a text message by one HTTP request, as most do. */
export interface Gateway {
  url: string
  headers: Readonly<Record<string, string>>
  /** What is sent, with `{to}`, `{text}` and `{id}` where they go; as JSON or as a form. */
  body: { json: unknown } | { form: readonly (readonly [string, string])[] }
}

export interface TextSettings {
  gateway: Gateway | undefined
  /** Where the demo's own gateway left its address, which changes with each start. */
  gatewayFile: string | undefined
  caps: TextCaps
}

const usual = { json: { to: '{to}', text: '{text}', reference: '{id}' } }

/** Where text messages go now; undefined where there is no gateway. */
export const textGateway = async ({ gateway, gatewayFile }: TextSettings): Promise<Gateway | undefined> => {
  if (gateway || gatewayFile === undefined) return gateway
  const url = await readFile(gatewayFile, 'utf8').catch(() => undefined)
  return url === undefined ? undefined : { url, headers: {}, body: usual }
}

/** What the environment says of a gateway. Throws for what cannot be used: better not started than started wrong. */
export const readGateway = (env: Environment): Gateway | undefined => {
  const url = env.SMS_URL
  if (!url) return undefined
  if (!URL.canParse(url)) throw new Error('SMS_URL is no address')
  const headers: unknown = JSON.parse(env.SMS_HEADERS || '{}')
  if (
    typeof headers !== 'object' ||
    headers === null ||
    !Object.values(headers).every((one) => typeof one === 'string')
  )
    throw new Error('SMS_HEADERS is no JSON object of words')
  const body = bodyIn(env.SMS_BODY)
  const said = JSON.stringify(body)
  if (!said.includes('{to}') || !said.includes('{text}')) throw new Error('SMS_BODY has no place for {to} or {text}')
  return { url, headers: headers as Record<string, string>, body }
}

const bodyIn = (template: string | undefined): Gateway['body'] => {
  if (!template) return usual
  if (template.startsWith('{"')) return { json: JSON.parse(template) }
  return { form: [...new URLSearchParams(template)] }
}

/** Everything that an operator's own gateway may stand behind. */
const anywhere = { allowed: ['0.0.0.0/0', '::/0'] }

/** Answers that say: not taken, come again. */
const later = new Set([429, 503])

/**
 * One text message. It is tried again only where it surely was not taken: nobody was reached, or the gateway said so. Where it
 * may have gone it is given up, for a second one costs and rings as well.
 * @throws NotSent
 */
export const sendText = async (gateway: Gateway, letter: Letter, link: string): Promise<void> => {
  const said = { to: letter.phone ?? '', text: textOf(letter, link), id: letter.id }
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
