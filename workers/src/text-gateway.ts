import { readFile } from 'node:fs/promises'
import type { TextCaps } from '@palermo/db/notices/make-outbound-message.ts'
import type { Environment } from '@palermo/shared/environment.ts'

/** A gateway that accepts a text message by one HTTP request, as most gateways do. */
export interface Gateway {
  url: string
  headers: Readonly<Record<string, string>>
  /** The request body with placeholders `{to}`, `{text}` and `{id}`; as JSON or as a form. */
  body: { json: unknown } | { form: readonly (readonly [string, string])[] }
}

export interface TextSettings {
  gateway: Gateway | undefined
  /** File in which the demo's own gateway writes its URL, which changes at each start. */
  gatewayFile: string | undefined
  caps: TextCaps
}

const usual = { json: { to: '{to}', text: '{text}', reference: '{id}' } }

/** The gateway for text messages; undefined if there is none. */
export const textGateway = async ({ gateway, gatewayFile }: TextSettings): Promise<Gateway | undefined> => {
  if (gateway || gatewayFile === undefined) return gateway
  const url = await readFile(gatewayFile, 'utf8').catch(() => undefined)
  return url === undefined ? undefined : { url, headers: {}, body: usual }
}

/**
 * Reads the gateway's settings from the environment. Throws for an unusable value, so that a wrongly configured process
 * does not start.
 */
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
