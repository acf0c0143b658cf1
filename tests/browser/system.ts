import '@fastify/jwt'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDatabase } from '@palermo/db/database.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { handOver } from '@palermo/db/seal.ts'
import { openSlots } from '@palermo/db/slots.ts'
import { buildApp } from '@palermo/server/app.ts'
import { buildDemo } from '@palermo/server/demo/build.ts'
import { demoPassword } from '@palermo/server/demo/cast.ts'
import { openSignIn } from '@palermo/server/sign-in/answers.ts'
import { web } from '@palermo/server/web.ts'
import { wholeReply } from '@palermo/shared/light-reply.ts'
import { openLog } from '@palermo/workers/log.ts'
import { readKeep } from '@palermo/workers/settings.ts'
import { startWorkers } from '@palermo/workers/start.ts'
import { statistics } from '@palermo/workers/statistics/jobs.ts'
import type { FastifyInstance } from 'fastify'
import postgres from 'postgres'
import { freshDatabase } from '../database.ts'
import { aPlaceForDocuments, outboundKeysBeside } from '../documents/place.ts'

/** Sends requests to the API as one person, without a browser. Throws if the answer is a refusal. */
export type Elsewhere = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<T>

/** The whole system in this process: database, API with the built pages, and worker. */
export interface System {
  /** The address of the pages, without a slash at the end. */
  address: string
  /** Signs in as a person of the demo and returns a function that sends requests as that person, without a browser. */
  elsewhere(email: string): Promise<Elsewhere>
  /** Signs in as a person of the demo and returns the cookies of the session. */
  cookies(email: string, userAgent: string): Promise<{ name: string; value: string; httpOnly: boolean }[]>
  /** Ends the person's access to these compartments of a case, as if the period of the access had ended. */
  endLook(email: string, caseId: string, compartments: readonly string[]): Promise<void>
  /** Makes a running deadline overdue, by moving its start and its due time into the past. */
  runOut(subjectId: string, key: string): Promise<void>
  end(): Promise<void>
}

const webFolder = fileURLToPath(new URL('../../web', import.meta.url))

/**
 * @param threads the size of the demo: each thread is one person with all of their referrals
 * @param profile the jurisdiction to which the system is moved after the demo was built
 */
export const aSystem = async (threads: number, profile?: string): Promise<System> => {
  const folder = await builtPages()
  const { url, drop } = await freshDatabase()
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  const ring = { newest: 1, keys: new Map([[1, randomBytes(32)]]) }
  await buildDemo({ ownerUrl: url, ring, log: () => {}, until: threads })
  if (profile) await moveTo(url, profile)

  await manyWorkItems(url)

  const db = openDatabase(urlFor(url, 'api'), ring, { size: 8 })
  const keys = { slots: openSlots(urlFor(url, 'keys'), { size: 2 }) }
  const log = process.env.PALERMO_TEST_LOG === '1'
  const place = aPlaceForDocuments()
  const { documents } = place
  handOver(outboundKeysBeside(documents.folder), ring)
  const app = await buildApp({
    db,
    signIn: openSignIn(keys, { atOnce: 2 }),
    documents,
    jwtSecret: randomBytes(32),
    demo: true,
    secure: false,
    log,
  })
  await app.register(web, { folder })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  const settings = {
    databaseUrl: urlFor(url, 'worker'),
    queueUrl: urlFor(url, 'queue'),
    redisUrl: undefined,
    mail: { smtpUrl: undefined, mailboxFile: undefined, from: 'Palermo <palermo@task-force.test>', address },
    texts: { gateway: undefined, gatewayFile: undefined, caps: { perPerson: 10, perDay: 500 } },
    rates: { email: 100, sms: 100, push: 100, webhook: 100 },
    outbound: { allowed: [] },
    outboundKeys: outboundKeysBeside(documents.folder),
    documentsFolder: documents.folder,
    keep: readKeep({}),
    admin: undefined,
  }
  const workerLog = openLog(log ? 'debug' : 'silent')
  const workers = await startWorkers(settings, workerLog)
  // The worker computes statistics only half a minute after its
  // start, too late for the pages that show a week's figures.
  const counted = statistics(workers.db, workerLog)
  const known = new Map<string, Promise<Elsewhere>>()
  let places = 0
  // Each sign-in comes from an IP address of its own, because the rate limit counts sign-ins for each address.
  const desk = () => {
    places += 1
    return `10.0.0.${places}`
  }
  return {
    address,
    elsewhere(email) {
      const found = known.get(email) ?? speaker(app, email, desk())
      known.set(email, found)
      return found
    },
    async cookies(email, userAgent) {
      const { cookies } = await signIn(app, email, desk(), userAgent)
      return cookies.map(({ name, value, httpOnly = false }) => ({ name, value, httpOnly }))
    },
    async endLook(email, caseId, compartments) {
      await owner`update app.case_members m set until_at = now() from app.people p
        where p.id = m.person_id and p.email = ${email} and m.case_id = ${caseId} and m.compartment = any (${compartments})`
    },
    async runOut(subjectId, key) {
      await owner`update app.deadlines set started_at = started_at - interval '1 day', due_at = app.now() - interval '1 minute'
        where subject_id = ${subjectId} and key = ${key} and closed_at is null`
    },
    async end() {
      await app.close()
      await counted
      await workers.stop()
      await Promise.all([db.slots.end(), keys.slots.end(), owner.end()])
      await drop()
      place.remove()
    },
  }
}

