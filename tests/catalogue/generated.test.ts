import { actionsSql } from '@palermo/db/actions-sql.ts'
import { readObjects, shippedFolders } from '@palermo/db/migrate/files.ts'
import type { Workflow } from '@palermo/shared/workflow.ts'
import { expect, test } from 'vitest'
import { everyWorkflow } from '../permissions/workflows.ts'

test('the generated object files are what the declarations say now', async () => {
  const generated = readObjects(shippedFolders.objects).filter(({ name }) => name.startsWith('generated/'))
  expect(generated.map(({ name, text }) => [name, text])).toEqual([
    ['generated/actions.sql', actionsSql(await everyWorkflow())],
  ])
})

test('a name that is none of a workflow’s words never becomes SQL', async () => {
  const [one] = await everyWorkflow()
  expect(() => actionsSql([{ ...one, name: `case'); drop table app.acts; --` } as Workflow])).toThrow('is no name of')
})
