import type { LookPage } from '@palermo/shared/audit/contract.ts'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Raw, rawConnection, refused } from '../attacks/raw.ts'
import type { TestPerson } from '../task-force.ts'
import { added, image, passport, theScene } from './scene.ts'
import { add, download } from './story.ts'

const scene = theScene()
let raw: Raw
beforeAll(() => {
  raw = rawConnection(scene.force)
})
afterAll(() => raw.end())

const seen = async (person: TestPerson | null) => {
  const [row] = await raw.attempt(
    person,
    (sql) => sql<{ documents: number; versions: number; keys: number }[]>`
    select (select count(*)::int from app.documents where case_id = ${scene.caseId}) as documents,
      (select count(*)::int from app.document_versions where case_id = ${scene.caseId}) as versions,
      (select count(sealed)::int from app.document_versions where case_id = ${scene.caseId}) as keys`,
  )
  return row
}
const nothing = { documents: 0, versions: 0, keys: 0 }

describe('with any SQL, as the login of the API', () => {
  test('who stands in the compartment sees the document; nobody else does, and nobody who is nobody', async () => {
    await added(scene)
    expect(await seen(scene.caseworker)).toEqual({ documents: 1, versions: 1, keys: 1 })
    const { force } = scene
    for (const role of ['lead', 'administrator', 'auditor', 'head'] as const)
      expect(await seen(await force.person(scene.caseworker.agencyId, role)), role).toEqual(nothing)
    for (const who of [scene.officer, scene.colleague, scene.supervisor, null]) expect(await seen(who)).toEqual(nothing)
    await force.owner`insert into app.case_bars (case_id, person_id) values (${scene.caseId}, ${scene.caseworker.id})`
    expect(await seen(scene.caseworker)).toEqual(nothing)
  })

  test('once withdrawn, the key is out of reach of everybody', async () => {
    const { id, version } = await added(scene)
    const act = { action: 'withdraw', version, reason: 'wrong-file' }
    await scene.force.as(scene.caseworker)('POST', `/documents/${id}/actions`, act)
    expect(await seen(scene.caseworker)).toEqual({ documents: 1, versions: 0, keys: 0 })
  })

  test('nobody moves a document to another compartment, case or author, takes one away, or withdraws another agency’s', async () => {
    const { id } = await added(scene)
    const as = (person: TestPerson, statement: string) => raw.attempt(person, (sql) => sql.unsafe(statement, [id]))
    for (const change of [
      `compartment = 'C3'`,
      'case_id = gen_random_uuid()',
      'author_id = gen_random_uuid()',
      `kind = 'letter'`,
    ])
      await refused(as(scene.caseworker, `update app.documents set ${change} where id = $1`))
    await refused(as(scene.caseworker, 'delete from app.documents where id = $1'))
    await refused(as(scene.caseworker, `update app.document_versions set sealed = '' where document_id = $1`))
    const stolen = await as(
      scene.officer,
      'update app.documents set updated_at = updated_at where id = $1 returning id',
    )
    expect(stolen.length).toBe(0)
  })

  test('nobody puts a version under a document that is not theirs, of another case, or in another compartment', async () => {
    const { id } = await added(scene)
    const insert = (person: TestPerson, caseId: string, compartment: string, document = id) =>
      raw.attempt(
        person,
        (sql) => sql`
        insert into app.document_versions (id, document_id, case_id, compartment, number, type, size, preview_size, changes, sealed, author_id)
        values (${v7()}, ${document}, ${caseId}, ${compartment}, 2, 'text', 1, 0, '{}', '\\x00', ${person.id})`,
      )
    await refused(insert(scene.caseworker, scene.caseId, 'C3'))
    await refused(insert(scene.caseworker, v7(), 'C1'))
    await refused(insert(scene.caseworker, scene.caseId, 'C1', v7()))
    await refused(insert(scene.officer, scene.caseId, 'C1'))
    await insert(scene.caseworker, scene.caseId, 'C1')
  })

  test('a status does not move without its event', async () => {
    const { id } = await added(scene)
    const quietly = raw.commit(
      scene.caseworker,
      (sql) =>
        sql`update app.documents set status = 'withdrawn', withdrawal_reason = 'wrong-file', withdrawn_at = now() where id = ${id}`,
    )
    await refused(quietly, 'PA204')
  })
})

describe('who looked', () => {
  const looks = async (person: TestPerson) =>
    (await scene.force.as(person)<LookPage>('GET', `/cases/${scene.caseId}/access`)).body.items
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('document.'))

  test('is told to who leads the case, for documents whose compartment they stand behind; others learn of none', async () => {
    const { body } = await add(scene.force, scene.caseworker, passport(scene), await image())
    await download(scene.force, scene.caseworker, body.id)
    expect(await looks(scene.caseworker)).toEqual(['document.downloaded'])
    expect(await looks(scene.supervisor)).toEqual([])
  })
})
