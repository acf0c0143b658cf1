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
  password: first,
  ...more,
})
const add = (person: TestPerson, body: object, key: string = v7()) =>
  force.as(person)<Person>('POST', '/people', body, { 'idempotency-key': key })
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
    const made = await add(administrator, body)
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
    expect(JSON.stringify(made.body)).not.toContain(first)
    expect((await signIn(body.email, first)).status).toBe(200)
  })

  test('once, and a retry never undoes the password that its owner chose since', async () => {
    const [body, key] = [newcomer(), v7()]
    const made = await add(administrator, body, key)
    const { token } = await signIn(body.email, first)
    const headers = { authorization: `Bearer ${token}` }
    const payload = { current: first, next: 'my very own phrase' }
    await force.app.inject({ method: 'POST', url: '/api/password', headers, payload })
    expect((await add(administrator, body, key)).body).toEqual(made.body)
    expect(await status(token)).toBe(200)
    expect((await signIn(body.email, 'my very own phrase')).status).toBe(200)
    expect((await add(administrator, { ...body, name: 'Other' }, key)).body).toMatchObject({
      type: '/problems/key-reused',
    })
  })

  test('and the retry of one whose password was lost on the way sets it', async () => {
    const [body, key] = [newcomer(), v7()]
    const made = await add(administrator, body, key)
    await force.owner`delete from authz.credentials where person_id = ${made.body.id}`
    expect((await signIn(body.email, first)).status).toBe(401)
    expect((await add(administrator, body, key)).status).toBe(201)
    expect((await signIn(body.email, first)).status).toBe(200)
  })

  test('nothing that is kept lets the password be read or guessed at speed', async () => {
    const body = newcomer({ password: 'canary canary canary' })
    const made = await add(administrator, body)
    const [stored] = await force.owner<
      { hash: string }[]
    >`select hash from authz.credentials where person_id = ${made.body.id}`
    expect(stored?.hash).toMatch(/^\$argon2id-sha256\$v=19\$m=65536,t=3,p=1\$/)
    const other = await add(administrator, { ...body, email: `${v7()}@example.test` })
    const rows = await force.owner<
      { body_hash: Buffer }[]
    >`select body_hash from app.idempotency where subject_id = any (${[made.body.id, other.body.id]})`
    expect(new Set(rows.map((row) => row.body_hash.toString('hex'))).size).toBe(2)
    const { createHash } = await import('node:crypto')
    const guessed = createHash('sha256')
      .update(JSON.stringify({ url: '/api/people', body }))
      .digest('hex')
    expect(rows.map((row) => row.body_hash.toString('hex'))).not.toContain(guessed)
  })

  test.each([
    ['an agency that is none', { agencyId: v7() }, '/agencyId'],
    ['an id that is none', { agencyId: '1' }, '/agencyId'],
    ['a function that is none', { function: 'king' }, '/function'],
    ['an address that is none', { email: 'me' }, '/email'],
    ['a password that is short', { password: 'short' }, '/password'],
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

  test('not with an address that somebody has, however it is written', async () => {
    const body = newcomer()
    expect((await add(administrator, body)).status).toBe(201)
    const again = await add(administrator, { ...body, email: body.email.toUpperCase() })
    expect(again.body).toMatchObject({ status: 422, errors: [{ pointer: '/email' }] })
  })
})

describe('everybody else', () => {
  test.each(functions.filter((fn) => fn !== 'administrator'))(
    'a %s keeps no accounts and reads no list of names',
    async (fn) => {
      const person = await force.person(ngo, fn)
      const target = (await add(administrator, newcomer())).body
      const replies = [
        await list(person),
        await list(person, `?agency=${ngo}`),
        await force.as(person)('GET', `/people/${target.id}`),
        await add(person, newcomer()),
        await edit(person, target, { function: 'administrator' }),
        await edit(person, { id: person.id, version: 1 }, { function: 'administrator' }),
        await force.as(person)('POST', `/people/${target.id}/password`, { password: 'taken over by me' }),
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
  test('as far as is named', async () => {
    const made = (await add(administrator, newcomer({ phone: '+639171234567' }))).body
    const changed = await edit(administrator, made, { name: 'Another Name', locale: 'en-PH', zone: 'Europe/London' })
    expect(changed.body).toEqual({ ...made, version: 2, name: 'Another Name', locale: 'en-PH', zone: 'Europe/London' })
    expect((await edit(administrator, changed.body, { phone: null })).body.phone).toBeNull()
  })

  test('and by disabling it ends every session of that person at once', async () => {
    const body = newcomer()
    const made = (await add(administrator, body)).body
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
    const made = (await add(administrator, body)).body
    const tries = Array.from({ length: 6 }, () => signIn(body.email, first))
    const [disabled, ...entered] = await Promise.all([edit(administrator, made, { disabled: true }), ...tries])
    expect(disabled.status).toBe(200)
    for (const { token } of entered) expect(await status(token)).toBe(401)
  })

  test('another function takes hold at the next sign-in, which comes at once', async () => {
    const body = newcomer()
    const made = (await add(administrator, body)).body
    const { token } = await signIn(body.email, first)
    expect((await edit(administrator, made, { function: 'officer' })).body.function).toBe('officer')
    expect(await status(token)).toBe(401)
  })

  test('never so that nobody is left who could', async () => {
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

  test('not over what somebody else changed meanwhile', async () => {
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

  test('and sets a lost password anew, which ends every session', async () => {
    const body = newcomer()
    const made = (await add(administrator, body)).body
    const { token } = await signIn(body.email, first)
    const set = await force.as(administrator)('POST', `/people/${made.id}/password`, { password: 'a second password' })
    expect(set.status).toBe(204)
    expect(await status(token)).toBe(401)
    expect((await signIn(body.email, first)).status).toBe(401)
    expect((await signIn(body.email, 'a second password')).status).toBe(200)
    expect(
      (await force.as(administrator)('POST', `/people/${v7()}/password`, { password: 'a second password' })).status,
    ).toBe(404)
  })
})

describe('the list', () => {
  test('is read page by page, each account once, by agency and function', async () => {
    const agency = await force.agency('health')
    for (const fn of ['caseworker', 'caseworker', 'caseworker', 'supervisor', 'head'])
      await add(administrator, newcomer({ agencyId: agency, function: fn, name: 'Žofie Same' }))
    const seen: string[] = []
    for (let query: string | null = `?agency=${agency}&limit=2`; query; ) {
      const { body }: Awaited<ReturnType<typeof list>> = await list(administrator, query)
      seen.push(...body.items.map(({ id }) => id))
      query = body.nextCursor && `?agency=${agency}&limit=2&cursor=${body.nextCursor}`
    }
    expect(new Set(seen).size).toBe(5)
    const heads = await list(administrator, `?agency=${agency}&function=head`)
    expect(heads.body.items.map(({ function: fn }) => fn)).toEqual(['head'])
  })

  test('tells who is disabled', async () => {
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

  test('is taken away as a file in which no cell is a formula', async () => {
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
