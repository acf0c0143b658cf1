import { readSettings } from '@palermo/server/settings.ts'
import type { Me } from '@palermo/shared/accounts/contract.ts'
import { type Installation, usualNeutralPage } from '@palermo/shared/installation/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawConnection } from '../attacks/raw.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let admin: TestPerson
let head: TestPerson
beforeAll(async () => {
  force = await aTaskForce()
  admin = await force.person(await force.agency('secretariat'), 'administrator')
  head = await force.person(await force.agency('ngo'), 'head')
})
afterAll(() => force.end())

const set = (person: TestPerson, body: object) => force.as(person)<Installation>('PATCH', '/installation', body)
const exitOf = async (person: TestPerson) => (await force.as(person)<Me>('GET', '/me')).body.neutralPage

describe('where quick exit leads', () => {
  test('is the usual page, until an administrator sets another for everybody', async () => {
    expect(await exitOf(head)).toBe(usualNeutralPage)
    const page = 'https://weather.example.org/today'
    expect((await set(admin, { neutralPage: ` ${page} `, was: null })).body).toEqual({
      neutralPage: page,
      usualNeutralPage,
    })
    expect(await exitOf(head)).toBe(page)
    expect((await set(admin, { neutralPage: 'https://news.example.org/', was: null })).status).toBe(409)
    expect((await set(admin, { neutralPage: null, was: page })).status).toBe(200)
    expect(await exitOf(head)).toBe(usualNeutralPage)
  })

  test('is no page of another kind, none with a sign-in in it, and none of this installation', async () => {
    const wrong = ['http://weather.example.org/', 'weather', 'javascript:alert(1)', 'https://me:word@example.org/', '']
    for (const neutralPage of wrong) {
      const { status } = await set(admin, { neutralPage, was: null })
      expect({ neutralPage, status }).toEqual({ neutralPage, status: 422 })
    }
    const own = await set(admin, { neutralPage: 'https://localhost:80/sign-in', was: null })
    expect(own).toMatchObject({ status: 422, body: { errors: [{ pointer: '/neutralPage' }] } })
  })

  test('is set by administrators alone, and the database asks too', async () => {
    expect((await set(head, { neutralPage: 'https://weather.example.org/', was: null })).status).toBe(403)
    expect((await force.as(head)('GET', '/installation')).status).toBe(403)
    const raw = rawConnection(force)
    const changed = await raw.attempt(
      head,
      (sql) => sql`update app.task_force set neutral_page = 'https://weather.example.org/' returning 1`,
    )
    expect(changed).toHaveLength(0)
    await raw.end()
  })

  test('is named by the deployment where it says so, and a wrong address is refused at the start', () => {
    const env = { DATABASE_API_URL: 'postgres://x', PALERMO_DEMO: '0', PALERMO_JWT_SECRET: 'x' }
    const named = { ...env, PALERMO_NEUTRAL_PAGE: 'https://intranet.example/' }
    expect(readSettings(named).neutralPage).toBe('https://intranet.example/')
    expect(readSettings(env).neutralPage).toBeUndefined()
    expect(() => readSettings({ ...env, PALERMO_NEUTRAL_PAGE: 'ftp://x' })).toThrow('PALERMO_NEUTRAL_PAGE takes')
  })
})
