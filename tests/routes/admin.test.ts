import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { urlFor } from '@palermo/db/roles.ts'
import { openSlots } from '@palermo/db/slots.ts'
import { buildAdmin } from '@palermo/server/admin.ts'
import { buildApp } from '@palermo/server/app.ts'
import { readSettings } from '@palermo/server/settings.ts'
import { openSignIn } from '@palermo/server/sign-in/answers.ts'
import { web } from '@palermo/server/web.ts'
import { adminListener } from '@palermo/shared/admin-listener.ts'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'

let force: TaskForce
let app: FastifyInstance
let admin: FastifyInstance
let pages: string
let keys: ReturnType<typeof openSlots>

beforeAll(async () => {
  force = await aTaskForce()
  keys = openSlots(urlFor(force.url, 'keys'), { size: 1 })
  app = await buildApp({
    db: force.db,
    documents: force.documents,
    signIn: openSignIn({ slots: keys }, { atOnce: 2 }),
    jwtSecret: randomBytes(32),
    demo: false,
    secure: true,
    log: false,
  })
  pages = await mkdtemp(path.join(tmpdir(), 'palermo-pages-'))
  await writeFile(path.join(pages, 'index.html'), '<title>The page</title>')
  await app.register(web, { folder: pages })
  await app.ready()
  admin = await buildAdmin(app)
})
afterAll(async () => {
  await Promise.all([app.close(), admin.close()])
  await keys.end()
  await force.end()
  await rm(pages, { recursive: true })
})

const forOperators = ['/metrics', '/docs', '/docs/', '/api/openapi.json', '/metrics?x=1']

describe('outside the demo', () => {
  test.each(forOperators)('there is nothing at %s where everybody is let in', async (url) => {
    const reply = await app.inject(url)
    expect(reply.statusCode).toBe(404)
    expect(reply.json()).toMatchObject({ type: '/problems/not-found' })
  })

  test('every other address there is a page', async () => {
    for (const url of ['/', '/cases', '/documents']) expect((await app.inject(url)).body).toContain('The page')
  })

  test('the administrative listener counts what the other one answered', async () => {
    await app.inject('/api/health')
    const reply = await admin.inject('/metrics')
    expect(reply.statusCode).toBe(200)
    expect(reply.body).toMatch(/palermo_request_seconds_count\{method="GET",route="\/api\/health",status="200"\} \d/)
    expect(reply.body).toMatch(/^palermo_database_waiting 0$/m)
  })

  test('it describes the whole interface, and shows it as a page', async () => {
    const { paths } = (await admin.inject('/api/openapi.json')).json<{ paths: Record<string, unknown> }>()
    expect(paths['/api/referrals/{id}/actions']).toBeDefined()
    expect(Object.keys(paths).length).toBeGreaterThan(30)
    const page = await admin.inject('/docs/')
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toContain('text/html')
  })

  test('nothing of a case is there, nor a way to sign in', async () => {
    for (const url of ['/api/cases', '/api/work-items', '/api/me', '/'])
      expect((await admin.inject(url)).statusCode).toBe(404)
    expect((await admin.inject({ method: 'POST', url: '/api/sign-in', payload: {} })).statusCode).toBe(404)
  })
})

test('in the demo all of it stands beside everything else', async () => {
  for (const url of ['/metrics', '/docs/', '/api/openapi.json']) {
    expect((await force.app.inject(url)).statusCode, url).toBe(200)
  }
})

describe('the settings', () => {
  test('open no such listener unless they are asked to, and then on this machine', () => {
    expect(adminListener({})).toBeUndefined()
    expect(adminListener({ ADMIN_HOST: '10.0.0.1' })).toBeUndefined()
    expect(adminListener({ ADMIN_PORT: '9464' })).toEqual({ host: '127.0.0.1', port: 9464 })
    expect(adminListener({ ADMIN_PORT: '9464', ADMIN_HOST: '10.0.0.1' })).toEqual({ host: '10.0.0.1', port: 9464 })
  })

  test.each(['0', '65536', '9464.5', 'metrics', '3000'])('refuse the port %s', (port) => {
    expect(() => adminListener({ ADMIN_PORT: port })).toThrow('ADMIN_PORT must')
  })

  test('keep the demo on this machine, with this listener too', () => {
    const env = { DATABASE_URL: 'postgres://palermo:x@127.0.0.1/palermo', PALERMO_DATA: pages, ADMIN_PORT: '9464' }
    expect(() => readSettings({ ...env, ADMIN_HOST: '0.0.0.0' })).toThrow('ADMIN_HOST')
    expect(readSettings({ ...env, PALERMO_DEMO: '0', ADMIN_HOST: '0.0.0.0' }).admin).toEqual({
      host: '0.0.0.0',
      port: 9464,
    })
  })
})
