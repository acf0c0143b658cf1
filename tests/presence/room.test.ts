import { wake } from '@palermo/db/wake.ts'
import { openRoom, type Room } from '@palermo/server/stream/room.ts'
import type { Case } from '@palermo/shared/cases/contract.ts'
import type { StreamEvent } from '@palermo/shared/notices/contract.ts'
import type { OnScreen, Presence } from '@palermo/shared/presence/contract.ts'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { act, adult, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let officer: TestPerson
let caseworker: TestPerson
let supervisor: TestPerson
let shelter: TestPerson
let stranger: TestPerson
let administrator: TestPerson
let on: OnScreen
let rooms: Room[] = []
const entered: (() => void)[] = []
const everybody = new Map<string, TestPerson>()
const soon = { timeout: 20_000, interval: 10 }

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police', { name: 'Harbour Police' }), 'officer')
  const ngo = await force.agency('ngo', { name: 'Blue Kite' })
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  shelter = await force.person(await force.agency('ngo', { name: 'Canary Shelter', protected: true, region: 'North' }))
  stranger = await force.person(await force.agency('immigration'), 'officer')
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
  for (const one of [officer, caseworker, supervisor, shelter, stranger, administrator]) everybody.set(one.id, one)
  await force.owner`update app.people set name = 'Canary of the shelter' where id = ${shelter.id}`
  await force.owner`update app.people set name = 'Ana Reyes' where id = ${caseworker.id}`
  on = { kind: 'case', id: await aCase() }
})
afterAll(() => force.end())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() })
})
afterEach(async () => {
  vi.useRealTimers()
  for (const leave of entered.splice(0)) leave()
  await Promise.all(rooms.map((room) => room.end()))
  rooms = []
})

/** Makes a case that the caseworker leads and the shelter serves. */
const aCase = async () => {
  const sent = await aSentReferral(force, officer, caseworker.agencyId)
  const { caseId } = (await act(force, caseworker, sent, 'accept')).body
  await bring(shelter, caseId)
  return caseId ?? ''
}

/** Lets the caseworker request a service from this person's agency, which accepts it. */
const bring = async (person: TestPerson, caseId: string | null) => {
  const body = { kind: 'service', caseId, toAgencyId: person.agencyId, formId: 'intake-short', formVersion: 1 }
  const draft = await force.as(caseworker)<{ referral: { id: string; version: number } }>(
    'POST',
    '/referrals',
    { ...body, answers: { ...adult, kind: 'service' } },
    { 'idempotency-key': v7() },
  )
  const asked = await act(force, caseworker, draft.body.referral, 'send')
  await act(force, person, asked.body, 'accept')
}

interface Told {
  personId: string
  event: StreamEvent | 'nothing'
}

/** Simulates one server process in which every person has a stream. */
const aProcess = () => {
  const told: Told[] = []
  const room = openRoom(force.db, {
    send: (personId, make) => {
      const secret = everybody.get(personId)?.secret ?? Buffer.alloc(0)
      make(secret).then(
        (event) => told.push({ personId, event }),
        () => told.push({ personId, event: 'nothing' }),
      )
    },
  })
  rooms.push(room)
  const enter = (person: TestPerson, page = v7()) => {
    room.enter({ page, on, personId: person.id, agencyId: person.agencyId, session: person.id })
    entered.push(() => room.leave(page, person.id))
    return page
  }
  const last = (person: TestPerson, kind: 'looking' | 'changed') =>
    told.filter(({ personId, event }) => personId === person.id && event !== 'nothing' && event.kind === kind).at(-1)
      ?.event
  const seenBy = (person: TestPerson) => {
    const event = last(person, 'looking')
    return event !== undefined && event !== 'nothing' && event.kind === 'looking' ? event.others : undefined
  }
  return { room, told, enter, seenBy, last }
}

const blueKite = { agencyName: 'Blue Kite', personName: null }
const ana = { agencyName: 'Blue Kite', personName: 'Ana Reyes' }

