import type { Agency, Rota, Tonight } from '@palermo/shared/agencies/contract.ts'
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

const names = async (query: string) =>
  (await force.as(officer)<{ items: Agency[] }>('GET', `/agencies${query}`)).body.items.map(({ name }) => name)
const add = (person: TestPerson, body: object) =>
  force.as(person)<Agency>('POST', '/agencies', body, { 'idempotency-key': v7() })
const read = async (person: TestPerson, id: string) => (await force.as(person)<Agency>('GET', `/agencies/${id}`)).body

describe('the on-call rota', () => {
  const from = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const rota = (person: TestPerson, id = ngo) => force.as(person)<Rota>('GET', `/agencies/${id}/on-call`)
  const keep = async (person: TestPerson, shifts: object[], version?: number) =>
    force.as(person)<Rota>('PUT', `/agencies/${ngo}/on-call`, {
      version: version ?? (await read(person, ngo)).version,
      shifts,
    })

  test('is edited by a supervisor, and takes effect at once', async () => {
    const shifts = [
      { phone: '+63 917 123 4567', fromAt: from(-1), untilAt: from(2) },
      { phone: '+639177654321', fromAt: from(2), untilAt: from(10) },
    ]
    const kept = await keep(supervisor, shifts)
    expect(kept.status).toBe(200)
    expect(kept.body.shifts.map(({ phone }) => phone)).toEqual(['+639171234567', '+639177654321'])
    expect((await read(officer, ngo)).onCallNow).toEqual({ phone: '+639171234567', until: shifts[0]?.untilAt })
    await force.moveClock('3 hours')
    expect((await read(officer, ngo)).onCallNow?.phone).toBe('+639177654321')
    expect(await names('?openNow=true&q=Open Door')).toEqual(['Open Door'])
    await force.moveClock('-3 hours')
  })

  test('as a whole: missing shifts are removed', async () => {
    await keep(supervisor, [{ phone: '+639171234567', fromAt: from(5), untilAt: from(6) }])
    expect((await rota(caseworker)).body.shifts).toHaveLength(1)
    expect((await read(officer, ngo)).onCallNow).toBeNull()
  })

  test('not by a caseworker, an administrator or another agency', async () => {
    const other = await force.person(police, 'head')
    const before = (await rota(caseworker)).body.shifts
    for (const person of [caseworker, administrator, officer, other]) expect((await keep(person, [])).status).toBe(403)
    expect((await rota(caseworker)).body.shifts).toEqual(before)
    expect((await rota(other)).status).toBe(403)
  })

  test('and not over a change by another person', async () => {
    const { version } = (await rota(supervisor)).body
    expect((await keep(supervisor, [], version)).status).toBe(200)
    const late = await keep(supervisor, [{ phone: '+639171234567', fromAt: from(1), untilAt: from(2) }], version)
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ current: { version: version + 1, shifts: [] } })
  })

  test.each([
    [
      'two at once',
      [1, 2].map((hours) => ({ phone: '+639171234567', fromAt: from(hours), untilAt: from(hours + 2) })),
      '/shifts/1/fromAt',
    ],
    ['a number that cannot exist', [{ phone: '+63 1 1111', fromAt: from(1), untilAt: from(2) }], '/shifts/0/phone'],
    ['a time that is none', [{ phone: '+639171234567', fromAt: 'tonight', untilAt: from(2) }], '/shifts/0/fromAt'],
    ['a name in it', [{ phone: '+639171234567', fromAt: from(1), untilAt: from(2), name: 'x' }], '/shifts/0/name'],
  ])('with %s is refused', async (_what, shifts, pointer) => {
    expect((await keep(supervisor, shifts)).body).toMatchObject({ status: 422, errors: [{ pointer }] })
  })
})

describe('tonight', () => {
  let desk: Agency
  const tonight = async (query: string) => (await force.as(officer)<Tonight>('GET', `/agencies/tonight?${query}`)).body

  beforeAll(async () => {
    const entry = { sector: 'ngo', zone: 'Asia/Manila', region: 'Harbour', services: ['shelter-emergency'] }
    await add(administrator, { ...entry, name: 'Closed', dutyPhone: '+63281230001' })
    await add(administrator, { ...entry, name: 'Always', dutyPhone: '+63281230002', alwaysOpen: true })
    const onCall = (await add(administrator, { ...entry, name: 'Zealous' })).body
    await force.owner`insert into app.on_call (id, agency_id, phone, from_at, until_at)
      values (${v7()}, ${onCall.id}, '+639170000003', now() - interval '1 hour', now() + interval '1 hour')`
    const placing = { name: 'The Desk', placementDesk: true, services: ['case-management'], alwaysOpen: true }
    desk = (await add(administrator, { ...entry, ...placing, dutyPhone: '+63281230004' })).body
    await add(administrator, {
      ...entry,
      name: 'Hidden House',
      protected: true,
      dutyPhone: '+63281230005',
      alwaysOpen: true,
    })
  })

  test('agencies on call come first, then open ones, each with its number', async () => {
    const { items } = await tonight('need=bed&region=harbour')
    expect(items.map(({ agency, phone, onCall }) => [agency.name, phone, onCall])).toEqual([
      ['Zealous', '+639170000003', true],
      ['Always', '+63281230002', false],
    ])
  })

  test('protected services are reached through placement desks, and never named', async () => {
    const { placement } = await tonight('need=bed&region=harbour')
    expect(placement).toMatchObject({ services: ['shelter-emergency'], regions: ['Harbour'] })
    expect(placement?.desks.map(({ agency, phone }) => [agency.id, phone])).toEqual([[desk.id, '+63281230004']])
    expect(JSON.stringify(await tonight(''))).not.toMatch(/Hidden House|281230005/)
  })

  test('without a suitable protected service none is mentioned', async () => {
    expect((await tonight('service=medical&region=harbour')).placement).toBeNull()
  })

  test.each(['service=gold', 'need=x', 'colour=red', 'region=%00'])('%s is refused', async (query) => {
    expect((await force.as(officer)('GET', `/agencies/tonight?${query}`)).status).toBe(422)
  })
})
