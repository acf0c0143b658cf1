import { hashPassword } from '@palermo/db/accounts/passwords.ts'
import type { Person } from '@palermo/shared/accounts/contract.ts'
import { functions } from '@palermo/shared/actor.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let ngo: string
let administrator: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  ngo = await force.agency('ngo', { name: 'Open Door' })
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(() => force.end())

const first = 'first password here'
const newcomer = (more: object = {}) => ({
  agencyId: ngo,
  name: 'Canary Newcomer',
  email: `${v7()}@example.test`,
  function: 'caseworker',
  ...more,
})
const add = (person: TestPerson, body: object, key: string = v7()) =>
  force.as(person)<Person>('POST', '/people', body, { 'idempotency-key': key })
/** Adds an account and sets its password. */
const addWithPassword = async (body: object) => {
  const made = await add(administrator, body)
  const hash = await hashPassword(first)
  await force.owner`insert into authz.credentials (person_id, hash) values (${made.body.id}, ${hash})`
  return made
}
const edit = (person: TestPerson, target: Pick<Person, 'id' | 'version'>, change: object) =>
  force.as(person)<Person>('PATCH', `/people/${target.id}`, { version: target.version, ...change })
const list = (person: TestPerson, query = '') =>
  force.as(person)<{ items: Person[]; nextCursor: string | null }>('GET', `/people${query}`)

let place = 0
const signIn = async (email: string, password: string) => {
  const reply = await force.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { email, password },
    remoteAddress: `10.2.0.${++place}`,
  })
  return { status: reply.statusCode, token: reply.json<{ accessToken?: string }>().accessToken ?? '' }
}
const status = async (token: string) =>
  (await force.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })).statusCode

describe('an administrator opens an account', () => {
  test('with which its owner signs in', async () => {
    const body = newcomer({ phone: '+63 (917) 123-4567', email: `Mixed.${v7()}@Example.test` })
    const made = await addWithPassword(body)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      version: 1,
      agencyName: 'Open Door',
      email: body.email.toLowerCase(),
      phone: '+639171234567',
      locale: 'en',
      zone: 'Asia/Manila',
      disabledAt: null,
    })
    expect((await signIn(body.email, first)).status).toBe(200)
  })

  test('only once for the same idempotency key', async () => {
    const [body, key] = [newcomer(), v7()]
    const made = await add(administrator, body, key)
    expect((await add(administrator, body, key)).body).toEqual(made.body)
    expect(await force.owner`select from authz.links where person_id = ${made.body.id}`).toHaveLength(1)
    expect((await add(administrator, { ...body, name: 'Other' }, key)).body).toMatchObject({
      type: '/problems/key-reused',
    })
  })

  test('and it is invited, not active, until its owner has chosen a password', async () => {
    const made = await add(administrator, newcomer())
    expect(made.body.invited).toBe(true)
    const other = await addWithPassword(newcomer())
    expect((await force.as(administrator)<Person>('GET', `/people/${other.body.id}`)).body.invited).toBe(false)
  })

  test.each([
    ['an agency that is none', { agencyId: v7() }, '/agencyId'],
    ['an id that is none', { agencyId: '1' }, '/agencyId'],
    ['a function that is none', { function: 'king' }, '/function'],
    ['an address that is none', { email: 'me' }, '/email'],
    ['a password, which only its owner chooses', { password: first }, '/password'],
    ['a name of nothing', { name: ' ' }, '/name'],
    ['a name with U+0000', { name: 'A\u0000' }, '/name'],
    ['a name of a book’s length', { name: 'x'.repeat(201) }, '/name'],
    ['a name that is a number', { name: 5 }, '/name'],
    ['a number without its country', { phone: '0917 123 4567' }, '/phone'],
    ['a number that cannot exist', { phone: '+63 1 1111' }, '/phone'],
    ['a zone that is none', { zone: 'Manila' }, '/zone'],
    ['a language that is none', { locale: 'English' }, '/locale'],
    ['an unknown field', { administrator: true }, '/administrator'],
  ])('not with %s', async (_what, change, pointer) => {
    const body = newcomer(change)
    expect((await add(administrator, body)).body).toMatchObject({ status: 422, errors: [{ pointer }] })
    expect(await force.owner`select from app.people where email = ${String(body.email)}`).toHaveLength(0)
  })

  test('not with an address in use, however it is written', async () => {
    const body = newcomer()
    expect((await add(administrator, body)).status).toBe(201)
    const again = await add(administrator, { ...body, email: body.email.toUpperCase() })
    expect(again.body).toMatchObject({ status: 422, errors: [{ pointer: '/email' }] })
  })
})

describe('other roles', () => {
  test.each(functions.filter((role) => role !== 'administrator'))(
    'a %s keeps no accounts and reads no list of names',
    async (role) => {
      const person = await force.person(ngo, role)
      const target = (await addWithPassword(newcomer())).body
      const replies = [
        await list(person),
        await list(person, `?agency=${ngo}`),
        await force.as(person)('GET', `/people/${target.id}`),
        await add(person, newcomer()),
        await edit(person, target, { function: 'administrator' }),
        await edit(person, { id: person.id, version: 1 }, { function: 'administrator' }),
      ]
      for (const reply of replies) {
        expect(reply.status).toBe(403)
        expect(JSON.stringify(reply.body)).not.toMatch(/Canary|example\.test/)
      }
      expect((await signIn(target.email, first)).status).toBe(200)
    },
  )
})

