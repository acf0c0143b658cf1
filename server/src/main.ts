import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@palermo/db/database.ts'
import { embeddedKeyring, handOver } from '@palermo/db/seal.ts'
import { buildAdmin } from './admin.ts'
import { buildApp } from './app.ts'
import { openMailbox } from './notices/mailbox.ts'
import { openSmsInbox } from './notices/sms-inbox.ts'
import { readSettings } from './settings.ts'
import { signInAt } from './sign-in/client.ts'
import { web } from './web.ts'

/** The API process, which serves the HTTP interface and the built web app. Its database login cannot open a session. */
const settings = readSettings(process.env)
const ring = embeddedKeyring(settings.keysFolder)
handOver(settings.outboundKeys, ring)
const db = openDatabase(settings.databaseUrl, ring, {
  size: settings.poolSize,
  name: 'palermo-api',
})
const signIn = signInAt(settings.signInSocket)
const mailbox = settings.mailboxFolder === undefined ? undefined : await openMailbox(settings.mailboxFolder)
const smsInbox = settings.smsFolder === undefined ? undefined : await openSmsInbox(settings.smsFolder)
const { jwtSecret, demo, secure, trustProxy, neutralPage, documents } = settings
const app = await buildApp({
  db,
  signIn,
  documents,
  jwtSecret,
  demo,
  secure,
  trustProxy,
  neutralPage,
  mailbox,
  smsInbox,
})
await app.register(web, { folder: settings.webFolder })
await app.listen({ host: settings.host, port: settings.port })
const admin = settings.admin && (await buildAdmin(app))
await admin?.listen(settings.admin)

/**
 * Stops the process: first reports that it is not ready, so that a proxy sends no more requests, then closes HTTP after
 * the running requests are answered, and last closes the database connections.
 */
const stop = async () => {
  app.leaving.now = true
  await sleep(settings.drain * 1000)
  // `close` waits for idle connections, so all connections are closed after this time.
  const patience = setTimeout(() => app.server.closeAllConnections(), 5_000)
  await Promise.all([app.close(), admin?.close()])
  clearTimeout(patience)
  await Promise.all([db.slots.end(), mailbox?.end(), smsInbox?.end()])
  process.exit(0)
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
