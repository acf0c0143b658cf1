import { recordTypes } from '@palermo/shared/record-types.ts'
import { type AnyType, collected } from '@palermo/shared/records/collection.ts'
import { reference } from '@palermo/shared/records/fields.ts'
import { expect, test } from 'vitest'
import { mirroredTables } from '../catalogue/mirror.ts'

const named = (name: string): AnyType => {
  const found = recordTypes.find((type) => type.name === name)
  if (!found) throw new Error(`no record type ${name}`)
  return found
}

test('the types agree with each other', () => {
  expect(collected(recordTypes)).toBe(recordTypes)
})

test.each<[string, () => AnyType[], RegExp]>([
  ['two types have one name', () => [named('task'), { ...named('task') }], /task \(tasks\) stands in the list twice/],
  [
    'a field names a type that is none',
    () => [{ ...named('note'), allFields: { about: reference('ghost') } }],
    /note\.fields\.about is a reference to ghost, which is no record type/,
  ],
  ['an action ends what is none', () => [named('case')], /case\.actions\.close\.ends names task cancel/],
  [
    'two types have one clock',
    () => [named('task'), { ...named('alert'), clocks: ['task.due'] } as AnyType],
    /alert has the clock task\.due, which task has too/,
  ],
])('a list is refused in which %s', (_what, list, why) => {
  expect(() => collected(list())).toThrow(why)
})

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('the table of each type has the columns that its declaration says, and no other', async () => {
  const tables = new Map((await mirroredTables()).map((table) => [table.name, table.columns]))
  for (const type of recordTypes) {
    const columns = tables.get(`app.${type.plural}`) ?? []
    const kept = Object.entries(type.allFields).filter(([, { kind }]) => kind !== 'text')
    const expected = [
      'id',
      ...(type.life ? ['version', 'status', 'updated_at'] : []),
      ...(type.name === 'case' || kept.some(([name]) => name === 'at') ? [] : ['created_at']),
      ...(type.name === 'case' || columns.every(({ name }) => name !== 'case_id') ? [] : ['case_id']),
      ...(type.keepsReference ? ['case_reference'] : []),
      ...kept.map(([name]) => snake(name)),
      ...(type.byHand ?? []).map(snake),
    ]
    expect(columns.map(({ name }) => name).toSorted(), type.name).toEqual(expected.toSorted())
    for (const [name, field] of kept) {
      const column = columns.find((one) => one.name === snake(name))
      expect(column?.notNull, `${type.name}.${name}`).toBe(!field.isOptional)
      if (column?.oneOf) expect(column.oneOf, `${type.name}.${name}`).toEqual(field.values)
    }
  }
})

test('what hangs on a case keeps it, and what hangs on nothing may', async () => {
  const tables = new Map((await mirroredTables()).map((table) => [table.name, table.columns]))
  for (const { name, plural, dossier } of recordTypes.filter((type) => type.name !== 'case')) {
    const column = tables.get(`app.${plural}`)?.find((one) => one.name === 'case_id')
    if (dossier === 'case') expect(column, name).toBeDefined()
  }
})
