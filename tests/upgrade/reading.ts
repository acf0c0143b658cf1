import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addressOf, ofTheApi, type Registered } from '../routes/registered.ts'

// Runs in two versions of the product: in the released version when its state is stored, and in the present one when
// the upgrade is tested.

/** A record of the stored state, with its texts, each of which occurs nowhere else. */
export interface StoredRecord {
  type: string
  plural: string
  id: string
  texts: Record<string, string>
}

export interface Reading {
  /** The texts and the records that each person read, by record type and field. */
  by: Record<string, { texts: string[]; records: string[] }>
  /** The values in the reply to the first person who may read a record, by the URL of the record. */
  values: Record<string, { who: string; values: unknown[] }>
}

interface Asked {
  app: FastifyInstance
  routes: readonly Registered[]
  tokens: Readonly<Record<string, string>>
  records: readonly StoredRecord[]
  caseId: string
}

/**
 * Requests every GET route of a record type as each person, and records which texts and records the replies contain.
 */
export const readAsEach = async ({ app, routes, tokens, records, caseId }: Asked): Promise<Reading> => {
  const urls = routes
    .filter((route) => ofTheApi(route) && route.method === 'GET' && !route.url.endsWith('/stream'))
    .flatMap((route) => addressesOf(route, records, caseId))
  const own = new Set(records.map(({ plural, id }) => `/api/${plural}/${id}`))
  const reading: Reading = { by: {}, values: {} }
  for (const [who, token] of Object.entries(tokens)) {
    const headers = { authorization: `Bearer ${token}` }
    const replies: string[] = []
    for (const url of urls) {
      const reply = await app.inject({ url, headers })
      if (reply.statusCode !== 200) continue
      replies.push(reply.body)
      if (own.has(url)) reading.values[url] ??= { who, values: valuesIn(reply.json()) }
    }
    const stands = (text: string) => replies.some((reply) => reply.includes(text))
    reading.by[who] = {
      texts: records.flatMap(({ type, texts }) =>
        Object.entries(texts).flatMap(([field, text]) => (stands(text) ? [`${type}.${field}`] : [])),
      ),
      records: records.flatMap(({ type, id }) => (stands(id) ? [type] : [])),
    }
  }
  return reading
}

/** The URLs of a route that belongs to a record type: one for each record, for the case, or for the whole list. */
const addressesOf = (route: Registered, records: readonly StoredRecord[], caseId: string): string[] => {
  const plural = route.url.split('/')[2]
  const own = records.filter((record) => record.plural === plural).map(({ id }) => id)
  if (own.length === 0) return []
  if (plural === 'cases') own.push(caseId)
  if (route.url.includes(':')) return own.map((id) => addressOf(route, id))
  const asksForCase = route.schema.querystring instanceof z.ZodObject && 'caseId' in route.schema.querystring.shape
  return [asksForCase ? `${route.url}?caseId=${caseId}` : route.url]
}

/**
 * Every text, number and boolean in a reply, without the field names, and without the numbers of events, which are
 * encrypted.
 */
const valuesIn = (reply: unknown): unknown[] =>
  typeof reply === 'object' && reply !== null
    ? [...new Set(Object.values(reply).flatMap(valuesIn))].toSorted()
    : reply === null || /^\d+$/.test(String(reply))
      ? []
      : [reply]
