import { movedSql } from '@palermo/db/moved-sql.ts'
import { text } from '@palermo/shared/records/fields.ts'
import { creator } from '@palermo/shared/records/parties.ts'
import { entryType } from '@palermo/shared/records/record-type.ts'
import { expect, test } from 'vitest'

test('text of a type with one compartment is written in that compartment, without a column that names it', () => {
  const statement = entryType('statement', {
    plural: 'statements',
    area: 'prosecution.3',
    track: 'justice',
    dossier: 'case',
    compartment: 'C5',
    fields: { summary: text({ max: 100 }) },
    parties: { author: creator() },
    create: { fields: ['summary'] },
    page: 'dossier',
    example: { summary: 'Seen at the harbour' },
  })
  const sql = movedSql([statement])
  expect(sql).toContain("from app.statements t where t.id = wanted and t.case_id = of_case and 'C5' = of_compartment")
  expect(sql).not.toContain('t.compartment')
})
