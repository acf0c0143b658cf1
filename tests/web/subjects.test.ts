import { recordTypes } from '@palermo/shared/record-types.ts'
import { expect, test } from 'vitest'
import { recordLooks } from '../browser/record-looks.ts'

const { subjectLink } = await import(new URL('../../web/src/navigation/subjects.ts', import.meta.url).href)

test.each(recordTypes.map((type) => [type.name, type] as const))(
  'work and notices about a %s lead to the page that it declares',
  (name, { page, dossier }) => {
    const link = subjectLink({ subjectKind: name, subjectId: 'one', caseId: dossier === null ? null : 'another' })
    // Derived pages share one route, which has the folder of the record type as a parameter.
    const to = String(link.to).replace('$records', link.params?.records)
    expect(to).toBe(page === 'dossier' ? `/${dossier}s/$id` : page)
  },
)

test('a type whose page no look shows gets one, by its name; its words on the page of a case as well', () => {
  const [task] = recordTypes.filter(({ name }) => name === 'task')
  if (task === undefined) throw new Error('there are no tasks')
  const toy = { ...task, name: 'toy', plural: 'toys', page: '/toys/$id' }
  expect(recordLooks([], [toy])).toMatchObject([{ name: 'toy', route: '_in/toys.$id' }])
  const look = { name: 'toys', route: '_in/toys.index', who: undefined, at: () => '/toys' }
  expect(recordLooks([look], [{ ...toy, page: '/toys' }])).toEqual([])
  expect(recordLooks([], [task])).toMatchObject([{ name: 'examples-of-caseworker', route: '_in/cases.$id' }])
})
