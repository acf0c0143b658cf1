import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../web/src/', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<!\.gen)\.tsx?$/.test(file))
  .map((file) => [file, readFileSync(new URL(file, root), 'utf8')] as const)

// The router checks pages and parameters at compile time, but cannot check a URL that is built as a string.
const untyped = [
  /\bto=\{`/,
  /\bto: `/,
  /\bto=\{[^}]*\bas string\b/,
  /\bhref=(\{`|")\/(?!\/)/,
  /Parameters<typeof navigate>/,
]

test('a link to a page of ours names its route and its parameters, which the compiler checks', () => {
  expect(sources.length).toBeGreaterThan(400)
  const found = sources.flatMap(([file, text]) =>
    untyped.flatMap((pattern) => (pattern.test(text) ? [`${file}: ${pattern}`] : [])),
  )
  expect(found).toEqual([])
})
