import { expect } from 'vitest'
import { password, type Site } from './site.ts'

/** The results of the requests that were sent during an interruption. */
export interface Told {
  /** The id of each draft that the API acknowledged, by idempotency key. */
  made: Map<string, string>
  /** Requests that failed, each with the status or the error of the connection. */
  failed: string[]
  answered: number
}

export const signIn = async ({ address }: Pick<Site, 'address'>, email: string): Promise<string> => {
  const reply = await fetch(`${address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  expect(reply.status).toBe(200)
  return ((await reply.json()) as { accessToken: string }).accessToken
}

/**
 * Sends requests from six concurrent clients, without a pause, until `during` has ended. With `again`, a draft without
 * a reply is sent again with the same idempotency key until there is a reply, as the pages do.
 */
export const whileWorking = async (
  site: Site,
  token: string,
  during: () => Promise<void>,
  { again = false }: { again?: boolean } = {},
): Promise<Told> => {
  const told: Told = { made: new Map(), failed: [], answered: 0 }
  let over = false
  const ask = async (path: string, init: RequestInit = {}): Promise<Response | undefined> => {
    try {
      const reply = await fetch(`${site.address}/api${path}`, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
      })
      if (reply.ok) {
        told.answered += 1
        return reply
      }
      told.failed.push(`${init.method ?? 'GET'} ${path} ${reply.status} ${await reply.text()}`)
    } catch (error) {
      told.failed.push(`${init.method ?? 'GET'} ${path} ${(error as Error).message} ${(error as Error).cause}`)
    }
    return undefined
  }
  const draft = async () => {
    const key = crypto.randomUUID()
    const body = JSON.stringify({ kind: 'lead', formId: 'intake-short', formVersion: 1, answers: {} })
    for (let tries = 0; tries < (again ? 100 : 1); tries++) {
      const reply = await ask('/referrals', { method: 'POST', headers: { 'idempotency-key': key }, body })
      if (!reply) continue
      const { id } = (await reply.json()) as { id: string }
      told.made.set(key, id)
      return
    }
  }
  const work = async () => {
    while (!over) {
      await draft()
      await (await ask('/work-items?side=owes'))?.text()
      await (await ask('/work-items/counts'))?.text()
    }
  }
  const crowd = Promise.all(Array.from({ length: 6 }, work))
  await during()
  over = true
  await crowd
  return told
}
