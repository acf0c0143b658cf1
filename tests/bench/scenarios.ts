import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  caseworkerOf,
  nth,
  peoplePerAgency,
  receiverOf as receiverAgencyOf,
  type Size,
} from '@palermo/db/load/numbering.ts'
import type { Scenario } from './measure.ts'

/** Returns the caseworker of the agency to which this referral was sent, who is also its assignee once accepted. */
export const receiverOf = (size: Size, referral: number) => caseworkerOf(receiverAgencyOf(size, referral))

/** Returns the number of an accepted referral whose assignee may also read the texts in C1. */
export const acceptedReferral = ({ referrals }: Size, n: number) => 2 + 10 * (n % Math.floor(referrals / 10 - 1))

/**
 * Returns the number of an open referral. Three of ten referrals are open, and the product can accept each only once.
 */
export const openReferral = (n: number) => 10 * Math.floor(n / 3) + ([1, 7, 10][n % 3] ?? 1)
export const openReferrals = ({ referrals }: Size) => 3 * Math.floor(referrals / 10)
/** The number of open referrals that are reserved for the measurement on one connection. */
export const keptOpen = 1000

/**
 * Returns the scenarios LIST, GET, ACCEPT, CREATE and COUNTS. Each request comes from the caseworker of another agency.
 */
export const scenarios = (size: Size, secrets: ReadonlyMap<number, Buffer>, data: string): Scenario[] => {
  const people = [...secrets.keys()]
  const tokens = new Map<number, string>()
  const tokenOf = (person: number) => {
    const known = tokens.get(person) ?? token(data, secrets.get(person) ?? Buffer.alloc(32))
    tokens.set(person, known)
    return { authorization: `Bearer ${known}` }
  }
  let turn = 0
  const caseworker = () => people[turn++ % people.length] ?? 1
  const agencyOf = (person: number) => nth('agency', 1 + Math.floor((person - 1) / peoplePerAgency))
  let seen = 0
  const accepted = () => acceptedReferral(size, seen++)
  // The bare route can update the same row again, but the product can accept a referral only once.
  let next = 0
  const open = () => openReferral(next++)
  return [
    {
      name: 'LIST 50',
      bare: { method: 'GET', next: () => ({ path: `/list?agency=${agencyOf(caseworker())}` }) },
      ours: { method: 'GET', next: () => ({ path: '/api/work-items?side=owes', headers: tokenOf(caseworker()) }) },
    },
    {
      name: 'GET',
      bare: { method: 'GET', next: () => ({ path: `/get/${nth('referral', accepted())}` }) },
      ours: {
        method: 'GET',
        next: () => {
          const n = accepted()
          return { path: `/api/referrals/${nth('referral', n)}`, headers: tokenOf(receiverOf(size, n)) }
        },
      },
    },
    {
      name: 'ACCEPT',
      bare: { method: 'POST', next: () => ({ path: `/accept/${nth('referral', accepted())}` }) },
      ours: {
        method: 'POST',
        left: () => openReferrals(size) - keptOpen - next,
        next: () => {
          const n = open()
          return {
            path: `/api/referrals/${nth('referral', n)}/actions`,
            headers: { ...tokenOf(receiverOf(size, n)), 'content-type': 'application/json' },
            body: JSON.stringify({ action: 'accept', version: 3 }),
          }
        },
      },
    },
    {
      name: 'CREATE',
      bare: { method: 'POST', next: () => ({ path: `/create?agency=${agencyOf(caseworker())}` }) },
      ours: {
        method: 'POST',
        next: () => ({
          path: '/api/referrals',
          headers: { ...tokenOf(caseworker()), 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          body: JSON.stringify({
            kind: 'lead',
            formId: 'intake-short',
            formVersion: 1,
            answers: { urgency: 'tonight' },
          }),
        }),
      },
    },
    // COUNTS is last, so that thousands of earlier writes have aged the counters and the index of late work.
    {
      name: 'COUNTS',
      bare: {
        method: 'GET',
        next: () => {
          const person = caseworker()
          return { path: `/counts?agency=${agencyOf(person)}&person=${nth('person', person)}` }
        },
      },
      ours: { method: 'GET', next: () => ({ path: '/api/work-items/counts', headers: tokenOf(caseworker()) }) },
    },
  ]
}

/** Signs a token as the API does: HS256 over the session secret. */
export const token = (data: string, secret: Buffer): string => {
  const key = readFileSync(path.join(data, 'keys', 'tokens.key'))
  const now = Math.floor(Date.now() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sid: secret.toString('base64url'), iat: now, exp: now + 7200, aud: 'palermo' })}`
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}
