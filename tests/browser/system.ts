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

/** Speaks HTTP as one person, beside the browser. Throws where the answer is a refusal. */
export type Elsewhere = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<T>

/** Everything that a browser meets, in this process: database, API with the built pages, and the worker. */
export interface System {
  /** Where the pages are, without a slash at the end. */
  address: string
  /** Somebody of the demo's cast at another desk, where no browser is needed. */
  elsewhere(email: string): Promise<Elsewhere>
  /** The cookies by which a browser is known to be somebody's of the cast. */
  cookies(email: string, userAgent: string): Promise<{ name: string; value: string; httpOnly: boolean }[]>
  /** Ends what somebody may see in these compartments of a case, as its time does. */
  endLook(email: string, caseId: string, compartments: readonly string[]): Promise<void>
  /** Lets the time of a running deadline pass, as if it had begun earlier. */
  runOut(subjectId: string, key: string): Promise<void>
  end(): Promise<void>
}

const webFolder = fileURLToPath(new URL('../../web', import.meta.url))

/**
 * @param threads how much of the demo's story is told: each thread is a person and all that is done for them
 * @param profile the jurisdiction it goes on in from there, where it is not the story's own
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
  // The worker itself counts half a minute after its start, which is too late for the pages that show a week's figures.
  const counted = statistics(workers.db, workerLog)
  const known = new Map<string, Promise<Elsewhere>>()
  let places = 0
  // Each from an address of its own, as one address may try only so often.
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

/** As `npm test` has built them; without it, built now. */
const builtPages = async (): Promise<string> => {
  const folder = process.env.PALERMO_WEB ?? path.join(webFolder, 'dist', 'site')
  if (!existsSync(path.join(folder, 'index.html'))) {
    const vite = createRequire(path.join(webFolder, 'package.json')).resolve('vite/package.json')
    const args = [path.join(path.dirname(vite), 'bin', 'vite.js'), 'build', webFolder, '--outDir', folder]
    // As for an installation, not for the run of tests that this is.
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
 * Goes on in the same session before a token is over: on a slow machine a run lasts longer than one, and one person has
 * few sessions at a time. Signs in once more where the session was ended meanwhile.
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
    // One after the other, as a cookie is good for one new token.
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

/** One person sits at more desks here than the three at which anybody may be signed in at once; 20 is the most that can be set. */
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
