import { wholeReply } from '@palermo/shared/light-reply.ts'
import type { z } from 'zod'
import { type HttpRequest, http } from './http.ts'
import { readProblem, Unreadable } from './problem.ts'
import { readToken, renewToken } from './session/session.ts'

export interface ApiRequest extends HttpRequest {
  /** Query parameters; blank, null and undefined values are not sent. */
  query?: Record<string, string | number | boolean | null | undefined>
  /** The Idempotency-Key of the request, which is the same for every attempt of one submission. */
  key?: string
  /** Whether the reply to an action contains the whole record, for a page that shows the record at once. */
  whole?: boolean
}

/**
 * Sends a request with the session's token and validates the reply with `schema`. A reply without a body (204) is
 * parsed as undefined, for `z.void()`. Throws Refused, Unreachable or Unreadable.
 */
export const api = async <T extends z.ZodType>(
  schema: T,
  path: string,
  request: ApiRequest = {},
): Promise<z.infer<T>> => {
  const response = await signedIn(withQuery(path, request.query), request)
  if (!response.ok) throw await readProblem(response)
  const body: unknown = response.status === 204 ? undefined : await response.json()
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new Unreadable(path, parsed.error.message)
  return parsed.data
}

/**
 * Sends a request with the session's token and returns the unread response; if the token was refused, renews the token
 * and repeats the request once.
 */
export const signedIn = async (
  path: string,
  { query: _, key, whole, ...request }: ApiRequest = {},
): Promise<Response> => {
  const headers = {
    ...request.headers,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(whole ? wholeReply : {}),
  }
  const go = (bearer: string | undefined) =>
    http(path, { ...request, headers: { ...headers, ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) } })
  const bearer = await readToken()
  const response = await go(bearer)
  if (response.status !== 401 || bearer === undefined) return response
  const renewed = await renewToken(bearer)
  return renewed === undefined ? response : go(renewed)
}

const withQuery = (path: string, query: ApiRequest['query'] = {}) => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (pairs.length === 0) return path
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

/**
 * Returns a function that gives the Idempotency-Key of one form's content: the same content keeps its key, so that
 * sending again after a lost reply cannot create a second record.
 */
export const submissionKeys = () => {
  let last: { content: string; key: string } | undefined
  return (body: unknown): string => {
    const content = JSON.stringify(body)
    if (last?.content !== content) last = { content, key: crypto.randomUUID() }
    return last.key
  }
}
