import { readSettings } from '@palermo/server/settings.ts'
import type { Me } from '@palermo/shared/accounts/contract.ts'
import type { Approval, ApprovalPage } from '@palermo/shared/approvals/contract.ts'
import type { Installation } from '@palermo/shared/installation/contract.ts'
import { NeutralPage, usualNeutralPage } from '@palermo/shared/installation/neutral-page.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let raw: Raw
let admin: TestPerson
let colleague: TestPerson
let head: TestPerson
beforeAll(async () => {
  force = await aTaskForce()
  const secretariat = await force.agency('secretariat')
  admin = await force.person(secretariat, 'administrator')
  colleague = await force.person(secretariat, 'administrator')
  head = await force.person(await force.agency('ngo'), 'head')
  raw = rawConnection(force)
})
afterAll(async () => {
  await raw.end()
  await force.end()
})

const weather = 'https://weather.example.org/today'

const set = (person: TestPerson, body: object) => force.as(person)<Installation>('PATCH', '/installation', body)
const look = async (person = admin) => (await force.as(person)<Installation>('GET', '/installation')).body
const exitOf = async (person: TestPerson) => (await force.as(person)<Me>('GET', '/me')).body.neutralPage

type Answer = 'approve' | 'refuse' | 'withdraw'
const answer = (person: TestPerson, { id, version }: Approval, action: Answer) =>
  force.as(person)<Approval>('POST', `/approvals/${id}/actions`, {
    action,
    version,
    ...(action === 'refuse' ? { reason: 'not-needed' } : {}),
  })

/** Lets the administrator request a neutral page. Returns the approval that waits. */
const request = async (neutralPage: string | null): Promise<Approval> => {
  const { status, body } = await set(admin, { neutralPage, was: (await look()).neutralPage })
  if (status !== 200 || body.waiting === null) throw new Error(`no approval waits: ${JSON.stringify(body)}`)
  return body.waiting
}

describe('where quick exit leads', () => {
  test('is changed once a person of another agency has approved it, for everybody, and back the same way', async () => {
    expect(await exitOf(head)).toBe(usualNeutralPage)
    const { status, body } = await set(admin, { neutralPage: ` ${weather} `, was: null })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        neutralPage: null,
        usualNeutralPage,
        waiting: {
          act: { kind: 'exit-page', page: weather, was: null },
          status: 'asked',
          to: { id: head.agencyId },
          mine: true,
          actions: ['withdraw'],
        },
      },
    })
    expect(await exitOf(head)).toBe(usualNeutralPage)
    const [asked] = (await force.as(head)<ApprovalPage>('GET', '/approvals?box=to-answer&open=true')).body.items
    expect(asked).toMatchObject({ act: { page: weather }, actions: ['approve', 'refuse'] })
    expect((await answer(head, asked as Approval, 'approve')).body.status).toBe('approved')
    expect(await exitOf(head)).toBe(weather)
    expect(await exitOf(colleague)).toBe(weather)
    expect(await look()).toEqual({ neutralPage: weather, usualNeutralPage, waiting: null })

    expect((await answer(head, await request(null), 'approve')).status).toBe(200)
    expect(await exitOf(head)).toBe(usualNeutralPage)
  })

  test('stays where it is while a change waits, is refused or is withdrawn', async () => {
    const first = await request(weather)
    for (const person of [admin, colleague]) expect((await answer(person, first, 'approve')).status).toBe(403)
    // Every administrator sees the open request; a second request is refused until the first is answered.
    expect((await look(colleague)).waiting).toMatchObject({ id: first.id, mine: false, actions: [] })
    expect((await set(colleague, { neutralPage: 'https://news.example.org/', was: null })).body).toMatchObject({
      type: '/problems/wrong-status',
    })
    expect((await answer(head, first, 'refuse')).body.status).toBe('refused')
    expect(await look()).toMatchObject({ neutralPage: null, waiting: null })
    expect((await answer(admin, await request(weather), 'withdraw')).body.status).toBe('withdrawn')
    expect(await look()).toMatchObject({ neutralPage: null, waiting: null })
  })

  test('is not requested over what stood there otherwise, and nothing waits for what holds already', async () => {
    expect((await set(admin, { neutralPage: weather, was: 'https://news.example.org/' })).status).toBe(409)
    expect((await set(admin, { neutralPage: null, was: null })).body.waiting).toBeNull()
  })

  test('is no page of another kind, none with a sign-in in it, and none of this installation', async () => {
    const wrong = [
      'http://weather.example.org/',
      'weather',
      'javascript:alert(1)',
      'https://me:word@example.org/',
      'https:weather.example.org',
      'https:///weather.example.org',
      'https://weather.example.org/to day',
      '',
    ]
    for (const neutralPage of wrong) {
      const { status } = await set(admin, { neutralPage, was: null })
      expect({ neutralPage, status }).toEqual({ neutralPage, status: 422 })
    }
    const own = await set(admin, { neutralPage: 'https://localhost:80/sign-in', was: null })
    expect(own).toMatchObject({ status: 422, body: { errors: [{ pointer: '/neutralPage' }] } })
  })

  test('is requested by administrators alone', async () => {
    expect((await set(head, { neutralPage: weather, was: null })).status).toBe(403)
    expect((await force.as(head)('GET', '/installation')).status).toBe(403)
  })

  test('is named by the deployment where it says so, and a wrong address is refused at the start', () => {
    const env = { DATABASE_API_URL: 'postgres://x', PALERMO_DEMO: '0', PALERMO_JWT_SECRET: 'x' }
    const named = { ...env, PALERMO_NEUTRAL_PAGE: 'https://intranet.example/' }
    expect(readSettings(named).neutralPage).toBe('https://intranet.example/')
    expect(readSettings(env).neutralPage).toBeUndefined()
    expect(() => readSettings({ ...env, PALERMO_NEUTRAL_PAGE: 'ftp://x' })).toThrow('PALERMO_NEUTRAL_PAGE takes')
  })
})

