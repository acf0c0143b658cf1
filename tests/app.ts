import { randomBytes } from 'node:crypto'
import { type Database, openDatabase } from '@palermo/db/database.ts'
import { urlFor } from '@palermo/db/roles.ts'
import { handOver, type Keyring } from '@palermo/db/seal.ts'
import { openSlots } from '@palermo/db/slots.ts'
import { buildApp } from '@palermo/server/app.ts'
import type { AppOptions } from '@palermo/server/options.ts'
import { openSignIn } from '@palermo/server/sign-in/answers.ts'
import type { FastifyInstance } from 'fastify'
import { aPlaceForDocuments, outboundKeysBeside } from './documents/place.ts'

export interface AppOverDatabase {
  app: FastifyInstance
  db: Database
  documents: AppOptions['documents']
  end(): Promise<void>
}

/**
 * Log output that prints only entries of level error and above, so that a failed test shows the cause of a reply 500.
 */
const causesOf500 = {
  write: (line: string) => {
    if ((JSON.parse(line) as { level: number }).level >= 50) console.error(line)
  },
}

/** Builds the API over a founded database. `heard` receives what the server logs. */
export const appOver = async (url: string, ring: Keyring, heard?: string[]): Promise<AppOverDatabase> => {
  const db = openDatabase(urlFor(url, 'api'), ring, { size: 6 })
  const keys = { slots: openSlots(urlFor(url, 'keys'), { size: 2 }) }
  const place = aPlaceForDocuments()
  handOver(outboundKeysBeside(place.documents.folder), ring)
  const app = await buildApp({
    db,
    signIn: openSignIn(keys, { atOnce: 2 }),
    documents: place.documents,
    jwtSecret: randomBytes(32),
    demo: true,
    secure: false,
    log: heard ? { write: (line) => void heard.push(line) } : process.env.PALERMO_TEST_LOG === '1' || causesOf500,
  })
  await app.ready()
  return {
    app,
    db,
    documents: place.documents,
    async end() {
      await app.close()
      await Promise.all([db.slots.end(), keys.slots.end()])
      place.remove()
    },
  }
}
