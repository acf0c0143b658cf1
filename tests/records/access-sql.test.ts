import { accessSql } from '@palermo/db/access-sql.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import type { AnyType } from '@palermo/shared/records/collection.ts'
import type { RecordCompartment } from '@palermo/shared/records/declaration.ts'
import { audience } from '@palermo/shared/records/fields.ts'
import { agencyIn, creator } from '@palermo/shared/records/parties.ts'
import { expect, test } from 'vitest'

const [task] = recordTypes.filter(({ name }) => name === 'task')
if (task === undefined) throw new Error('there are no tasks')
const { audience: _, ...plain } = task.allFields
/** A record type that declares no SQL of its own. */
const toy = (change: object): AnyType => ({
  ...task,
  name: 'toy',
  plural: 'toys',
  parties: { owner: creator() },
  allFields: plain,
  byHandAccess: [],
  ...change,
})
const policyOf = (type: AnyType, name: string) =>
  accessSql([type])
    .split(';\n')
    .find((statement) => statement.includes(`create policy toys_${name} `)) ?? ''

test.each<[string, object, string]>([
  ['in a compartment: its readers', { compartment: 'C5' }, "using (authz.in_case(case_id, 'C5'))"],
  [
    'with an audience: those of them who are in it',
    { compartment: 'C3', allFields: { ...plain, audience: audience() } },
    "authz.in_case(case_id, 'C3') and authz.reads_entry('toy', id, case_id, agency_id, audience, created_at)",
  ],
  ['in C0: those who may know of its agency', { compartment: 'C0' }, 'using (authz.knows(case_id, agency_id))'],
  [
    'without a dossier: its parties',
    { dossier: null, parties: { owner: agencyIn('agencyId', { person: 'authorId' }) }, byHandAccess: ['create'] },
    'me.working_agency = agency_id and (author_id is null or me.person_id = author_id or me.sees_team)',
  ],
  [
    'by readBy: the parties that it names, and no person barred',
    { readBy: { owner: ['dossier'] } },
    "(me.working_agency = agency_id and authz.in_case(case_id, 'C0'))",
  ],
])('a record is read %s', (_what, change, expected) => {
  expect(policyOf(toy(change), 'read')).toContain(expected)
})

test('it is created by its creator in their own name, and not changed in a case from which they are barred', () => {
  const type = toy({ compartment: 'C5' satisfies RecordCompartment })
  const created = policyOf(type, 'create')
  for (const condition of [
    "authz.in_case(case_id, 'C5')",
    'agency_id = (select',
    'author_id = (select',
    'toys.case_id',
  ])
    expect(created).toContain(condition)
  expect(policyOf(type, 'barred')).toContain('as restrictive for update')
})

test('a part by hand is not derived, and one that cannot be derived is refused by the name of its type', () => {
  expect(policyOf(toy({ byHandAccess: ['create'] }), 'create')).toBe('')
  expect(accessSql([toy({ byHandAccess: ['all'] })])).not.toContain('toys')
  expect(() => accessSql([toy({ parties: { owner: agencyIn('agencyId') } })])).toThrow(
    "toy has no creator() among its parties: declare one, or byHandAccess: ['create']",
  )
})
