import '@fastify/jwt'
import { randomBytes } from 'node:crypto'
import { addAgency, addPerson } from '@palermo/db/accounts/first-people.ts'
import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import type { RequestContext } from '@palermo/db/actor.ts'
import type { Database } from '@palermo/db/database.ts'
import { foundTaskForce } from '@palermo/db/found.ts'
import type { AppOptions } from '@palermo/server/options.ts'
import type { Sector, StaffFunction } from '@palermo/shared/actor.ts'
import { wholeReply } from '@palermo/shared/light-reply.ts'
import type { FastifyInstance, InjectOptions } from 'fastify'
import postgres from 'postgres'
import { v7 } from 'uuid'
import { appOver } from './app.ts'
import { freshDatabase } from './database.ts'

export interface TestPerson {
  id: string
  agencyId: string
  sector: Sector
  function: StaffFunction
  email: string
  secret: Buffer
  token: string
}

export interface TaskForce {
  app: FastifyInstance
  db: Database
  /** The superuser's connection: for preparing data and checking results, not for actions under test. */
  owner: postgres.Sql
  url: string
  /** The folder of the uploaded files and its settings. */
  documents: AppOptions['documents']
  agency(sector?: Sector, more?: { protected?: boolean; region?: string; name?: string }): Promise<string>
  person(agencyId: string, role?: StaffFunction): Promise<TestPerson>
  /** Sends requests as this person, and asks for the whole record in replies. */
  as(person: TestPerson): Caller
  /** The request context of this person, for calls of the database without HTTP. */
  who(person: TestPerson, audit?: string): RequestContext
  /** Moves the system's clock forward. */
  moveClock(by: string): Promise<void>
  end(): Promise<void>
}

export type Caller = <T = unknown>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: T }>

export const password = 'correct horse battery'
let hashed: Promise<string> | undefined

/**
 * Removes all rules from the stored profiles, so that each deadline uses the default rule of its record type. Call it
 * before a profile is read.
 */
export const leaveRulesToTypes = (force: Pick<TaskForce, 'owner'>) =>
  force.owner`update app.profiles set document = jsonb_set(document, '{rules}', '[]')`

/** Makes a task force in a new database, with the API in front of it. `heard` receives what the server logs. */
export const aTaskForce = async (profile = 'int', heard?: string[]): Promise<TaskForce> => {
  const { url, drop } = await freshDatabase()
  const owner = postgres(url, { max: 2, onnotice: () => {} })
  await foundTaskForce(owner, { name: 'Test task force', profile, zone: 'Asia/Manila', calendar: 'PH', demo: true })
  const ring = { newest: 1, keys: new Map([[1, randomBytes(32)]]) }
  const { app, db, documents, end } = await appOver(url, ring, heard)
  hashed ??= hashPassword(password)
  const hash = await hashed
  const sectors = new Map<string, Sector>()

  const as =
    (person: TestPerson): Caller =>
    async (method, path, body, headers = {}) => {
      const options: InjectOptions = {
        method,
        url: `/api${path}`,
        headers: { authorization: `Bearer ${person.token}`, ...wholeReply, ...headers },
        ...(body === undefined ? {} : { payload: body as never }),
      }
      const reply = await app.inject(options)
      return { status: reply.statusCode, body: reply.body === '' ? (null as never) : reply.json() }
    }
  return {
    app,
    db,
    owner,
    url,
    documents,
    as,
    async agency(sector = 'ngo', more = {}) {
      const id = await addAgency(owner, {
        name: more.name ?? `Agency ${randomBytes(3).toString('hex')}`,
        sector,
        zone: 'Asia/Manila',
        ...more,
      })
      sectors.set(id, sector)
      return id
    },
    async person(agencyId, role = 'caseworker') {
      const email = `${randomBytes(6).toString('hex')}@example.test`
      const id = await addPerson(owner, {
        agencyId,
        name: 'Test Person',
        email,
        function: role,
        password: { hash },
        zone: 'Asia/Manila',
      })
      const secret = randomBytes(32)
      await owner`select authz.insert_session(${v7()}, ${id}, ${secret}, ${randomBytes(32)}, 'a test', '10 hours')`
      const token = app.jwt.sign({ sid: secret.toString('base64url') })
      return { id, agencyId, sector: sectors.get(agencyId) ?? 'ngo', function: role, email, secret, token }
    },
    who: (person, audit = 'test.acted') => ({ secret: person.secret, audit, request: 'test' }),
    async moveClock(by) {
      await owner`update app.clock set moved = moved + ${by}::interval`
    },
    async end() {
      await end()
      await owner.end()
      await drop()
    },
  }
}
