import { functions, sectors } from '@palermo/shared/actor.ts'
import { audienceRules, audiences, type ChosenAudience } from '@palermo/shared/audiences.ts'
import { compartmentsFor } from '@palermo/shared/cases/compartments.ts'
import type { Document } from '@palermo/shared/documents/contract.ts'
import {
  audiencesForDocument,
  compartmentOfDocument,
  isNarrower,
  narrowerPlaces,
} from '@palermo/shared/documents/places.ts'
import { describe, expect, test } from 'vitest'
import type { TestPerson } from '../task-force.ts'
import { added, image, letIn, nothingLeft, passport, theScene } from './scene.ts'
import { add, download, listOf } from './story.ts'

const scene = theScene()

const restrict = (person: TestPerson, { id, version }: Document, audience: string, compartment: string) =>
  scene.force.as(person)<Document>('POST', `/documents/${id}/actions`, {
    action: 'restrict',
    version,
    audience,
    compartment,
  })

const withIdentityAlone = async () => {
  await letIn(scene, scene.colleague, ['C0', 'C1'])
  return scene.colleague
}

describe('the kind of a document', () => {
  test.each(['medical-report', 'assessment'] as const)('%s lies with health and nowhere else', async (kind) => {
    const refused = await add(
      scene.force,
      scene.caseworker,
      passport(scene, { kind, compartment: 'C1' }),
      await image(),
    )
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/compartment' }] } })
    const kept = await add(scene.force, scene.caseworker, passport(scene, { kind, compartment: 'C3' }), await image())
    expect(kept).toMatchObject({ status: 201, body: { compartment: 'C3', audience: 'health' } })
    await nothingLeft(scene)
  })

  test('about health, filed by staff without access to health, is for their own agency or an authority', async () => {
    const { force, caseId } = scene
    const investigator = await force.person(await force.agency('police'), 'investigator')
    await force.owner`insert into app.case_members (case_id, agency_id, person_id, compartment)
      select ${caseId}, ${investigator.agencyId}, ${investigator.id}, unnest(array['C0', 'C1', 'C5'])`
    const file = async (compartment: 'C1' | 'C5', audience?: ChosenAudience) =>
      add(
        force,
        investigator,
        passport(scene, { kind: 'medical-report', compartment, ...(audience ? { audience } : {}) }),
        await image(),
      )
    expect(await file('C1', 'helping')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/kind' }] } })
    expect(await file('C1', 'own-agency')).toMatchObject({ status: 201, body: { audience: 'own-agency' } })
    expect(await file('C1')).toMatchObject({ status: 201, body: { audience: 'own-agency-and-lead' } })
    expect(await file('C5')).toMatchObject({ status: 201, body: { compartment: 'C5' } })
  })

  test('about health is offered to no writer for all who help', () => {
    for (const sector of sectors)
      for (const role of functions) {
        const writer = { sector, function: role }
        const compartments = compartmentsFor(writer)
        for (const audience of audiencesForDocument('medical-report', writer, compartments)) {
          expect([sector, role, audience]).not.toContain('helping')
          if (compartments.includes('C3'))
            expect(compartmentOfDocument('medical-report', audience, writer, compartments)).toBe('C3')
        }
      }
  })

  test('leaves others where their writer puts them', async () => {
    for (const compartment of ['C1', 'C2', 'C3', 'C4'] as const)
      expect((await added(scene, { kind: 'letter', compartment })).compartment).toBe(compartment)
  })
})

describe('a document that is restricted', () => {
  test('moves to fewer readers with its files, its names and its history; the others no longer see that it is there', async () => {
    const colleague = await withIdentityAlone()
    const document = await added(scene, { kind: 'statement', audience: 'helping' })
    expect((await download(scene.force, colleague, document.id)).statusCode).toBe(200)
    const before = (await download(scene.force, scene.caseworker, document.id)).rawPayload
    const moved = await restrict(scene.caseworker, document, 'own-agency', 'C3')
    expect(moved).toMatchObject({
      status: 200,
      body: { audience: 'own-agency', compartment: 'C3', title: 'Passport', version: document.version + 1 },
    })
    expect((await download(scene.force, scene.caseworker, document.id)).rawPayload).toEqual(before)
    expect((await download(scene.force, colleague, document.id)).statusCode).toBe(404)
    expect((await listOf(scene.force, colleague, scene.caseId)).body.items).toEqual([])
    const history = async (person: TestPerson) =>
      (
        await scene.force.as(person)<{ items: { subjectKind: string; action: string }[] }>(
          'GET',
          `/cases/${scene.caseId}/timeline`,
        )
      ).body.items
        .filter(({ subjectKind }) => subjectKind === 'document')
        .map(({ action }) => action)
    expect((await history(scene.caseworker)).sort()).toEqual(['create', 'restrict'])
    expect(await history(colleague)).toEqual([])
    await nothingLeft(scene)
  })

  test('is never opened to more, nor to others', async () => {
    const document = await added(scene, { kind: 'letter', compartment: 'C3', audience: 'health' })
    for (const [audience, compartment] of [
      ['helping', 'C1'],
      ['health', 'C3'],
      ['own-agency', 'C1'],
      ['lawyer-and-lead', 'C4'],
    ] as const)
      expect(await restrict(scene.caseworker, document, audience, compartment)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/audience' }] },
      })
    expect((await restrict(scene.caseworker, document, 'police-and-prosecutor', 'C5')).status).toBe(403)
    expect((await restrict(scene.caseworker, document, 'own-agency', 'C3')).status).toBe(200)
  })

  test('only by who added it or answers for it, as they saw it', async () => {
    const document = await added(scene, { audience: 'helping' })
    const colleague = await withIdentityAlone()
    expect((await restrict(scene.officer, document, 'own-agency', 'C1')).status).toBe(404)
    expect((await restrict(colleague, document, 'own-agency', 'C1')).status).toBe(403)
    expect((await restrict(scene.caseworker, { ...document, version: 9 }, 'own-agency', 'C1')).status).toBe(409)
    expect((await restrict(scene.caseworker, document, 'own-agency', 'C1')).status).toBe(200)
  })

  test('the database itself refuses more readers, and a file that stays behind', async () => {
    const document = await added(scene, { kind: 'letter', compartment: 'C3', audience: 'health' })
    const owner = scene.force.owner
    await expect(
      owner`update app.documents set audience = 'helping', compartment = 'C1' where id = ${document.id}`,
    ).rejects.toThrow('cannot be opened to more')
    await expect(
      owner.begin(
        (sql) =>
          sql`update app.documents set audience = 'whereabouts', compartment = 'C2', version = version where id = ${document.id}`,
      ),
    ).rejects.toThrow('another compartment')
  })
})

