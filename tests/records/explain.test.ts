import { recordTypes } from '@palermo/shared/record-types.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ofTheApi, type Registered, watchRoutes } from '../routes/registered.ts'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { atTerminal } from '../terminal.ts'

let force: TaskForce
let routes: Registered[]

beforeAll(async () => {
  const watched = watchRoutes()
  force = await aTaskForce()
  watched.stop()
  routes = watched.routes.filter(ofTheApi)
})
afterAll(() => force.end())

/** The lines of the output under a heading. */
const under = (said: readonly string[], heading: RegExp) => {
  const at = said.findIndex((line) => heading.test(line))
  const after = said.slice(at + 1)
  const end = after.indexOf('')
  return at < 0 ? [] : after.slice(0, end < 0 ? undefined : end).map((line) => line.trim())
}

describe.each(recordTypes.map((type) => [type.name, type] as const))('%s', (name, type) => {
  test('is explained by all that it declares, and by the routes that are registered', async () => {
    const { code, said } = await atTerminal(['explain', name], {})
    expect(code).toBe(0)
    expect(said[0]).toContain(`${name}: table app.${type.plural}`)
    expect(under(said, /^Fields$/)).toHaveLength(Object.keys(type.allFields).length)
    expect(under(said, /^Parties$/).map((line) => line.split(':')[0])).toEqual(Object.keys(type.parties))
    if (type.life) {
      expect(under(said, /^Statuses$/).map((line) => line.split(':')[0])).toEqual([...type.workflow.statuses])
      expect(under(said, /^Actions$/).map((line) => line.split(':')[0])).toEqual(Object.keys(type.actions))
      const byHand = (lines: readonly string[]) => lines.filter((line) => / · by hand (before|after)/.test(line))
      expect(byHand(under(said, /^Creation$/))).toHaveLength(type.create.byHand === undefined ? 0 : 1)
      expect(byHand(under(said, /^Actions$/)).map((line) => line.split(':')[0])).toEqual(
        Object.entries(type.actions).flatMap(([action, parts]) => (parts.byHand === undefined ? [] : [action])),
      )
      expect(under(said, /^Clocks/).map((line) => line.split(':')[0])).toEqual([...type.clocks])
      expect(under(said, /^Clocks/).filter((line) => line.includes('nobody'))).toEqual([])
    }
    const registered = routes
      .filter(({ url }) => url === `/api/${type.plural}` || url.startsWith(`/api/${type.plural}/`))
      .map(({ method, url }) => `${method} ${url.replace(/\/$/, '')}`)
    expect(under(said, /^Routes$/).toSorted()).toEqual([...new Set(registered)].toSorted())
    expect(under(said, /^Hand-written parts$/)).toContain(`shared/src/${type.plural}/record.ts`)
  })
})

test('a type that is none is refused with the names of those that are', async () => {
  const { code, complained } = await atTerminal(['explain', 'ghost'], {})
  expect(code).not.toBe(0)
  expect(complained).toContain('There is no record type ghost. There are alert, approval, case')
  const other = await atTerminal(['explain', 'alert', '--profile', 'atlantis'], {})
  expect(other.complained).toContain('No profile atlantis is shipped')
  expect((await atTerminal(['explain', 'alert', '--profile', 'ph'], {})).code).toBe(0)
})
