import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/longest-first.ts'
import { pageMessages } from './web/page-messages.ts'

export default defineConfig({
  plugins: [pageMessages(fileURLToPath(new URL('web/src', import.meta.url)))],
  test: {
    environment: 'node',
    // The test of `npm test` itself runs files that are no tests of the product.
    include: [process.env.PALERMO_TEST_FIXTURES === '1' ? 'tests/suite/*.fixture.ts' : 'tests/**/*.test.ts'],
    globalSetup: ['tests/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    setupFiles: ['tests/watchdog.ts', 'tests/seed.ts'],
    pool: 'forks',
    // Each file has a task force, a database and processes of its own; what they import is the same and is read once.
    isolate: false,
    // As many as there are processors at the least: a browser beside two more files was too slow for what it waits for.
    maxWorkers: 2,
    testTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 180_000,
  },
})
