import { expect } from 'vitest'
import { password, type Site } from './site.ts'

/** What happened to a crowd that kept working all the while. */
export interface Told {
  /** Ids by key of all drafts that were acknowledged. */
  made: Map<string, string>
  /** What was not answered as it should be: a status, or why there was no answer. */
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
 * Six people who write and read without a pause until `during` is over. `again`: whoever got no answer to a draft asks again
 * with the same key, as the pages do, until there is one.
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