describe('by SQL under the API’s login', () => {
  const ask = (person: TestPerson, payload: Record<string, string | null>) =>
    raw.attempt(
      person,
      (sql) => sql`insert into app.approvals (id, kind, payload) values (${v7()}, 'exit-page', ${sql.json(payload)})`,
    )

  test('an administrator reads the page and sets it no more than anybody else', async () => {
    for (const person of [admin, head]) {
      expect(await raw.attempt(person, (sql) => sql`select neutral_page from app.task_force`)).toHaveLength(1)
      await refused(raw.attempt(person, (sql) => sql`update app.task_force set neutral_page = ${weather}`))
    }
  })

  test('an administrator asks for a page, and for nothing that is no page or that stood otherwise', async () => {
    await ask(admin, { page: weather, was: null })
    await refused(ask(head, { page: weather, was: null }))
    await refused(ask(admin, { page: weather, was: 'https://news.example.org/' }))
    await refused(ask(admin, { page: null, was: null }))
    await refused(ask(admin, { page: weather }))
    await refused(ask(admin, { page: weather, was: null, profile: 'uk' }))
  })

  test('the database takes the addresses that the form takes, and refuses the others', async () => {
    const addresses = [
      'https://weather.example.org',
      'https://weather.example.org/?place=here#today',
      'https://weather.example.org:8443/today',
      'https://me@example.org/',
      'https://example.org\\@evil.example/',
      'https://weather.example.org/to day',
      'http://weather.example.org/',
      'https:///today',
      'https://',
      `https://weather.example.org/${'a'.repeat(300)}`,
    ]
    for (const page of addresses) {
      const isTaken = await ask(admin, { page, was: null }).then(
        () => true,
        () => false,
      )
      expect({ page, isTaken }).toEqual({ page, isTaken: NeutralPage.safeParse(page).success })
    }
  })

  test('who requested it does not approve it, and what moved meanwhile is not carried out', async () => {
    const approve = (person: TestPerson, id: string) =>
      raw.attempt(
        person,
        (sql) => sql`update app.approvals set status = 'approved', version = version + 1 where id = ${id} returning id`,
      )
    const { id } = await request(weather)
    await refused(approve(admin, id))
    expect(await approve(head, id)).toHaveLength(1)
    await force.owner`update app.task_force set neutral_page = 'https://news.example.org/'`
    await refused(approve(head, id), 'PA310')
    expect(await exitOf(head)).toBe('https://news.example.org/')
  })
})
