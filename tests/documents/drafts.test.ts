import { openDatabase } from '@palermo/db/database.ts'
import { urlFor } from '@palermo/db/roles.ts'
import type { DraftFile, DraftFiles } from '@palermo/shared/documents/drafts.ts'
import { mostDraftFiles } from '@palermo/shared/documents/drafts.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rawConnection, refused } from '../attacks/raw.ts'
import { act, aDraft } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { hostile } from './corpus.ts'
import { photo, type Sent } from './samples.ts'
import { download, formOf, listOf, sendForm } from './story.ts'

let force: TaskForce
let officer: TestPerson
let chief: TestPerson
let caseworker: TestPerson
let draft: Pick<Referral, 'id' | 'version'>

beforeAll(async () => {
  force = await aTaskForce()
})
afterAll(() => force.end())
beforeEach(async () => {
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  chief = await force.person(police, 'supervisor')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
  draft = await aDraft(force, officer, caseworker.agencyId)
})

const paper = { kind: 'identity-document', compartment: 'C1', title: 'Canary passport' } as const
const attach = async (more: object = {}, sent?: Sent, person = officer, key = v7()) =>
  sendForm<DraftFile>(
    force.app,
    person,
    `/documents/drafts/${draft.id}`,
    await formOf({ ...paper, ...more }, sent ?? { name: 'IMG_1.jpg', bytes: await photo() }),
    key,
  )
const listed = (person = officer) => force.as(person)<DraftFiles>('GET', `/documents/drafts/${draft.id}`)
const rows = async () => (await force.owner`select id from app.draft_files where referral_id = ${draft.id}`).length

describe('a file of a draft', () => {
  test('is its writer’s alone, told by name, kind and compartment', async () => {
    const { status, body } = await attach()
    expect(status).toBe(201)
    expect(body).toMatchObject({ ...paper, fileName: 'IMG_1.jpg', type: 'jpeg' })
    expect((await listed()).body).toMatchObject({ items: [{ id: body.id }], compartments: ['C1', 'C5'] })
    for (const person of [chief, caseworker]) {
      expect((await listed(person)).status).toBe(404)
      expect((await attach({}, undefined, person)).status).toBe(404)
      expect((await force.as(person)('DELETE', `/documents/drafts/${draft.id}/${body.id}`)).status).toBe(404)
    }
    const raw = rawConnection(force)
    for (const person of [chief, caseworker]) {
      expect(await raw.attempt(person, (sql) => sql`select id from app.draft_files`)).toEqual([])
    }
    await refused(raw.attempt(officer, (sql) => sql`update app.draft_files set compartment = 'C5'`))
    await raw.end()
  })

  test('lies sealed: nothing of its name stands in the row', async () => {
    await attach()
    const [row] = await force.owner<{ all: string }[]>`
      select f::text || encode(f.sealed, 'escape') as all from app.draft_files f where referral_id = ${draft.id}`
    expect(row?.all).not.toContain('Canary')
  })

  test('is taken out again, and a second time there is none', async () => {
    const { body } = await attach()
    expect((await force.as(officer)('DELETE', `/documents/drafts/${draft.id}/${body.id}`)).status).toBe(204)
    expect((await force.as(officer)('DELETE', `/documents/drafts/${draft.id}/${body.id}`)).status).toBe(404)
    expect((await listed()).body.items).toEqual([])
  })

  test('that is sent again after a bad connection is there once', async () => {
    const key = v7()
    const sent = { name: 'a.jpg', bytes: await photo() }
    const [one, other] = [await attach({}, sent, officer, key), await attach({}, sent, officer, key)]
    expect(other.body.id).toBe(one.body.id)
    expect(await rows()).toBe(1)
  })

  test('is refused where it lies, in a compartment that is not the writer’s, and beyond the number', async () => {
    const [make, why] = hostile['a PDF that is locked'] ?? []
    expect(await attach({}, await make?.())).toMatchObject({ status: 422, body: { errors: [{ code: why }] } })
    expect((await attach({ compartment: 'C3' })).status).toBe(403)
    expect((await attach({ compartment: 'C0' })).status).toBe(422)
    await force.owner`insert into app.draft_files (id, referral_id, kind, compartment, type, size, preview_size, changes, sealed, author_id)
      select gen_random_uuid(), ${draft.id}, 'other', 'C1', 'text', 1, 0, '{}', '\\x00', ${officer.id} from generate_series(1, ${mostDraftFiles})`
    expect((await attach()).status).toBe(422)
    expect(await rows()).toBe(mostDraftFiles)
  })

  test('goes with the draft that is discarded, and its file with it', async () => {
    await attach()
    expect((await act(force, officer, draft, 'discard')).status).toBe(200)
    expect(await rows()).toBe(0)
    expect((await listed()).body.items).toEqual([])
    expect((await attach()).status).toBe(409)
  })

  test('is known to the worker that clears the disk, as long as the draft is there', async () => {
    const { body } = await attach()
    const worker = openDatabase(urlFor(force.url, 'worker'), force.db.ring, { size: 1 })
    const slot = await worker.slots.take()
    const [unknown] = await slot.sql<
      { ids: string[] }[]
    >`select app.unknown_files(${[body.id, draft.id]}::uuid[]) as ids`
    worker.slots.give(slot, true)
    expect(unknown?.ids).toEqual([draft.id])
    await worker.slots.end()
  })
})

describe('a referral that is sent', () => {
  test('takes its files into the case: the sender’s, in their compartment, and seen by the receiver from acceptance on', async () => {
    const picture = await photo()
    await attach({}, { name: 'IMG_1.jpg', bytes: picture })
    await attach({ kind: 'statement', compartment: 'C5', title: 'Canary statement' })
    const sent = await act(force, officer, draft, 'send')
    expect(sent.status).toBe(200)
    expect(await rows()).toBe(0)
    // After the draft was sent, a request for its files gets an empty list, not a conflict.
    expect((await listed()).body.items).toEqual([])
    const caseId = sent.body.caseId ?? ''
    const { body } = await listOf(force, officer, caseId)
    expect(body.items.map(({ title, compartment, referralId }) => [title, compartment, referralId]).sort()).toEqual([
      ['Canary passport', 'C1', draft.id],
      ['Canary statement', 'C5', draft.id],
    ])
    const passport = body.items.find(({ title }) => title === 'Canary passport')?.id ?? ''
    expect((await download(force, officer, passport)).statusCode).toBe(200)
    expect((await download(force, caseworker, passport)).statusCode).toBe(404)
    await act(force, caseworker, sent.body, 'accept')
    const seen = (await listOf(force, caseworker, caseId)).body.items
    expect(seen.map(({ title }) => title)).toEqual(['Canary passport'])
    expect((await download(force, caseworker, passport)).statusCode).toBe(200)
    // The history of the case contains one event for each file, as if the files had been added to the case.
    const events =
      await force.owner`select compartment from app.events where case_id = ${caseId} and subject_kind = 'document' order by 1`
    expect(events.map(({ compartment }) => compartment)).toEqual(['C1', 'C5'])
  })

  test('that cannot be sent keeps its files', async () => {
    draft = await aDraft(force, officer, caseworker.agencyId, { 'safe-now': 'yes' })
    await attach()
    expect((await act(force, officer, draft, 'send')).status).toBe(422)
    expect((await listed()).body.items).toHaveLength(1)
  })
})
