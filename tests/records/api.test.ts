import { recordTypes } from '@palermo/shared/record-types.ts'
import type { RecordTypeList } from '@palermo/shared/records/contract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'

let force: TaskForce
beforeAll(async () => {
  force = await aTaskForce()
})
afterAll(() => force.end())

test('an administrator reads every record type, each clock with the party that owes it; others read none', async () => {
  const administrator = await force.person(await force.agency('secretariat'), 'administrator')
  const { status, body } = await force.as(administrator)<RecordTypeList>('GET', '/record-types')
  expect(status).toBe(200)
  expect(body.items.map(({ name }) => name)).toEqual(recordTypes.map(({ name }) => name))
  const clocks = body.items.flatMap((type) => type.clocks)
  expect(clocks.filter(({ owes }) => owes === null)).toEqual([])
  expect(clocks.find(({ key }) => key === 'child.guardian')).toMatchObject({
    owes: 'child-protection',
    orElse: 'case-lead',
  })
  const sealed = body.items.flatMap(({ fields }) => fields.filter(({ kind }) => kind === 'text'))
  expect(sealed.length).toBeGreaterThan(3)
  for (const { column, compartment } of sealed) {
    expect(column).toBeNull()
    expect(compartment).not.toBe('C0')
  }
  for (const role of ['head', 'lead', 'officer'] as const) {
    const other = await force.person(await force.agency('police'), role)
    expect((await force.as(other)('GET', '/record-types')).status, role).toBe(403)
  }
})
