import { actionsSql } from '@palermo/db/actions-sql.ts'
import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import { recordTypes } from '@palermo/shared/record-types.ts'
import { agencyIn } from '@palermo/shared/records/parties.ts'
import { expect, test } from 'vitest'

test('the generated object files are what the declarations say now', async () => {
  const generated = readObjects(shippedFolders.objects).filter(({ name }) => name.startsWith('generated/'))
  expect(generated.map(({ name, text }) => [name, text])).toEqual([['generated/actions.sql', actionsSql(recordTypes)]])
})

test('a name that is none of a workflow’s words never becomes SQL', async () => {
  const [one] = recordTypes
  if (one === undefined) throw new Error('no record type is declared')
  expect(() => actionsSql([{ ...one, name: `case'); drop table app.acts; --` }])).toThrow('is no name of')
  const parties = { sender: agencyIn(`agency_id', null); --`), receiver: agencyIn('toAgencyId') }
  expect(() => actionsSql([{ ...one, parties }])).toThrow('is no name of a column')
})