/** Returns the folder of the pages that `npm test` has built, or builds the pages if there are none. */
const builtPages = async (): Promise<string> => {
  const folder = process.env.PALERMO_WEB ?? path.join(webFolder, 'dist', 'site')
  if (!existsSync(path.join(folder, 'index.html'))) {
    const vite = createRequire(path.join(webFolder, 'package.json')).resolve('vite/package.json')
    const args = [path.join(path.dirname(vite), 'bin', 'vite.js'), 'build', webFolder, '--outDir', folder]
    // The pages are built for production, although this process runs tests.
    const env = { ...process.env, NODE_ENV: 'production' }
    await promisify(execFile)(process.execPath, [...args, '--logLevel', 'warn'], { env })
  }
  return folder
}

const signIn = async (app: FastifyInstance, email: string, remoteAddress: string, userAgent = '') => {
  const payload = { email, password: demoPassword }
  const headers = { 'user-agent': userAgent }
  const entered = await app.inject({ method: 'POST', url: '/api/sign-in', payload, remoteAddress, headers })
  if (entered.statusCode !== 200) throw new Error(`${email} cannot sign in: ${entered.body}`)
  return entered
}

/**
 * Returns a function that sends requests in one session, and renews the session before its token expires, because a run
 * can last longer than a token and a person may have few sessions. Signs in again if the session was ended.
 */
const speaker = async (app: FastifyInstance, email: string, remoteAddress: string): Promise<Elsewhere> => {
  const opened = (entered: Awaited<ReturnType<typeof signIn>>) => ({
    token: entered.json<{ accessToken: string }>().accessToken,
    cookies: Object.fromEntries(entered.cookies.map(({ name, value }) => [name, value])),
  })
  const enter = async () => opened(await signIn(app, email, remoteAddress))
  const continueSession = async ({ cookies }: ReturnType<typeof opened>) => {
    const renewed = await app.inject({ method: 'POST', url: '/api/sign-in/refresh', cookies, remoteAddress })
    return renewed.statusCode === 200 ? opened(renewed) : enter()
  }
  const fresh = (now: ReturnType<typeof opened>) => {
    const { exp } = app.jwt.decode<{ exp: number }>(now.token) ?? { exp: 0 }
    return exp * 1000 < Date.now() + 60_000 ? continueSession(now) : now
  }
  let session = Promise.resolve(await enter())
  return async (method, to, body, headers = {}) => {
    // Renewals run one after the other, because each cookie can be exchanged for one new token only.
    session = session.then(fresh)
    const { token } = await session
    const reply = await app.inject({
      method,
      url: `/api${to}`,
      headers: { authorization: `Bearer ${token}`, ...wholeReply, ...headers },
      remoteAddress,
      ...(body === undefined ? {} : { payload: body as never }),
    })
    if (reply.statusCode >= 400) throw new Error(`${method} ${to}: ${reply.body}`)
    return reply.body === '' ? (undefined as never) : reply.json()
  }
}

/**
 * Raises the number of sessions that one person may have at
 * the same time from three to the largest possible number, 20.
 */
const manyWorkItems = async (url: string) => {
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  await owner`update authz.session_limits set most = 20`
  await owner.end()
}

const moveTo = async (url: string, profile: string) => {
  const owner = postgres(url, { max: 1, onnotice: () => {} })
  await owner`update app.task_force set profile = ${profile}`
  await owner.end()
}
