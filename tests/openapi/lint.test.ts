import { createRequire } from 'node:module'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce } from '../task-force.ts'

// Checks the OpenAPI document with Redocly's recommended rules and OWASP's rules for APIs. docs/decisions/0068 names
// the rules that do not fit, with reasons.

// Loaded with `require`, because the types of the package name a default export that it does not have.
const owasp = createRequire(import.meta.url)('@stoplight/spectral-owasp-ruleset') as RulesetDefinition

let force: TaskForce
let source: string
beforeAll(async () => {
  force = await aTaskForce()
  source = (await force.app.inject({ method: 'GET', url: '/api/openapi.json' })).body
})
afterAll(() => force.end())

test('follows Redocly’s recommended rules', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source, config, absoluteRef: '/openapi.json' })
  const told = problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`)
  expect(told.filter((line) => !isAmbiguousUpload(line))).toEqual([])
})

/**
 * Redocly takes `/documents/uploads/{id}` and `/documents/{id}/versions` for ambiguous, but an id is a UUID and never
 * `uploads`.
 */
const isAmbiguousUpload = (line: string) =>
  line.startsWith('no-ambiguous-paths') && line.includes('/documents/uploads/')

/**
 * Rules of OWASP's set that do not fit (decision 0068). A pattern limits the exception to some paths; undefined excepts
 * all.
 */
const exceptions: Record<string, RegExp | undefined> = {
  'owasp:api4:2023-rate-limit': undefined,
  'owasp:api4:2023-string-restricted': undefined,
  'owasp:api8:2023-define-cors-origin': undefined,
  'owasp:api2:2023-no-credentials-in-url': /^paths\.\/api\/feeds\/\{secret\}\./,
  'owasp:api2:2023-read-restricted': /^paths\.\/api\/(health|ready|feeds\/\{secret\})\./,
  'owasp:api2:2023-write-restricted':
    /^paths\.\/api\/(password\/(forgotten|link|chosen)|sign-in|sign-in\/refresh|sign-out)\./,
}

test('follows OWASP’s rules for APIs, but for those that a decision record names', async () => {
  const spectral = new Spectral()
  spectral.setRuleset(owasp)
  const problems = await spectral.run(JSON.parse(source) as Record<string, unknown>)
  const told = problems.map(({ code, message, path }) => ({ code: String(code), at: path.join('.'), message }))
  const unexpected = told.filter(({ code, at }) => !(code in exceptions) || exceptions[code]?.test(at) === false)
  expect(unexpected).toEqual([])
  // An exception that is no longer needed must be removed.
  const used = new Set(told.map(({ code }) => code))
  expect(Object.keys(exceptions).filter((code) => !used.has(code))).toEqual([])
})