describe('who else has a case open', () => {
  test('is told by name within the agency and by agency outside, in every process, until they go', async () => {
    const [here, there] = [aProcess(), aProcess()]
    const page = here.enter(caseworker)
    there.enter(supervisor)
    const sheltered = there.enter(shelter)
    await vi.waitFor(() => {
      expect(here.seenBy(supervisor)).toHaveLength(2)
      expect(there.seenBy(supervisor)).toContainEqual(ana)
      expect(there.seenBy(shelter)).toEqual([blueKite])
    }, soon)
    // Readers of other agencies see neither the name of the protected agency nor the names of its staff.
    const others = [...here.told, ...there.told].filter(({ personId }) => personId !== shelter.id)
    expect(JSON.stringify(others)).not.toMatch(/Canary|@example/)
    // A person is not listed to themselves, even with several pages open.
    here.enter(supervisor)
    expect(there.seenBy(supervisor)?.map(({ personName }) => personName)).not.toContain('Test Person')

    there.room.leave(sheltered, 'of another session')
    there.room.leave(page, caseworker.id)
    await vi.waitFor(() => expect(here.seenBy(supervisor)).toHaveLength(1), soon)
    expect(here.seenBy(supervisor)).not.toContainEqual(ana)
  })

  test('is forgotten of a page that says nothing any more, and kept of one that does, wherever it says it', async () => {
    const [here, there] = [aProcess(), aProcess()]
    const page = here.enter(caseworker)
    here.enter(supervisor)
    there.enter(supervisor)
    await vi.waitFor(() => expect(there.room.stays(page, caseworker.id, on)).toBe(true), soon)
    expect(there.room.stays(page, 'of another session', on)).toBe(false)
    expect(there.room.stays(page, caseworker.id, { kind: 'referral', id: on.id })).toBe(false)
    await vi.waitFor(() => expect(here.seenBy(supervisor)).toEqual([ana]), soon)
    for (let seconds = 0; seconds < 60; seconds += 10) {
      there.room.stays(page, caseworker.id, on)
      vi.advanceTimersByTime(10_000)
      await vi.waitFor(() => expect(here.room.stays(page, caseworker.id, on)).toBe(true), soon)
    }
    vi.advanceTimersByTime(60_000)
    expect(here.room.stays(page, caseworker.id, on)).toBe(false)
    expect(there.room.stays(page, caseworker.id, on)).toBe(false)
  })

  test('stays as it is when somebody else says the name of a page that is not theirs', async () => {
    const [here, there] = [aProcess(), aProcess()]
    const page = here.enter(caseworker)
    here.enter(supervisor)
    there.enter(supervisor)
    await vi.waitFor(() => expect(there.seenBy(supervisor)).toEqual([ana]), soon)
    // The page id of the caseworker is used by the shelter in another process and by a stranger in the same one. The
    // shelter, which may see the case, is added to the readers; the stranger, who may not, is ignored.
    there.enter(shelter, page)
    here.enter(stranger, page)
    await vi.waitFor(() => {
      for (const process of [here, there]) expect(process.seenBy(supervisor)).toHaveLength(2)
    }, soon)
    for (const process of [here, there]) {
      expect(process.seenBy(supervisor)).toContainEqual(ana)
      expect(process.room.stays(page, caseworker.id, on)).toBe(true)
    }
    // When these persons turn to another page or leave, the caseworker's own entry stays.
    there.room.enter({
      page,
      on: { kind: 'case', id: v7() },
      personId: shelter.id,
      agencyId: shelter.agencyId,
      session: shelter.id,
    })
    here.room.leave(page, stranger.id)
    await vi.waitFor(() => expect(here.seenBy(supervisor)).toEqual([ana]), soon)
    expect(there.room.stays(page, caseworker.id, on)).toBe(true)
  })

  test('is asked of the others by a process that begins', async () => {
    const here = aProcess()
    const page = here.enter(caseworker)
    const late = aProcess()
    late.enter(shelter)
    await vi.waitFor(() => expect(late.room.stays(page, caseworker.id, on)).toBe(true), soon)
  })

  test('is asked for again by a process that missed somebody coming', async () => {
    const here = aProcess()
    const page = here.enter(caseworker)
    const asked: string[] = []
    const other = force.db.listen('looks', { hear: (said) => void asked.push(said), back: () => undefined })
    await vi.waitFor(() => expect(here.seenBy(caseworker)).toEqual([]), soon)
    const still = (seats: string[]) => wake(force.db, 'looks', JSON.stringify({ kind: 'still', from: v7(), seats }))
    still([`${caseworker.id} ${page}`])
    still([`${caseworker.id} ${v7()}`])
    const sinceThen = () => {
      const kinds = asked.map((said) => JSON.parse(said).kind)
      return kinds.slice(kinds.indexOf('still'))
    }
    await vi.waitFor(() => expect(sinceThen()).toEqual(['still', 'still', 'who']), soon)
    await other.end()
  })

  test('costs the database nothing while nobody comes or goes', async () => {
    const page = v7()
    const publish = (person: TestPerson) => force.as(person)<Presence>('PUT', `/stream/pages/${page}`, on)
    const first = await publish(caseworker)
    expect(first).toMatchObject({ status: 200, body: { others: [] } })
    const lines = async () => (await force.owner<{ n: number }[]>`select count(*)::int as n from aud.leaf`)[0]?.n
    const before = await lines()
    for (let i = 0; i < 20; i++) expect((await publish(caseworker)).status).toBe(204)
    expect(await lines()).toBe(before)
    // The same page id sent by another person is a new entry, for which the server checks that person's access.
    expect((await publish(stranger)).status).toBe(404)
    expect((await force.as(caseworker)('DELETE', `/stream/pages/${page}`)).status).toBe(204)
  })

  test('answers whoever says the name of a page that is not theirs as it answers any name', async () => {
    const taken = v7()
    const elsewhere = { kind: 'case', id: await aCase() }
    const publish = (person: TestPerson, page: string) =>
      force.as(person)<object>('PUT', `/stream/pages/${page}`, elsewhere)
    const go = (person: TestPerson, page: string) => force.as(person)('DELETE', `/stream/pages/${page}`)
    expect((await publish(caseworker, taken)).status).toBe(200)
    const told = async (person: TestPerson, page: string) => {
      const { status, body } = await publish(person, page)
      return { status, body: { ...body, requestId: '' }, gone: (await go(person, page)).status }
    }
    for (const person of [supervisor, stranger]) expect(await told(person, taken)).toEqual(await told(person, v7()))
    // 204: the server still knows the caseworker's page, whatever the others sent.
    expect((await publish(caseworker, taken)).status).toBe(204)
    expect((await go(caseworker, taken)).status).toBe(204)
  })
})

