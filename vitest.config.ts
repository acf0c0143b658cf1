import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/longest-first.ts'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    setupFiles: ['tests/watchdog.ts'],
    pool: 'forks',
    // Each file has a task force, a database and processes of its own; what they import is the same and is read once.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
