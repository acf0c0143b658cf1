import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sweepFiles } from '@palermo/db/documents/sweep.ts'
import type { DraftFile, DraftFiles } from '@palermo/shared/documents/drafts.ts'
import type { Referral } from '@palermo/shared/referrals/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rawConnection } from '../attacks/raw.ts'
import { act, aDraft } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { type ByHand, byHand } from '../workers/by-hand.ts'
import { photo } from './samples.ts'
import { filesOnDisk } from './scene.ts'
import { download, formOf, listOf, sendForm } from './story.ts'

let force: TaskForce
let hands: ByHand
let officer: TestPerson
let chief: TestPerson
let caseworker: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  hands = byHand(force)
  const police = await force.agency('police')
  officer = await force.person(police, 'officer')
  chief = await force.person(police, 'supervisor')
  caseworker = await force.person(await force.agency('ngo'), 'caseworker')
})
afterAll(async () => {
  await hands.end()
  await force.end()
})

type Draft = Pick<Referral, 'id' | 'version'>
const attach = async ({ id }: Draft, compartment: string) => {
  const paper = { kind: 'identity-document', compartment, title: 'Canary passport' }
  const form = await formOf(paper, { name: 'Canary.jpg', bytes: await photo() })
  const { status, body } = await sendForm<DraftFile>(force.app, officer, `/documents/drafts/${id}`, form)
  expect(status).toBe(201)
  return body.id
}
const listed = ({ id }: Draft, person = officer) => force.as(person)<DraftFiles>('GET', `/documents/drafts/${id}`)
const rows = async () => (await force.owner`select id from app.draft_files`).length
const onDisk = (id: string) => filesOnDisk(force).filter((file) => path.basename(file) === id)
const pass = async (time: string) => {
  await force.moveClock(time)
  await hands.sweep()
  await hands.tell()
}
const hour = 3_600_000
const sweepAfter = (hours: number) => sweepFiles(hands.db, force.documents, Date.now() + hours * hour)

test('a draft that lapses takes its files with it: their rows and keys at once, their sealed bytes by the sweep', async () => {
  const kept = await aDraft(force, officer, caseworker.agencyId)
  const keptFile = await attach(kept, 'C1')
  const { caseId } = (await act(force, officer, kept, 'send')).body
  const draft = await aDraft(force, officer, caseworker.agencyId)
  const files = [await attach(draft, 'C1'), await attach(draft, 'C5')]
  const picture = await photo()
  for (const file of files.flatMap(onDisk)) {
    const bytes = readFileSync(file)
    expect(bytes.includes('Canary')).toBe(false)
    expect(bytes.includes(picture.subarray(0, 64))).toBe(false)
  }

  // While the draft can still be sent, its files are there.
  await pass('22 days')
  expect((await listed(draft)).body.items.map(({ id }) => id).sort()).toEqual(files.toSorted())
  await pass('8 days')
  expect(await rows()).toBe(0)

  // After the draft has lapsed, nobody can read, delete or send the files.
  // Only the author learns that the draft lapsed (409); others get 404.
  expect((await listed(draft)).body.items).toEqual([])
  const [one] = files
  expect((await force.as(officer)('DELETE', `/documents/drafts/${draft.id}/${one}`)).status).toBe(409)
  for (const person of [chief, caseworker]) expect((await listed(draft, person)).status).toBe(404)
  for (const person of [officer, chief, caseworker]) {
    for (const id of files) expect((await download(force, person, id)).statusCode).toBe(404)
  }
  expect((await act(force, officer, draft, 'send')).status).toBe(409)
  const raw = rawConnection(force)
  expect(await raw.attempt(officer, (sql) => sql`select id from app.draft_files`)).toEqual([])
  await raw.end()
  const [left] = await force.owner<{ n: number }[]>`
    select count(*)::int as n from app.document_versions where id = any (${files}::uuid[])`
  expect(left?.n).toBe(0)

  // The bytes cannot be decrypted without the deleted key. The sweep sets the files aside for a month, in case an older
  // database is restored, and then deletes them.
  expect(files.flatMap(onDisk)).toHaveLength(2)
  expect(await sweepAfter(23)).toMatchObject({ setAside: 0, deleted: 0 })
  expect(await sweepAfter(25)).toMatchObject({ setAside: 2, deleted: 0 })
  expect(files.flatMap(onDisk).every((file) => file.includes(`${path.sep}unclaimed${path.sep}`))).toBe(true)
  expect(await sweepAfter(25 + 29 * 24)).toMatchObject({ deleted: 0 })
  expect(await sweepAfter(25 + 31 * 24)).toMatchObject({ deleted: 2 })
  expect(files.flatMap(onDisk)).toEqual([])

  // The file of the draft that was sent in time is still stored and can be read.
  const [document] = (await listOf(force, officer, caseId ?? '')).body.items
  expect(onDisk(keptFile).map((file) => existsSync(file))).toEqual([true])
  expect((await download(force, officer, document?.id ?? '')).statusCode).toBe(200)
})
