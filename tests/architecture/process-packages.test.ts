import { isBuiltin } from 'node:module'
import { expect, test } from 'vitest'
import { everySource } from './source.ts'

const sources = new Map(everySource().map((source) => [source.file, source]))

/** The npm packages that a process loads at its start, through all files that its entry file imports. */
const packagesOf = (entry: string): string[] => {
  const seen = new Set([entry])
  for (const file of seen) for (const next of sources.get(file)?.runs ?? []) seen.add(next)
  const loaded = [...seen].flatMap((file) => sources.get(file)?.loads ?? []).filter((name) => !isBuiltin(name))
  const nameOf = (name: string) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/')
  return [...new Set(loaded.map(nameOf))].sort()
}

/**
 * The packages that each process always needs. Packages that only some requests or jobs need (PDF, calendars of all
 * countries, e-mail, push) must be imported at their first use, because a package loaded at the start occupies memory
 * permanently.
 */
const needed = {
  'scripts/start.ts': ['esbuild', 'postgres'],
  'server/src/sign-in/main.ts': ['@node-rs/argon2', 'drizzle-orm', 'postgres', 'uuid', 'zod'],
  'workers/src/main.ts': [
    'bullmq',
    'drizzle-orm',
    'pg',
    'pino',
    'postgres',
    'standardwebhooks',
    'temporal-polyfill',
    'uuid',
    'zod',
  ],
  'server/src/main.ts': [
    '@fastify/cookie',
    '@fastify/jwt',
    '@fastify/multipart',
    '@fastify/rate-limit',
    '@fastify/static',
    '@fastify/swagger',
    '@fastify/swagger-ui',
    'drizzle-orm',
    'fast-json-stringify',
    'fastify',
    'fastify-plugin',
    'fastify-type-provider-zod',
    'find-my-way',
    'helmet',
    'libphonenumber-js',
    'postgres',
    'prom-client',
    'temporal-polyfill',
    'uuid',
    'zod',
  ],
}

test.each(Object.entries(needed))(
  '%s loads at its start the packages that it always needs and no other',
  (entry, packages) => {
    expect(sources.has(entry)).toBe(true)
    expect(packagesOf(entry)).toEqual(packages)
  },
)
