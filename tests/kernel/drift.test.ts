import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { atTerminal } from '../terminal.ts'

let force: TaskForce

beforeAll(async () => {
  force = await aTaskForce()
})
afterAll(() => force.end())

test('the command says that a database is what its files make, and names what was changed in it by hand', async () => {
  expect(await atTerminal(['catalogue'], { url: force.url })).toMatchObject({
    code: 0,
    said: ['The database is what its files make.'],
  })
  await force.owner.unsafe(`
    alter policy cases_read on app.cases using (true);
    create function app.stray() returns int language sql as 'select 1';
    revoke select on app.cases from palermo_api`)
  const { code, said } = await atTerminal(['catalogue'], { url: force.url })
  expect(code).toBe(1)
  expect(said).toEqual([
    'added function app.stray()',
    'changed policy app.cases cases_read',
    'added right function app.stray() to postgres',
    'added right function app.stray() to public',
    'changed right relation app.cases to palermo_api',
  ])
})
