import type { Agency, Colleague } from '@palermo/shared/agencies/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let administrator: TestPerson
let police: string
let ngo: string

beforeAll(async () => {
  force = await aTaskForce()
  police = await force.agency('police', { name: 'Harbour Police', region: 'North' })
  ngo = await force.agency('ngo', { name: 'Open Door', region: 'South' })
  officer = await force.person(police, 'officer')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  administrator = await force.person(await force.agency('secretariat', { name: 'Secretariat' }), 'administrator')
})
afterAll(() => force.end())

const list = async (person: TestPerson, query = '') =>
  (await force.as(person)<{ items: Agency[]; nextCursor: string | null }>('GET', `/agencies${query}`)).body
const names = async (query: string) => (await list(officer, query)).items.map(({ name }) => name)
const add = (person: TestPerson, body: object, key: string = v7()) =>
  force.as(person)<Agency>('POST', '/agencies', body, { 'idempotency-key': key })
const read = async (person: TestPerson, id: string) => (await force.as(person)<Agency>('GET', `/agencies/${id}`)).body
const edit = async (person: TestPerson, id: string, change: object) => {
  const { version } = await read(person, id)
  return force.as(person)<Agency>('PATCH', `/agencies/${id}`, { version, ...change })
}

describe('an administrator adds an agency', () => {
  const entry = { name: 'Night Clinic', sector: 'health', zone: 'Asia/Manila', dutyPhone: '+63 2 8123 4567' }

  test('once, however often it is sent, with its telephone number in international format', async () => {
    const key = v7()
    const first = await add(administrator, entry, key)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      name: 'Night Clinic',
      version: 1,
      dutyPhone: '+63281234567',
      takesReferrals: true,
    })
    expect((await add(administrator, entry, key)).body.id).toBe(first.body.id)
    expect((await add(administrator, { ...entry, name: 'Other' }, key)).body).toMatchObject({
      type: '/problems/key-reused',
    })
  })

  test('no other role does, and not without a key', async () => {
    for (const person of [officer, caseworker, supervisor]) expect((await add(person, entry)).status).toBe(403)
    const keyless = await force.as(administrator)('POST', '/agencies', entry)
    expect(keyless.body).toMatchObject({ status: 400, type: '/problems/key-missing' })
  })

  test.each([
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['a sector that is none', { sector: 'church' }, '/sector'],
    ['a zone that is none', { zone: 'Mars/Olympus' }, '/zone'],
    ['a time of day that is none', { hours: [{ weekday: 1, opens: '25:00', closes: '17:00' }] }, '/hours/0/opens'],
    ['a service twice', { services: ['medical', 'medical'] }, '/services/1'],
    ['a number without its country', { dutyPhone: '0917 123 4567' }, '/dutyPhone'],
    ['a number that cannot exist', { dutyPhone: '+63 91' }, '/dutyPhone'],
    ['a name of nothing', { name: '   ' }, '/name'],
    ['a name with U+0000', { name: 'Clinic\u0000' }, '/name'],
    ['a protected placement desk', { protected: true, placementDesk: true }, '/placementDesk'],
  ])('%s is refused, at its place', async (_what, change, pointer) => {
    const reply = await add(administrator, { ...entry, ...change })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ type: '/problems/invalid', errors: [{ pointer }] })
    expect((await add(administrator, entry)).status).toBe(201)
  })
})

describe('an entry is maintained by its agency, and some fields by administrators only', () => {
  test('a supervisor changes the agency’s own fields', async () => {
    const change = {
      services: ['legal-aid'],
      languages: ['th'],
      hours: [{ weekday: 3, opens: '09:00', closes: '12:00' }],
    }
    const changed = await edit(supervisor, ngo, change)
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ ...change, name: 'Open Door', region: 'South' })
  })

  test('but neither name nor sector, and no part of a refused change is applied', async () => {
    const refused = await edit(supervisor, ngo, { sector: 'police', name: 'Another', takesReferrals: false })
    expect(refused.status).toBe(403)
    expect(refused.body).toMatchObject({
      errors: [{ pointer: '/name' }, { pointer: '/sector' }],
    })
    expect(await read(supervisor, ngo)).toMatchObject({ name: 'Open Door', sector: 'ngo', takesReferrals: true })
  })

  test('an administrator changes those', async () => {
    const changed = await edit(administrator, ngo, { region: 'West' })
    expect(changed.body).toMatchObject({ region: 'West', services: ['legal-aid'] })
  })

  test('a caseworker of the agency, and a supervisor of another, change nothing', async () => {
    const other = await force.person(police, 'supervisor')
    for (const person of [caseworker, officer, other]) {
      expect((await edit(person, ngo, { alwaysOpen: true })).status).toBe(403)
      expect((await read(person, ngo)).mayChange).toEqual([])
    }
    expect((await edit(supervisor, ngo, { alwaysOpen: false })).status).toBe(200)
  })

  test('an outdated version is refused with the present one', async () => {
    const before = await read(supervisor, ngo)
    await edit(supervisor, ngo, { languages: ['th', 'my'] })
    const late = await force.as(supervisor)('PATCH', `/agencies/${ngo}`, { version: before.version, languages: ['km'] })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({
      type: '/problems/changed-meanwhile',
      current: { version: before.version + 1, languages: ['th', 'my'] },
    })
  })

  test('the page is told which fields its reader may change', async () => {
    expect((await read(supervisor, ngo)).mayChange).toContain('hours')
    expect((await read(supervisor, ngo)).mayChange).not.toContain('protected')
    expect((await read(administrator, ngo)).mayChange).toContain('protected')
  })

  test('staff of an agency whose sector changes must sign in again, since a session carries the sector', async () => {
    const moved = await force.agency('ngo', { name: 'Moved' })
    const person = await force.person(moved)
    expect((await force.as(person)('GET', '/me')).status).toBe(200)
    expect((await edit(administrator, moved, { sector: 'welfare' })).status).toBe(200)
    expect((await force.as(person)('GET', '/me')).status).toBe(401)
  })

  test.each([
    ['changes nothing', { version: 1 }],
    ['has no version', { alwaysOpen: true }],
    ['names an unknown field', { version: 1, label: 'x' }],
  ])('an edit that %s is refused', async (_what, body) => {
    expect((await force.as(supervisor)('PATCH', `/agencies/${ngo}`, body)).status).toBe(422)
  })
})

