import { write } from '@palermo/db/actor.ts'
import type { SlotSql } from '@palermo/db/slots.ts'
import type { Agency, Rota } from '@palermo/shared/agencies/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let shelter: Agency
let keeper: TestPerson
let worker: TestPerson
let administrator: TestPerson
let officer: TestPerson
let others: Record<string, TestPerson>

// Each of the name and the two telephone numbers alone would reveal where the protected agency is.
const name = 'Canary House'
const phone = '+639990001111'
const onCall = '+639990002222'
const canaries = /canary|9990001111|9990002222/i

beforeAll(async () => {
  force = await aTaskForce()
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  const entry = {
    name,
    sector: 'welfare',
    region: 'Coast',
    protected: true,
    zone: 'Asia/Manila',
    services: ['shelter-emergency'],
  }
  const made = await force.as(administrator)<Agency>(
    'POST',
    '/agencies',
    { ...entry, dutyPhone: phone, alwaysOpen: true },
    { 'idempotency-key': v7() },
  )
  shelter = made.body
  keeper = await force.person(shelter.id, 'supervisor')
  worker = await force.person(shelter.id, 'caseworker')
  const police = await force.agency('police')
  const ngo = await force.agency('ngo')
  officer = await force.person(police, 'officer')
  others = {
    officer,
    'police supervisor': await force.person(police, 'supervisor'),
    'police head': await force.person(police, 'head'),
    caseworker: await force.person(ngo, 'caseworker'),
    'ngo head': await force.person(ngo, 'head'),
    lead: await force.person(ngo, 'lead'),
    auditor: await force.person(ngo, 'auditor'),
    'immigration officer': await force.person(await force.agency('immigration'), 'officer'),
  }
  await force.as(keeper)<Rota>('PUT', `/agencies/${shelter.id}/on-call`, {
    version: shelter.version,
    shifts: [{ phone: onCall, fromAt: at(-1), untilAt: at(5) }],
  })
})
afterAll(() => force.end())

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const raw = async (person: TestPerson, method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object) => {
  const headers = { authorization: `Bearer ${person.token}`, 'idempotency-key': v7() }
  const reply = await force.app.inject({ method, url: `/api${url}`, headers, ...(payload ? { payload } : {}) })
  return `${reply.statusCode} ${JSON.stringify(reply.headers)} ${reply.body}`
}

describe('its own people and administrators', () => {
  test('know it by its name and telephone', async () => {
    for (const person of [keeper, worker, administrator]) {
      const { body } = await force.as(person)<Agency>('GET', `/agencies/${shelter.id}`)
      expect(body).toMatchObject({ name, dutyPhone: phone })
    }
  })

  test('find it by its name', async () => {
    for (const person of [worker, administrator]) {
      const { body } = await force.as(person)<{ items: Agency[] }>('GET', '/agencies?q=canary')
      expect(body.items.map(({ id }) => id)).toEqual([shelter.id])
    }
  })

  test('only its own staff see who is on call', async () => {
    const seen = async (person: TestPerson) =>
      (await force.as(person)<Agency>('GET', `/agencies/${shelter.id}`)).body.onCallNow?.phone
    expect(await seen(worker)).toBe(onCall)
    expect(await seen(administrator)).toBeUndefined()
  })
})