describe('an administrator changes an account', () => {
  test('only in the given fields', async () => {
    const made = (await add(administrator, newcomer({ phone: '+639171234567' }))).body
    const changed = await edit(administrator, made, { name: 'Another Name', locale: 'en-PH', zone: 'Europe/London' })
    expect(changed.body).toEqual({ ...made, version: 2, name: 'Another Name', locale: 'en-PH', zone: 'Europe/London' })
    expect((await edit(administrator, changed.body, { phone: null })).body.phone).toBeNull()
  })

  test('and by disabling it ends every session of that person at once', async () => {
    const body = newcomer()
    const made = (await addWithPassword(body)).body
    const [one, two] = [await signIn(body.email, first), await signIn(body.email, first)]
    const disabled = await edit(administrator, made, { disabled: true })
    expect(disabled.body.disabledAt).not.toBeNull()
    expect([await status(one.token), await status(two.token)]).toEqual([401, 401])
    expect((await signIn(body.email, first)).status).toBe(401)
    const enabled = await edit(administrator, disabled.body, { disabled: false })
    expect(enabled.body.disabledAt).toBeNull()
    expect(await status(one.token)).toBe(401)
    expect((await signIn(body.email, first)).status).toBe(200)
  })

  test('whoever is disabled in the very moment of signing in is out as well', async () => {
    const body = newcomer()
    const made = (await addWithPassword(body)).body
    const tries = Array.from({ length: 6 }, () => signIn(body.email, first))
    const [disabled, ...entered] = await Promise.all([edit(administrator, made, { disabled: true }), ...tries])
    expect(disabled.status).toBe(200)
    for (const { token } of entered) expect(await status(token)).toBe(401)
  })

  test('another function takes hold at the next sign-in, which comes at once', async () => {
    const body = newcomer()
    const made = (await addWithPassword(body)).body
    const { token } = await signIn(body.email, first)
    expect((await edit(administrator, made, { function: 'officer' })).body.function).toBe('officer')
    expect(await status(token)).toBe(401)
  })

  test('never so that no administrator remains', async () => {
    const { body: self } = await force.as(administrator)<Person>('GET', `/people/${administrator.id}`)
    const refused = [
      await edit(administrator, self, { disabled: true }),
      await edit(administrator, self, { function: 'caseworker' }),
    ]
    expect(refused.map(({ body }) => (body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer)).toEqual([
      '/disabled',
      '/function',
    ])
    expect((await edit(administrator, self, { locale: 'en-PH' })).status).toBe(200)
  })

  test('not over a change by another person', async () => {
    const made = (await add(administrator, newcomer())).body
    await edit(administrator, made, { name: 'First' })
    const late = await edit(administrator, made, { name: 'Second' })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ type: '/problems/changed-meanwhile', current: { name: 'First', version: 2 } })
    const [row] = await force.owner`select name from app.people where id = ${made.id}`
    expect(row).toEqual({ name: 'First' })
  })

  test.each([
    ['the address', { email: 'other@example.test' }],
    ['the agency', { agencyId: v7() }],
    ['nothing', {}],
    ['a word for a yes', { disabled: 'yes' }],
  ])('not %s', async (_what, change) => {
    const made = (await add(administrator, newcomer())).body
    expect((await edit(administrator, made, change)).status).toBe(422)
  })
})

describe('the list of accounts', () => {
  test('is read page by page, each account once, by agency and function', async () => {
    const agency = await force.agency('health')
    for (const role of ['caseworker', 'caseworker', 'caseworker', 'supervisor', 'head'])
      await add(administrator, newcomer({ agencyId: agency, function: role, name: 'Žofie Same' }))
    const seen: string[] = []
    for (let query: string | null = `?agency=${agency}&limit=2`; query; ) {
      const { body }: Awaited<ReturnType<typeof list>> = await list(administrator, query)
      seen.push(...body.items.map(({ id }) => id))
      query = body.nextCursor && `?agency=${agency}&limit=2&cursor=${body.nextCursor}`
    }
    expect(new Set(seen).size).toBe(5)
    const heads = await list(administrator, `?agency=${agency}&function=head`)
    expect(heads.body.items.map(({ function: role }) => role)).toEqual(['head'])
  })

  test('shows disabled accounts', async () => {
    const gone = (await add(administrator, newcomer())).body
    await edit(administrator, gone, { disabled: true })
    const ids = async (query: string) => (await list(administrator, query)).body.items.map(({ id }) => id)
    expect(await ids('?disabled=true&limit=100')).toContain(gone.id)
    expect(await ids('?disabled=false&limit=100')).not.toContain(gone.id)
  })

  test.each([
    ['a name, which must not stand in an address', 'q=Canary', 422],
    ['a function that is none', 'function=king', 422],
    ['an agency that is none', 'agency=1', 422],
    ['an agency that nobody knows', `agency=${v7()}`, 200],
    ['a tampered cursor', 'cursor=WyJwZW9wbGUiLCIxIl0', 400],
    ['U+0000', 'cursor=%00', 400],
    ['another list’s cursor', `cursor=${btoa(JSON.stringify(['agencies', v7()])).replaceAll('=', '')}`, 400],
  ])('by %s is answered plainly', async (_what, query, expected) => {
    expect((await list(administrator, `?${query}`)).status).toBe(expected)
  })

  test('is exported as a file in which no cell is a formula', async () => {
    await add(administrator, newcomer({ name: '=HYPERLINK("http://example.test","click")' }))
    const headers = { authorization: `Bearer ${administrator.token}` }
    const file = await force.app.inject({ url: '/api/people/export', headers })
    expect(file.headers['content-disposition']).toBe('attachment; filename="people.csv"')
    expect(file.body).toContain(`"'=HYPERLINK(""http://example.test"",""click"")"`)
    expect(file.body).not.toMatch(/(^|,)"?[=+@-]/m)
    const other = await force.person(ngo, 'head')
    const refused = await force.app.inject({
      url: '/api/people/export',
      headers: { authorization: `Bearer ${other.token}` },
    })
    expect(refused.statusCode).toBe(403)
  })
})
