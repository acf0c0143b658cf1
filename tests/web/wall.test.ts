import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../web/src', import.meta.url))
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|css)$/.test(file))
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n')

// On a wall screen only layout and sizes differ, so colours need checking in dark mode at desktop width only
// (tests/browser/pages.ts).
test('only places and sizes are said for a window wider than a desk, no colour', () => {
  const classes = [...sources.matchAll(/(?<=[\s"'`])(?:2xl|min-\[[^\]]+\]):[^\s"'`]+/g)].map(([name]) => name)
  expect(classes.length).toBeGreaterThan(0)
  expect(classes.filter((name) => !/^2xl:(grid-cols|col-span|col-start|row-start|order)-/.test(name))).toEqual([])
  const rules = [...sources.matchAll(/@media \(min-width: (\d+)rem\) \{([^}]*)/g)].filter(
    ([, width]) => Number(width) > 90,
  )
  const said = rules.flatMap(([, , body = '']) => body.match(/[a-z-]+(?=: [^;{]+;)/g) ?? [])
  expect(said).toEqual(['font-size'])
})
