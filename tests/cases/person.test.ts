import type { Case, PersonChange } from '@palermo/shared/cases/contract.ts'
import type { TimelineEvent } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let caseworker: TestPerson
let supervisor: TestPerson
let stranger: TestPerson
let officer: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  officer = await force.person(await force.agency('police'), 'officer')
  const ngo = await force.agency('ngo')
  caseworker = await force.person(ngo, 'caseworker')
  supervisor = await force.person(ngo, 'supervisor')
  stranger = await force.person(await force.agency('health'), 'caseworker')
})
afterAll(() => force.end())

const aCase = async () =>
  (await act(force, caseworker, await aSentReferral(force, officer, caseworker.agencyId), 'accept')).body.caseId ?? ''
const read = (person: TestPerson, id: string) => force.as(person)<Case>('GET', `/cases/${id}`)
const correct = async (person: TestPerson, id: string, input: object) => {
  const { version } = (await read(caseworker, id)).body
  return force.as(person)<Case>('POST', `/cases/${id}/actions`, { action: 'correct-person', version, ...input })
}
const changes = (person: TestPerson, id: string) =>
  force.as(person)<{ items: PersonChange[] }>('GET', `/cases/${id}/person-changes`)

test('a name is corrected and a nationality added; what stood there before is kept, with who, when and why', async () => {
  const id = await aCase()
  const input = {
    because: 'document-seen',
    callName: 'Canary Renamed',
    nationality: 'PH',
    safeContact: 'Canary by day',
  }
  const { status, body } = await correct(caseworker, id, input)
  expect(status).toBe(200)
  expect(body.identity).toMatchObject({ callName: 'Canary Renamed', nationality: 'PH', safeContact: 'Canary by day' })
  const { items } = (await changes(caseworker, id)).body
  expect(items).toMatchObject([
    {
      because: 'document-seen',
      mine: true,
      before: { callName: 'Canary Name', nationality: null, safeContact: null },
    },
  ])
  // The history stores only the fields that were changed.
  expect(Object.keys(items[0]?.before ?? {}).sort()).toEqual(['callName', 'nationality', 'safeContact'])
  const [row] = await force.owner<
    { nationality: string }[]
  >`select nationality from app.case_persons where case_id = ${id}`
  expect(row?.nationality).toBe('PH')
})

test('what is already so, a year that is none and a reason that is missing are refused, each at its field', async () => {
  const id = await aCase()
  for (const [input, errors] of [
    [{ because: 'mistake', callName: 'Canary Name' }, [{ pointer: '/because', code: 'changes-nothing' }]],
    [{ because: 'mistake', birthYear: 19 }, [{ pointer: '/birthYear', code: 'too-small' }]],
    [{ callName: 'Canary Other' }, [{ pointer: '/because', code: 'not-an-option' }]],
  ] as const)
    expect((await correct(caseworker, id, input)).body).toMatchObject({ type: '/problems/invalid', errors })
  expect((await changes(caseworker, id)).body.items).toEqual([])
})

test('whoever stands outside identity may neither correct it nor read what it was, nor learn that it was', async () => {
  const id = await aCase()
  await correct(caseworker, id, { because: 'person-said', callName: 'Canary Renamed' })
  const seen = (await read(supervisor, id)).body
  expect(seen.actions).not.toContain('correct-person')
  expect((await correct(supervisor, id, { because: 'mistake', callName: 'Other' })).status).toBe(403)
  expect((await changes(supervisor, id)).status).toBe(404)
  for (const person of [stranger, officer]) expect((await changes(person, id)).status).toBe(404)
  const timeline = (person: TestPerson) =>
    force
      .as(person)<{ items: TimelineEvent[] }>('GET', `/cases/${id}/timeline`)
      .then(({ body }) => body.items)
  expect((await timeline(supervisor)).map(({ action }) => action)).not.toContain('correct-person')
  const own = (await timeline(caseworker)).find(({ action }) => action === 'correct-person')
  expect(own?.facts).toEqual({ because: 'person-said' })
})

test('no name of before or after lies open in the database, and nobody changes what was kept', async () => {
  const id = await aCase()
  await correct(caseworker, id, { because: 'person-said', fullName: 'Canary Full Name' })
  const rows = await force.owner<{ all: string }[]>`
    select row_to_json(p)::text as all from app.person_changes p union all select row_to_json(e)::text from app.events e
    union all select row_to_json(l)::text from aud.leaf l union all select row_to_json(o)::text from app.outbox o`
  expect(rows.filter(({ all }) => all.includes('Canary'))).toEqual([])
  const grants = await force.owner<{ privilege: string }[]>`
    select privilege_type as privilege from information_schema.role_table_grants
     where table_schema = 'app' and table_name = 'person_changes' and grantee = 'palermo_api'`
  expect(grants.map(({ privilege }) => privilege).sort()).toEqual(['INSERT', 'SELECT'])
})