test('what is narrower is the same to the pages and to the database', async () => {
  const places = audiences.flatMap((audience) =>
    audienceRules[audience].behind.map((compartment) => ({ audience, compartment })),
  )
  const rows = await scene.force.owner<{ key: string }[]>`
    select concat_ws(' ', f.audience, f.compartment, t.audience, t.compartment) as key
      from jsonb_to_recordset(${scene.force.owner.json(places)}) f(audience text, compartment text),
        jsonb_to_recordset(${scene.force.owner.json(places)}) t(audience text, compartment text)
     where authz.narrows(f.audience, f.compartment, t.audience, t.compartment)`
  const told = places.flatMap((from) =>
    places
      .filter((to) => isNarrower(from, to))
      .map((to) => `${from.audience} ${from.compartment} ${to.audience} ${to.compartment}`),
  )
  expect(rows.map(({ key }) => key).sort()).toEqual(told.sort())
  expect(told.length).toBeGreaterThan(0)
})

test('whatever is offered is narrower, and a medical report that lies with identity is offered health', () => {
  const compartments = ['C0', 'C1', 'C2', 'C3', 'C4']
  const report = { kind: 'medical-report', audience: 'helping', compartment: 'C1' } as const
  const offered = narrowerPlaces(report, compartments)
  expect(offered).toContainEqual({ audience: 'health', compartment: 'C3' })
  for (const place of offered) expect(isNarrower(report, place)).toBe(true)
  expect(narrowerPlaces({ ...report, audience: 'own-agency', compartment: 'C3' }, compartments)).toEqual([])
  expect(narrowerPlaces({ ...report, kind: 'letter' }, compartments).map(({ audience }) => audience)).not.toContain(
    'helping',
  )
})
