import { randomBytes } from 'node:crypto'
import { addAgency, addPerson } from '@palermo/db/accounts/first-people.ts'
import { cacheWorkNumbers } from '@palermo/db/dashboards/cache.ts'
import { openDatabase } from '@palermo/db/database.ts'
import { functionsOfAgency, nth, type Size } from '@palermo/db/load/numbering.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { type Cost, costOf, meterOf } from './cpu.ts'
import { atEnd, endAll } from './ends.ts'
import { type ListRoute, listRoutesOf, type OpenApi } from './list-routes.ts'
import { apiPort, type LoadedSystem, openLoaded } from './loaded.ts'
import { token } from './scenarios.ts'

export const roles = ['officer', 'caseworker', 'supervisor', 'head', 'lead', 'administrator'] as const
export type Role = (typeof roles)[number]

/** The time of one list for one role. */
export interface ListFigure {
  route: string
  query: string
  role: Role
  /** Milliseconds, with a single client. */
  median: number
  p95: number
  cost: Cost
}

export interface ListFigures {
  size: Size
  figures: ListFigure[]
  /** Routes that were not measured, each with the required parameter that has no known value. */
  left: string[]
  /** For each route, how many queries the server refused because two parameters exclude each other. */
  refused: Record<string, number>
  /** Replies other than the list or a refusal of the query. */
  failed: string[]
  postgres: string
}

interface Options {
  root: string
  folder: string
  log: (line: string) => void
  size: Size
}

/**
 * Requests to each list before measuring (`warmUps`) and while measuring (`least` to `most`); a slow list gets fewer.
 */
const warmUps = 3
const most = 20
const least = 5
const patience = 2_000

/** Measures every list for every role on a database of this size. */
export const measureLists = async (options: Options): Promise<ListFigures> => {
  const { size, log } = options
  const system = await openLoaded(options, size)
  const { owner } = system
  const meter = meterOf(owner, system.beginApi(), ['palermo-api'])
  // Waits until the API has started, since the API then creates the key that signs tokens.
  await untilReady()
  const tokens = await tokensOf(system)
  const description = (await (await fetch(`${address}/api/openapi.json`)).json()) as OpenApi
  const { lists, left } = listRoutesOf(description, { caseId: nth('case', 1), agencyId: nth('agency', 1) })
  const figures: ListFigure[] = []
  const refused = new Map<string, Set<string>>()
  const failed: string[] = []
  const ask = async (list: ListRoute, query: string, role: Role) => {
    const headers = { authorization: `Bearer ${tokens[role]}` }
    const reply = await fetch(`${address}${list.route}${query && '?'}${query}`, { headers })
    await reply.arrayBuffer()
    return reply.status
  }
  const countAsJob = jobThatCounts(system)
  for (const list of lists) {
    await countAsJob()
    for (const role of roles) {
      for (const query of list.queries) {
        const status = await ask(list, query, role)
        if (status === 403 || status === 404) continue
        if (status === 422) {
          refused.set(list.route, (refused.get(list.route) ?? new Set()).add(query))
          continue
        }
        if (status !== 200) {
          failed.push(`${status} ${list.route}?${query} (${role})`)
          continue
        }
        for (let warm = 1; warm < warmUps; warm++) await ask(list, query, role)
        const times: number[] = []
        const before = await meter()
        const began = performance.now()
        while (times.length < least || (times.length < most && performance.now() - began < patience)) {
          const asked = performance.now()
          await ask(list, query, role)
          times.push(performance.now() - asked)
        }
        const cost = costOf(before, await meter(), times.length)
        figures.push({ route: list.route, query, role, median: quantile(times, 0.5), p95: quantile(times, 0.95), cost })
      }
    }
    const slowest = Math.max(0, ...figures.filter(({ route }) => route === list.route).map(({ p95 }) => p95))
    log(`${list.route}: ${list.queries.length} ways, slowest p95 ${slowest.toFixed(1)} ms`)
  }
  const [version] = await owner<{ server_version: string }[]>`show server_version`
  await endAll()
  const ways = [...refused].map(([route, queries]) => [route, queries.size] as const)
  return { size, figures, left, refused: Object.fromEntries(ways), failed, postgres: version?.server_version ?? '' }
}

/**
 * Returns a function that refreshes the cached work numbers every five minutes at most, since no worker runs to do so.
 */
const jobThatCounts = ({ url, ring }: LoadedSystem): (() => Promise<void>) => {
  const worker = openDatabase(urlFor(url, 'worker'), ring, { size: 1 })
  atEnd(() => worker.slots.end())
  let last = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - last < 300_000) return
    await cacheWorkNumbers(worker)
    last = performance.now()
  }
}

const address = `http://127.0.0.1:${apiPort}`

/** Returns the quantile of the times by the nearest rank: of 20 times, the 95th percentile is the 19th. */
const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN

const untilReady = async () => {
  for (let tries = 0; tries < 600; tries++) {
    const reply = await fetch(`${address}/api/ready`).catch(() => undefined)
    if (reply?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the API does not answer')
}

/**
 * Returns an access token for each role: of people of the first
 * agency, and of a lead and an administrator, created here.
 */
const tokensOf = async ({ owner, data }: LoadedSystem): Promise<Record<Role, string>> => {
  const zone = 'Asia/Manila'
  const agencyId = await addAgency(owner, { name: 'Secretariat', sector: 'secretariat', zone })
  const tokenFor = async (role: Role): Promise<[Role, string]> => {
    const place = functionsOfAgency.map(String).indexOf(role)
    const email = `${role}@bench.test`
    const person =
      place >= 0
        ? nth('person', place + 1)
        : await addPerson(owner, { agencyId, name: role, email, function: role, password: { hash: '-' }, zone })
    const secret = randomBytes(32)
    await owner`select authz.insert_session(gen_random_uuid(), ${person}, ${secret}, ${randomBytes(32)}, 'bench', '10 hours')`
    return [role, token(data, secret)]
  }
  return Object.fromEntries(await Promise.all(roles.map(tokenFor))) as Record<Role, string>
}