describe('the directory is searched', () => {
  beforeAll(async () => {
    const entry = { sector: 'ngo', zone: 'Asia/Manila', region: 'Isle of Search' }
    await add(administrator, {
      ...entry,
      name: 'Søk Åpen Dør 100%',
      services: ['medical'],
      languages: ['km'],
      alwaysOpen: true,
    })
    await add(administrator, { ...entry, name: 'Search Beds', services: ['shelter-emergency'], languages: ['th'] })
    await add(administrator, { ...entry, name: 'Search Children', services: ['shelter-child', 'guardian-advocate'] })
    await add(administrator, { ...entry, name: 'Search Council', sector: 'welfare', services: ['case-management'] })
  })
  const here = 'region=isle of search'

  test.each([
    ['its name, as people type it', 'q=søk åpen', ['Søk Åpen Dør 100%']],
    ['a sign that means something to a database', 'q=100%25', ['Søk Åpen Dør 100%']],
    ['a wildcard, which is only a letter', 'q=Sea_ch', []],
    ['its region', 'q=isle of', ['Search Beds', 'Search Children', 'Search Council', 'Søk Åpen Dør 100%']],
    ['sector', `sector=welfare&${here}`, ['Search Council']],
    ['service', `service=medical&${here}`, ['Søk Åpen Dør 100%']],
    ['need', `need=bed&${here}`, ['Search Beds']],
    ['a child’s need', `need=bed&child=true&${here}`, ['Search Children']],
    ['language', `language=th&${here}`, ['Search Beds']],
    ['who is open', `openNow=true&${here}`, ['Søk Åpen Dør 100%']],
  ])('by %s', async (_what, query, expected) => {
    expect(await names(`?${query}`)).toEqual(expected)
  })

  test('page by page, each entry once and in order', async () => {
    const seen: string[] = []
    for (let query: string | null = '?limit=2'; query; ) {
      const page = await list(officer, query)
      expect(page.items.length).toBeGreaterThan(0)
      seen.push(...page.items.map(({ id }) => id))
      query = page.nextCursor && `?limit=2&cursor=${page.nextCursor}`
    }
    expect(seen).toEqual((await list(officer, '?limit=100')).items.map(({ id }) => id))
    expect(new Set(seen).size).toBe(seen.length)
  })

  test.each([
    ['an unknown field', 'colour=red', 422],
    ['a sector that is none', 'sector=church', 422],
    ['a need that is none', 'need=gold', 422],
    ['U+0000', 'q=%00', 422],
    ['half a character', 'q=%ED%A0%80', 200],
    ['a page of nothing', 'limit=0', 422],
    ['a page of everything', 'limit=1000', 422],
    ['a cursor that was never ours', 'cursor=abc', 400],
    ['a tampered cursor', `cursor=${btoa('["agencies","1 or 1=1"]')}`, 400],
    ['another list’s cursor', `cursor=${btoa(JSON.stringify(['people', v7()])).replaceAll('=', '')}`, 400],
    ['a cursor that names no agency', `cursor=${btoa(JSON.stringify(['agencies', v7()])).replaceAll('=', '')}`, 200],
  ])('a search with %s is answered plainly', async (_what, query, status) => {
    expect((await force.as(officer)('GET', `/agencies?${query}`)).status).toBe(status)
  })

  test.each(['1', 'null', 'tonight2', '%00', '..%2f..%2fme'])('an id like %s is nothing', async (id) => {
    expect((await force.as(officer)('GET', `/agencies/${id}`)).status).toBe(404)
    expect((await force.as(officer)('GET', `/agencies/${v7()}`)).status).toBe(404)
  })

  test('administrators export the list, other roles cannot', async () => {
    const take = (person: TestPerson) =>
      force.app.inject({ url: '/api/agencies/export', headers: { authorization: `Bearer ${person.token}` } })
    const taken = await take(administrator)
    expect(taken.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(taken.body).toContain('Open Door,ngo,West,false,false,legal-aid')
    expect((await take(supervisor)).statusCode).toBe(403)
  })
})

describe('colleagues', () => {
  test('are named inside the own agency, without former staff', async () => {
    const gone = await force.person(ngo)
    await force.owner`update app.people set disabled_at = now() where id = ${gone.id}`
    const { body } = await force.as(caseworker)<{ items: Colleague[] }>('GET', `/agencies/${ngo}/colleagues`)
    expect(body.items.map(({ id }) => id).sort()).toEqual([caseworker.id, supervisor.id].sort())
    expect(Object.keys(body.items[0] ?? {})).toEqual(['id', 'name', 'function'])
  })

  test('and to no other role, administrators included', async () => {
    for (const person of [officer, administrator]) {
      const reply = await force.as(person)('GET', `/agencies/${ngo}/colleagues`)
      expect(reply.status).toBe(403)
      expect(JSON.stringify(reply.body)).not.toContain('Test Person')
    }
    expect((await force.as(officer)('GET', `/agencies/${v7()}/colleagues`)).status).toBe(404)
  })
})