describe('all others', () => {
  test('sees a protection service in a region, which can be found by need and asked for help', async () => {
    const { body } = await force.as(officer)<{ items: Agency[] }>('GET', '/agencies?need=bed')
    expect(body.items).toEqual([
      expect.objectContaining({
        id: shelter.id,
        name: 'Protection service, Coast',
        dutyPhone: null,
        onCallNow: null,
        openNow: true,
      }),
    ])
  })

  test('find nothing by its protected name, the same as for an unknown name', async () => {
    const search = (q: string) => force.as(officer)('GET', `/agencies?q=${q}`)
    expect((await search('Canary House')).body).toEqual((await search('No such place')).body)
  })

  test('never read its name, telephone or on-call contact in any reply', async () => {
    const sent = await aSentReferral(force, officer, shelter.id, undefined, 'service')
    const { id } = shelter
    const change = { version: 2, alwaysOpen: false }
    const looks: [Parameters<typeof raw>[1], string, object?][] = [
      ['GET', '/agencies?limit=100'],
      ['GET', '/agencies?q=canary'],
      ['GET', '/agencies?q=9990001111'],
      ['GET', '/agencies?need=bed&openNow=true'],
      ['GET', '/agencies?region=Coast'],
      ['GET', `/agencies/${id}`],
      ['PATCH', `/agencies/${id}`, change],
      ['PATCH', `/agencies/${id}`, { ...change, version: 1 }],
      ['PATCH', `/agencies/${id}`, { ...change, protected: false }],
      ['GET', `/agencies/${id}/colleagues`],
      ['GET', `/agencies/${id}/on-call`],
      ['PUT', `/agencies/${id}/on-call`, { version: 1, shifts: [] }],
      ['GET', '/agencies/tonight'],
      ['GET', '/agencies/tonight?need=bed&region=Coast'],
      ['GET', '/agencies/tonight?service=shelter-emergency'],
      ['GET', '/agencies/export'],
      ['GET', `/people?agency=${id}`],
      ['GET', '/people/export'],
      ['GET', `/people/${keeper.id}`],
      ['PATCH', `/people/${keeper.id}`, { version: 1, disabled: true }],
      ['GET', '/me'],
      ['GET', '/work-items?side=is-owed'],
      ['GET', '/referrals?box=outbox'],
      ['GET', `/referrals/${sent.id}`],
      ['GET', '/cases'],
      ['GET', `/cases/${sent.caseId}`],
      ['GET', `/cases/${sent.caseId}/timeline`],
      ['POST', `/referrals/${sent.id}/actions`, { action: 'accept', version: sent.version }],
    ]
    for (const [who, person] of Object.entries(others)) {
      for (const [method, path, body] of looks) {
        const seen = (await raw(person, method, path, body))
          .replaceAll('Canary Name', '')
          .replaceAll(/Canary story[^"]*/g, '')
        expect(seen.match(canaries), `${who} ${method} ${path}`).toBeNull()
        expect(seen.startsWith('5'), `${who} ${method} ${path}`).toBe(false)
      }
    }
    expect(await raw(worker, 'GET', `/agencies/${id}`)).toMatch(canaries)
  })

  test('nor in any table', async () => {
    for (const person of Object.values(others)) {
      const seen = await write(force.db, force.who(person), async ({ sql }) => [
        await sql`select * from app.agencies`,
        await sql`select * from app.agency_identities`,
        await sql`select * from app.on_call`,
        await sql`select * from app.people where agency_id = ${shelter.id}`,
      ])
      expect(JSON.stringify(seen)).not.toMatch(canaries)
    }
    const own = await write(force.db, force.who(worker), ({ sql }) => sql`select * from app.agency_identities`)
    expect(JSON.stringify(own)).toMatch(canaries)
  })
})

describe('protecting an agency that was public', () => {
  test('hides name, telephone and spellings at once, and unprotecting restores them', async () => {
    const open = { name: 'Lighthouse', sector: 'ngo', region: 'Hills', zone: 'Asia/Manila', dutyPhone: '+63281234567' }
    const { body } = await force.as(administrator)<Agency>('POST', '/agencies', open, { 'idempotency-key': v7() })
    await force.owner`update app.agencies set aliases = '{"Beacon"}' where id = ${body.id}`
    const hits = async (q: string) =>
      (await force.as(officer)<{ items: Agency[] }>('GET', `/agencies?q=${q}`)).body.items.map(({ name }) => name)
    expect([await hits('Lighthouse'), await hits('Beacon')]).toEqual([['Lighthouse'], ['Lighthouse']])
    const hide = { version: body.version, protected: true }
    const hidden = await force.as(administrator)<Agency>('PATCH', `/agencies/${body.id}`, hide)
    expect(hidden.body).toMatchObject({ name: 'Lighthouse', protected: true, dutyPhone: '+63281234567' })
    expect([await hits('Lighthouse'), await hits('Beacon')]).toEqual([[], []])
    expect(await raw(officer, 'GET', `/agencies/${body.id}`)).not.toMatch(/Lighthouse|Beacon|281234567/)
    await force.as(administrator)('PATCH', `/agencies/${body.id}`, { version: hidden.body.version, protected: false })
    expect([await hits('Lighthouse'), await hits('Beacon')]).toEqual([['Lighthouse'], ['Lighthouse']])
  })

  test('is complete: the database refuses a protected row with a name', async () => {
    const refused = force.owner`update app.agencies set label = 'Canary House' where id = ${shelter.id}`
    await expect(refused).rejects.toMatchObject({ code: '23514' })
  })
})

describe('by raw SQL with the API’s own login', () => {
  const attempt = (person: TestPerson, statement: (sql: SlotSql) => PromiseLike<{ count: number }>) =>
    write(force.db, force.who(person), async ({ sql }) => (await statement(sql)).count).catch(
      (error: { cause?: { code?: string } }) => error.cause?.code,
    )
  // The codes of row security, of a missing right and of the guards for administrators, fixed columns and powerful
  // roles.
  const refused = expect.stringMatching(/^(42501|PA102|PA302|PA316)$/)

  test('a supervisor changes opening hours, but not sector, name, region or protection', async () => {
    const { id } = shelter
    expect(await attempt(keeper, (sql) => sql`update app.agencies set always_open = true where id = ${id}`)).toBe(1)
    expect(await attempt(keeper, (sql) => sql`update app.agencies set sector = 'police' where id = ${id}`)).toEqual(
      refused,
    )
    expect(
      await attempt(
        keeper,
        (sql) => sql`update app.agencies set region = '', label = 'Protection service' where id = ${id}`,
      ),
    ).toEqual(refused)
    expect(await attempt(keeper, (sql) => sql`update app.agencies set protected = false where id = ${id}`)).toEqual(
      refused,
    )
    expect(
      await attempt(keeper, (sql) => sql`update app.agency_identities set name = 'Other' where agency_id = ${id}`),
    ).toEqual(refused)
    expect(
      await attempt(
        keeper,
        (sql) => sql`update app.agency_identities set duty_phone = ${phone} where agency_id = ${id}`,
      ),
    ).toBe(1)
  })

  test('no actor changes another agency or its rota, or adds one', async () => {
    const head = others['police head'] as TestPerson
    const { id } = shelter
    const shift = (sql: SlotSql, agency: string) =>
      sql`insert into app.on_call (id, agency_id, phone, from_at, until_at) values (${v7()}, ${agency}, '+639170000000', now(), now() + interval '1 hour')`
    expect(await attempt(head, (sql) => sql`update app.agencies set always_open = false where id = ${id}`)).toBe(0)
    expect(await attempt(head, (sql) => sql`delete from app.on_call where agency_id = ${id}`)).toBe(0)
    expect(await attempt(head, (sql) => shift(sql, id))).toEqual(refused)
    expect(await attempt(administrator, (sql) => shift(sql, id))).toEqual(refused)
    expect(await attempt(head, (sql) => shift(sql, head.agencyId))).toBe(1)
    const agency = (sql: SlotSql) => sql`insert into app.agencies (id, label, sector) values (${v7()}, 'Raw', 'police')`
    expect(await attempt(head, agency)).toEqual(refused)
    expect(await attempt(administrator, agency)).toBe(1)
  })

  test('only an administrator creates or changes accounts, including their own', async () => {
    const account = (role: string) => (sql: SlotSql) =>
      sql`insert into app.people (id, agency_id, name, email, function) values (${v7()}, ${officer.agencyId}, 'Raw', ${`${v7()}@example.test`}, ${role})`
    expect(await attempt(officer, account('caseworker'))).toEqual(refused)
    expect(await attempt(officer, (sql) => sql`update app.people set function = 'head' where id = ${officer.id}`)).toBe(
      0,
    )
    expect(await attempt(officer, (sql) => sql`select authz.end_sessions_of(${worker.id})`)).toEqual(refused)
    expect(await attempt(officer, (sql) => sql`select * from authz.credentials`)).toEqual(refused)
    expect(await attempt(administrator, (sql) => sql`select * from authz.credentials`)).toEqual(refused)
    expect(await attempt(administrator, account('caseworker'))).toBe(1)
    // An account that gives power over others needs the approval of a second person from another agency.
    expect(await attempt(administrator, account('administrator'))).toEqual(refused)
  })
})
