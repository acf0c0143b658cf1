import { mostFilters, type NewFilter, type SavedFilter } from '@palermo/shared/filters/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

type Given = { page: string; filter: object; label?: string | null; opens?: boolean }
interface Fault {
  errors: { pointer: string; detail: string }[]
}

let force: TaskForce
let heard: string[]
let caseworker: TestPerson
let colleague: TestPerson

beforeAll(async () => {
  heard = []
  force = await aTaskForce('int', heard)
})
afterAll(() => force.end())
beforeEach(async () => {
  const agency = await force.agency('ngo')
  caseworker = await force.person(agency, 'caseworker')
  colleague = await force.person(agency, 'supervisor')
})

const keep = <T = SavedFilter>(given: Given, who = caseworker, key: string = v7()) =>
  force.as(who)<T>('POST', '/filters', given, { 'idempotency-key': key })
const listed = async (who = caseworker) => (await force.as(who)<{ items: SavedFilter[] }>('GET', '/filters')).body.items

const tonight: Given = { page: 'work', filter: { mine: true, urgency: 'tonight' } }

describe('saved filters', () => {
  test('are kept of each list in its own shape, and come back as they were', async () => {
    const agency = v7()
    const given: Given[] = [
      { page: 'work', filter: { tab: 'late', mine: true, agency, step: 'referral.answer', urgency: 'tonight' } },
      { page: 'referrals', filter: { box: 'team', status: 'accepted', ended: true, sort: 'oldest' } },
      { page: 'cases', filter: { tab: 'all', child: true, sort: 'changed' }, label: 'Children' },
      { page: 'directory', filter: { need: 'bed', language: 'th', openNow: true, region: 'North' } },
      { page: 'dashboard', filter: { from: '2026-01-01', urgency: 'soon' } },
      { page: 'numbers', filter: { number: 'late', owes: agency, step: 'referral.answer' } },
    ]
    for (const one of given) expect(await keep(one)).toMatchObject({ status: 201, body: one })
    const items = await listed()
    expect(items).toHaveLength(given.length)
    for (const one of given) expect(items.find(({ page }) => page === one.page)).toMatchObject(one)
  })

  test('are one’s own: nobody else finds, changes or removes them, not even by SQL', async () => {
    const { body } = await keep({ ...tonight, label: 'Canary' })
    expect(await listed(colleague)).toEqual([])
    const change = { label: 'Taken', opens: true }
    expect((await force.as(colleague)('PUT', `/filters/${body.id}`, change)).status).toBe(404)
    expect((await force.as(colleague)('DELETE', `/filters/${body.id}`)).status).toBe(404)
    const raw = rawConnection(force)
    expect(await raw.attempt(colleague, (sql) => sql`select id from app.saved_filters`)).toHaveLength(0)
    expect(await raw.attempt(caseworker, (sql) => sql`select id from app.saved_filters`)).toHaveLength(1)
    await refused(
      raw.attempt(
        colleague,
        (sql) => sql`insert into app.saved_filters (id, person_id, page, place, sealed)
          values (${v7()}, ${caseworker.id}, 'work', 5, ${Buffer.alloc(40)})`,
      ),
    )
    await refused(raw.attempt(caseworker, (sql) => sql`update app.saved_filters set person_id = ${colleague.id}`))
    await raw.end()
    expect(await listed()).toMatchObject([{ label: 'Canary' }])
  })

  test('stand sealed in the database, and no log says what they are called or filter', async () => {
    await keep({ page: 'directory', filter: { region: 'Zephyr Coast' }, label: 'Nightingale' })
    const rows = await force.owner<{ row: string; sealed: Buffer }[]>`
      select f::text as row, f.sealed from app.saved_filters f`
    const kept = rows.map(({ row, sealed }) => row + sealed.toString('latin1')).join('\n')
    expect(kept).toContain('directory')
    for (const words of ['Nightingale', 'Zephyr']) {
      expect(kept).not.toContain(words)
      expect(heard.join('\n')).not.toContain(words)
    }
  })

  test('one of each list opens it, and the one before does not any more', async () => {
    const first = (await keep({ ...tonight, opens: true })).body
    await keep({ page: 'cases', filter: { mine: true }, opens: true })
    const second = (await keep({ page: 'work', filter: { tab: 'late' }, opens: true })).body
    const opening = async () => (await listed()).filter(({ opens }) => opens).map(({ page, id }) => [page, id])
    expect(await opening()).toContainEqual(['work', second.id])
    expect(await opening()).toHaveLength(2)
    const changed = await force.as(caseworker)('PUT', `/filters/${first.id}`, { label: 'Tonight', opens: true })
    expect(changed).toMatchObject({ status: 200, body: { label: 'Tonight', opens: true, filter: tonight.filter } })
    expect(await opening()).toContainEqual(['work', first.id])
    await force.as(caseworker)('PUT', `/filters/${first.id}`, { label: null, opens: false })
    expect((await opening()).map(([page]) => page)).toEqual(['cases'])
  })

  test('a removed one is gone, and what undo sends back is kept as it was', async () => {
    const { id, ...kept } = (await keep({ ...tonight, label: 'Tonight', opens: true })).body
    expect((await force.as(caseworker)('DELETE', `/filters/${id}`)).status).toBe(204)
    expect(await listed()).toEqual([])
    expect((await force.as(caseworker)('DELETE', `/filters/${id}`)).status).toBe(404)
    expect((await keep(kept as NewFilter)).status).toBe(201)
    expect(await listed()).toMatchObject([kept])
  })

  test('are as many as there may be and no more, also when kept at the same moment; a retry keeps one', async () => {
    const key = v7()
    const twice = [await keep(tonight, caseworker, key), await keep(tonight, caseworker, key)]
    expect(twice[0]?.body.id).toBe(twice[1]?.body.id)
    for (let at = 1; at < mostFilters - 1; at += 1) await keep(tonight)
    const atOnce = await Promise.all([keep<Fault>(tonight), keep<Fault>(tonight), keep<Fault>(tonight)])
    expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    expect(await listed()).toHaveLength(mostFilters)
    expect(atOnce.find(({ status }) => status === 422)?.body.errors).toEqual([
      { pointer: '/page', detail: `has ${mostFilters} saved filters already` },
    ])
    expect((await keep({ page: 'cases', filter: { mine: true } })).status).toBe(201)
  })

  test('what was typed into a search, nothing at all, or another list’s filter is not kept', async () => {
    for (const wrong of [
      { page: 'cases', filter: { q: 'Maria', mine: true } },
      { page: 'directory', filter: { q: 'Maria' } },
      { page: 'work', filter: {} },
      { page: 'work', filter: { box: 'team' } },
      { page: 'people', filter: { mine: true } },
      { page: 'work', filter: { mine: true }, label: 'a'.repeat(41) },
      { page: 'work', filter: { mine: true }, label: 'a\u0000b' },
    ]) {
      const { status, body } = await keep<Fault>(wrong)
      expect(status, JSON.stringify(wrong)).toBe(422)
      expect(body.errors.length).toBeGreaterThan(0)
    }
    expect(await listed()).toEqual([])
  })
})