describe('who may not see it', () => {
  test('neither looks nor learns that anybody does', async () => {
    const look = async (person: TestPerson, id: string) => {
      const { status, body } = await force.as(person)<object>('PUT', `/stream/pages/${v7()}`, { kind: 'case', id })
      return { status, body: { ...body, requestId: '' } }
    }
    const missing = await look(stranger, v7())
    expect(missing.status).toBe(404)
    for (const person of [stranger, administrator]) expect(await look(person, on.id)).toEqual(missing)
  })

  test('is shown to nobody, whatever brought them there, and hears nothing', async () => {
    const here = aProcess()
    here.enter(caseworker)
    here.enter(stranger)
    here.enter(administrator)
    await vi.waitFor(() => expect(here.told.filter(({ event }) => event === 'nothing').length).toBeGreaterThan(1), soon)
    await vi.waitFor(() => expect(here.seenBy(caseworker)).toEqual([]), soon)
    expect(here.seenBy(stranger)).toBeUndefined()
    expect(here.seenBy(administrator)).toBeUndefined()
  })
})

describe('what changed while it was open', () => {
  const write = async (compartment: string) =>
    force.as(caseworker)(
      'POST',
      '/notes',
      { caseId: on.id, compartment, kind: 'observation', text: 'Canary.' },
      { 'idempotency-key': v7() },
    )

  test('is told with who did it, and to the one who did that it was theirs', async () => {
    const here = aProcess()
    for (const person of [caseworker, supervisor, shelter, stranger]) here.enter(person)
    await vi.waitFor(() => expect(here.seenBy(shelter)).toEqual([blueKite]), soon)
    const { version } = (await force.as(caseworker)<Case>('GET', `/cases/${on.id}`)).body
    await force.as(caseworker)('POST', `/cases/${on.id}/actions`, { action: 'review', version })
    const changed = { kind: 'changed', on }
    await vi.waitFor(() => {
      expect(here.last(supervisor, 'changed')).toEqual({ ...changed, mine: false, by: ana })
      expect(here.last(shelter, 'changed')).toEqual({ ...changed, mine: false, by: blueKite })
      expect(here.last(caseworker, 'changed')).toEqual({ ...changed, mine: true, by: ana })
    }, soon)
    expect(here.last(stranger, 'changed')).toBeUndefined()
  })

  test('in a compartment is told there alone', async () => {
    const here = aProcess()
    for (const person of [caseworker, supervisor]) here.enter(person)
    await vi.waitFor(() => expect(here.seenBy(supervisor)).toEqual([ana]), soon)
    expect((await write('C1')).status).toBe(201)
    await vi.waitFor(() => expect(here.last(caseworker, 'changed')).toMatchObject({ mine: true }), soon)
    await vi.waitFor(
      () =>
        expect(here.told.some(({ personId, event }) => personId === supervisor.id && event === 'nothing')).toBe(true),
      soon,
    )
    expect(here.last(supervisor, 'changed')).toBeUndefined()
  })

  test('by somebody of whom the reader may not know on this case is not told, not even as done by nobody', async () => {
    const investigator = await force.person(await force.agency('police', { name: 'River Police' }), 'investigator')
    // Hints of one process are sent together a moment after the commit. This waits for the hints about joining the
    // case, so that they do not reach the pages opened below.
    const before = aProcess()
    before.enter(caseworker)
    await vi.waitFor(() => expect(before.seenBy(caseworker)).toEqual([]), soon)
    await bring(investigator, on.id)
    await vi.waitFor(
      () => expect(before.last(caseworker, 'changed')).toMatchObject({ by: { agencyName: 'River Police' } }),
      soon,
    )
    const here = aProcess()
    for (const person of [caseworker, shelter]) here.enter(person)
    await vi.waitFor(() => expect(here.seenBy(caseworker)).toHaveLength(1), soon)
    const task = { caseId: on.id, kind: 'call', dueAt: new Date(Date.now() + 86_400_000).toISOString() }
    const made = await force.as(investigator)('POST', '/tasks', task, { 'idempotency-key': v7() })
    expect(made.status).toBe(201)
    const by = { agencyName: 'River Police', personName: null }
    await vi.waitFor(() => expect(here.last(caseworker, 'changed')).toMatchObject({ mine: false, by }), soon)
    await vi.waitFor(
      () => expect(here.told.some(({ personId, event }) => personId === shelter.id && event === 'nothing')).toBe(true),
      soon,
    )
    expect(here.last(shelter, 'changed')).toBeUndefined()
  })
})
