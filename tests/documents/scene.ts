import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { NewDocument } from '@palermo/shared/documents/contract.ts'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { act, aSentReferral } from '../referrals/story.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { photo } from './samples.ts'
import { add } from './story.ts'

/**
 * A case that an NGO leads for a person whom the police referred.
 * Each test gets a new case, each file a new task force.
 */
export interface Scene {
  force: TaskForce
  /** A member of the police who sent the referral and has no access to the case any more. */
  officer: TestPerson
  /** A member of the NGO who works on the case and may read its compartments. */
  caseworker: TestPerson
  /** A colleague in the NGO who does not work on the case; `supervisor` is the caseworker's supervisor. */
  colleague: TestPerson
  supervisor: TestPerson
  referralId: string
  caseId: string
}

/** Returns an object that is filled before each test; call this function at the top of a test file. */
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
/** Adds a document as the caseworker. */
export const added = async (scene: Scene, more: Partial<NewDocument> = {}) => {
  const { status, body } = await add(scene.force, scene.caseworker, passport(scene, more), await image())
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

export const filesOnDisk = ({ documents: { folder } }: TaskForce) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

/** Expects as many files as rows, and no file in the folder `incoming`. */
export const nothingLeft = async ({ force }: Scene) => {
  const files = filesOnDisk(force)
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from app.document_versions`
  expect(files.filter((file) => file.includes('incoming'))).toEqual([])
  expect(files.length).toBe(row?.n)
}

/** Gives a person of the caseworker's agency access to these compartments of the case. */
export const letIn = async (
  { force, caseId, caseworker }: Scene,
  person: TestPerson,
  compartments: readonly string[],
) => {
  await force.owner`insert into app.case_members (case_id, agency_id, person_id, compartment, from_at)
    select ${caseId}, m.agency_id, ${person.id}, w, m.from_at from app.case_members m, unnest(${[...compartments]}::text[]) w
     where m.case_id = ${caseId} and m.person_id = ${caseworker.id} and m.compartment = 'C1'`
}
