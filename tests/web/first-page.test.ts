import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

/** The assets of the web app that `npm test` has built. */
const assets = path.join(process.env.PALERMO_WEB ?? '', 'assets')
const read = (file: string) => readFileSync(path.join(assets, file))

/** Files of the built site and all that they import statically; dynamic imports are left out. */
const withImports = (start: readonly string[]): string[] => {
  const found = new Set(start)
  for (const file of found)
    for (const [, next = ''] of read(file)
      .toString()
      .matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g))
      found.add(next)
  return [...found]
}

const entries = [...readFileSync(path.join(assets, '..', 'index.html'), 'utf8').matchAll(/assets\/([\w.-]+\.js)/g)]
const workQueue = readdirSync(assets).filter((file) => /^work-[\w-]+\.js$/.test(file))

test('the code from the sign-in to the work queue is at most 250 KiB, compressed, in at most 20 files', () => {
  expect(workQueue).toHaveLength(1)
  const files = withImports([...entries.map(([, file = '']) => file), ...workQueue])
  const bytes = files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0)

  expect(files.length).toBeLessThanOrEqual(20)
  expect(Math.round(bytes / 1024)).toBeLessThanOrEqual(250)
})
