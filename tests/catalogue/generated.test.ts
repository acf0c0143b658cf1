import { accessSql } from '@palermo/db/access-sql.ts'
import { actionsSql } from '@palermo/db/actions-sql.ts'
import { generatedSql } from '@palermo/db/generated-sql.ts'
import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { movedSql } from '@palermo/db/moved-sql.ts'
import { workflowSql } from '@palermo/db/workflow-sql.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { agencyIn } from '@palermo/shared/records/parties.ts'
import { expect, test } from 'vitest'

test('the generated object files are what the declarations say now', async () => {
  const generated = readObjects(shippedFolders.objects).filter(({ name }) => name.startsWith('generated/'))
  expect(Object.fromEntries(generated.map(({ name, text }) => [name.replace('generated/', ''), text]))).toEqual(
    generatedSql(),
  )
})

test('a name that is none of a workflow’s words never becomes SQL', async () => {
  // A record type that has an agency as a party, because the column of such a party can have any name.
  const one = recordTypes.find(({ parties }) => Object.values(parties).some(({ kind }) => kind === 'agency'))
  if (one === undefined) throw new Error('no record type has an agency as a party')
  const [party = ''] = Object.entries(one.parties).flatMap(([key, { kind }]) => (kind === 'agency' ? [key] : []))
  const name = `case'); drop table app.acts; --`
  expect(() => actionsSql([{ ...one, name }])).toThrow('is no name of')
  expect(() => movedSql([{ ...one, name }])).toThrow('is no name of')
  expect(() => workflowSql([{ ...one, name }])).toThrow('is no name of')
  expect(() => workflowSql([{ ...one, plural: name }])).toThrow('is no name of')
  expect(() => accessSql([{ ...one, name }])).toThrow('is no name of')
  expect(() => accessSql([{ ...one, plural: name }])).toThrow('is no name of')
  const parties = { ...one.parties, [party]: agencyIn(`agency_id', null); --`) }
  expect(() => actionsSql([{ ...one, parties }])).toThrow('is no name of a column')
  expect(() => movedSql([{ ...one, parties }])).toThrow('is no name of a column')
  expect(() => accessSql([{ ...one, parties }])).toThrow('is no name of a column')
})
