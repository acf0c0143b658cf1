import { alerts } from '@palermo/db/alerts/table.ts'
import { notes } from '@palermo/db/notes/table.ts'
import { requests } from '@palermo/db/requests/table.ts'
import { tasks } from '@palermo/db/tasks/table.ts'
import { expect, expectTypeOf, test } from 'vitest'

test('a row has the static types of its declaration: its codes, and null where a field is optional', () => {
  type Row = typeof requests.$inferSelect
  expectTypeOf<Row['status']>().toEqualTypeOf<'asked' | 'granted' | 'refused' | 'withdrawn'>()
  expectTypeOf<Row['compartment']>().toEqualTypeOf<'C1' | 'C3' | 'C4' | 'C5'>()
  expectTypeOf<Row['fromAgencyId']>().toEqualTypeOf<string>()
  expectTypeOf<Row['answeredAt']>().toEqualTypeOf<string | null>()
  expectTypeOf<Row['refusalReason']>().not.toEqualTypeOf<string | null>()
  expectTypeOf<(typeof tasks.$inferSelect)['assigneeId']>().toEqualTypeOf<string | null>()
  expect(requests.answeredAt.notNull).toBe(false)
  expect(requests.purpose.notNull).toBe(true)
  expect(requests.fromAgencyId.name).toBe('from_agency_id')
})

test('a row has the columns of its case and of the parties that imply them, and an entry has no status', () => {
  expectTypeOf<(typeof tasks.$inferSelect)['caseReference']>().toEqualTypeOf<string>()
  expectTypeOf<(typeof alerts.$inferSelect)['caseId']>().toEqualTypeOf<string | null>()
  expectTypeOf<(typeof notes.$inferSelect)['caseId']>().toEqualTypeOf<string>()
  expectTypeOf<(typeof notes.$inferSelect)['authorId']>().toEqualTypeOf<string>()
  expectTypeOf<typeof alerts.$inferSelect>().not.toHaveProperty('caseReference')
  expectTypeOf<typeof notes.$inferSelect>().not.toHaveProperty('status')
  expect(notes.authorId.name).toBe('author_id')
  expect(notes).not.toHaveProperty('status')
  expect(alerts.caseId.notNull).toBe(false)
})

test('sealed text has no column', () => {
  expect(tasks).not.toHaveProperty('text')
  expect(tasks).toHaveProperty('dueAt')
})
