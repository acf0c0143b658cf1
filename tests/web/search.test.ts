import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { array, assert, constantFrom, dictionary, jsonValue, oneof, property, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'

const folder = fileURLToPath(new URL('../../web/src/routes/', import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))

const Route = z.object({ Route: z.object({ options: z.object({ validateSearch: z.unknown().optional() }) }) })

/**
 * The schema by which each route reads the search parameters of a URL. If parsing fails, the router shows an error
 * page.
 */
const searches = new Map<string, z.ZodType>()

beforeAll(async () => {
  // Pages read the width of the window when they are loaded, and Node has no `matchMedia`.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  for (const file of files) {
    const { validateSearch } = Route.parse(await import(`${folder}${file}`)).Route.options
    if (validateSearch instanceof z.ZodType) searches.set(file, validateSearch)
    else if (validateSearch !== undefined) throw new Error(`${file} reads its parameters by hand: test it here as well`)
  }
}, 120_000)
afterAll(() => vi.unstubAllGlobals())

describe('parameters of an address', () => {
  test('are read by the routes that have some', () => {
    expect(searches.size).toBeGreaterThan(20)
  })

  test.each(files)('%s: unknown names and values are left out and never an error', (file) => {
    const search = searches.get(file)
    if (!search) return
    const known = search instanceof z.ZodObject ? Object.keys(search.shape) : []
    const names = oneof(string(), constantFrom('utm_source', 'constructor', '__proto__', 'length', ...known))
    const values = oneof(jsonValue(), string(), array(string()))
    assert(
      property(dictionary(names, values), (given) => {
        const read = search.safeParse(given)
        expect(read.error?.issues ?? []).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
