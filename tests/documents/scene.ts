import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { NewDocument } from '@palermo/shared/documents/contract.ts'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { photo } from './samples.ts'
import { add } from './story.ts'

/** A case that an NGO leads for somebody whom the police met; anew for each test, in one task force a file. */
export interface Scene {
  force: TaskForce
  /** Of the police; sent the referral and is no longer on the case. */
  officer: TestPerson
  /** On the case, in its compartments. */
  caseworker: TestPerson
  /** Of the same agency: nobody, and who answers for its work. */
  colleague: TestPerson
  supervisor: TestPerson
  referralId: string
  caseId: string
}

/** Call at the top of a test file; what it gives is filled before each test. */
export const theScene = (): Scene => {
  const scene = {} as Scene
  beforeAll(async () => {
    scene.force = await aTaskForce()
  })
  afterAll(() => scene.force.end())
  beforeEach(async () => {
    const { force } = scene
    scene.officer = await force.person(await force.agency('police'), 'officer')
    const ngo = await force.agency('ngo')
    scene.caseworker = await force.person(ngo, 'caseworker')
    scene.colleague = await force.person(ngo, 'caseworker')
    scene.supervisor = await force.person(ngo, 'supervisor')
    const sent = await aSentReferral(force, scene.officer, ngo)
    const { body } = await act(force, scene.caseworker, sent, 'accept')
    scene.referralId = body.id
    scene.caseId = body.caseId ?? ''
  })
  return scene
}

export const image = async () => ({ name: 'IMG_2034.jpg', bytes: await photo() })
export const passport = ({ caseId }: Scene, more: Partial<NewDocument> = {}): NewDocument => ({
  caseId,
  kind: 'identity-document',
  compartment: 'C1',
  title: 'Passport',
  ...more,
})
/** One that the caseworker added. */
export const added = async (scene: Scene, more: Partial<NewDocument> = {}) => {
  const { status, body } = await add(scene.force, scene.caseworker, passport(scene, more), await image())
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

export const filesOnDisk = ({ documents: { folder } }: TaskForce) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

/** Whatever happened, there are as many files as rows, and none is on its way. */
export const nothingLeft = async ({ force }: Scene) => {
  const files = filesOnDisk(force)
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.document_versions`
  expect(files.filter((file) => file.includes('incoming'))).toEqual([])
  expect(files.length).toBe(row?.n)
}

/** Somebody of the caseworker's agency who is on the case as well, with access to these compartments. */
export const letIn = async (
  { force, caseId, caseworker }: Scene,
  person: TestPerson,
  compartments: readonly string[],
) => {
  await force.owner`insert into app.case_members (case_id, agency_id, person_id, compartment, from_at)
    select ${caseId}, m.agency_id, ${person.id}, w, m.from_at from app.case_members m, unnest(${[...compartments]}::text[]) w
     where m.case_id = ${caseId} and m.person_id = ${caseworker.id} and m.compartment = 'C1'`
}
