import { describe, expect, test } from 'vitest'
import { code, everySource, filesNamed } from './source.ts'

const sources = everySource()
const named = (name: string) => sources.filter(({ package: one }) => one === name)
const foldersOf = (name: string) =>
  [...new Set(named(name).map(({ folder }) => folder))].filter((folder) => folder !== '')

/** Capabilities are the folders of `shared/src`. */
const capabilities = foldersOf('shared')

/** Folders that are not a capability, each with its contents. */
const others: Record<string, Record<string, string>> = {
  shared: {},
  db: {
    embedded: 'the PostgreSQL that comes along',
    load: 'many referrals of nobody, for measuring',
    migrate: 'brings a database up to the files of db/migrations and db/objects',
  },
  server: {
    cli: 'commands of the terminal',
    demo: 'the story that the demo tells',
    'sign-in': 'the process that holds passwords, and how it is asked',
    stream: 'notices, live',
  },
  workers: {},
  web: {
    acts: 'the form behind a button, for every noun with a life',
    'case-pages': 'the pages of cases, composed of what hangs on a case',
    commands: 'everything that can be done from anywhere, by its name',
    directory: 'the pages of agencies',
    download: 'files of the server',
    entries: 'what is written into a record and has not reached the server',
    keys: 'what single keys do, told once',
    navigation: 'the pages that a person may go to, and where a record is shown',
    panes: 'a record beside the work queue',
    people: 'accounts, as an administrator keeps them',
    'referral-pages': 'the page of a referral, composed of what hangs on it',
    routes: 'one thin file an address',
    session: 'who is signed in on this page',
    shell: 'what stands around every page',
    toasts: 'what was done, in one line',
    ui: 'components without a noun',
  },
  tests: {
    architecture: 'the house',
    attacks: 'hostile SQL and curious people',
    'bad-input': 'what is sent wrong',
    bench: 'how fast',
    browser: 'journeys in Chromium',
    catalogue: 'what PostgreSQL says of itself',
    demo: 'the story',
    deploy: 'a site of several processes behind a proxy',
    embedded: 'the PostgreSQL that comes along',
    kernel: 'what every noun stands on',
    load: 'many referrals of nobody, for measuring',
    openapi: 'the description of the interface, as others read it',
    permissions: 'who may do what',
    routes: 'every address there is',
    start: 'starting and stopping',
    suite: 'npm test itself',
    upgrade: 'databases of earlier versions, brought up to date',
    web: 'the pages’ own parts',
    workers: 'queues and mail',
  },
}

test('a capability has the same name in every package, and whatever else there is says what it is', () => {
  for (const [name, known] of Object.entries(others)) {
    const strange = foldersOf(name).filter((folder) => !capabilities.includes(folder) && !known[folder])
    expect(strange, name).toEqual([])
    expect(
      Object.keys(known).filter((folder) => capabilities.includes(folder)),
      name,
    ).toEqual([])
  }
})

/** File names that a capability must have in each package. A capability may have further files under other names. */
const fixed: Record<string, RegExp> = {
  db: /^(table|queries|commands)\.ts$/,
  server: /^([a-z]+-)?routes\.ts$/,
  workers: /^jobs\.ts$/,
}
test('the files that every capability has are called the same', () => {
  for (const [name, pattern] of Object.entries(fixed)) {
    for (const folder of foldersOf(name).filter((one) => capabilities.includes(one))) {
      const files = named(name).filter((file) => file.folder === folder)
      expect(
        files.some((file) => pattern.test(file.name)),
        `${name}/src/${folder}`,
      ).toBe(true)
    }
  }
  const routes = named('server').filter(
    ({ text, file }) => /FastifyPluginAsyncZod/.test(text) && !/^server\/src\/[a-z-]+\.ts$/.test(file),
  )
  expect(routes.filter(({ name }) => !fixed.server?.test(name)).map(({ file }) => file)).toEqual([])
  const workflows = named('shared').filter(({ text }) => /= workflow\(/.test(text))
  expect(workflows.filter(({ file }) => file !== 'shared/src/records/record-type.ts').map(({ file }) => file)).toEqual(
    [],
  )
  const records = named('shared').filter(({ text }) => /= (record|entry)Type\('/.test(text))
  expect(records.filter(({ name }) => name !== 'record.ts').map(({ file }) => file)).toEqual([])
  const tables = named('db').filter(({ text }) => /\b(app|authz|aud)\.table\(/.test(text))
  expect(tables.filter(({ name }) => name !== 'table.ts').map(({ file }) => file)).toEqual(['db/src/record-columns.ts'])
})

test('names say what is inside: no index but where the address asks for one, no drawer for odds and ends', () => {
  const drawer =
    /(^|[-./])(index|utils?|helpers?|common|misc|shared|lib|stuff|manager|service|impl|base|types)([-.]|$)/i
  const wrong = sources
    // This file holds nothing but the list of record types, so its name is allowed.
    .filter(({ file }) => file !== 'shared/src/record-types.ts')
    .filter(({ file, name }) => drawer.test(name) && !file.startsWith('web/src/routes/'))
    .concat(sources.filter(({ folder }) => folder !== 'shared' && drawer.test(`${folder}.`)))
  expect(wrong.map(({ file }) => file)).toEqual([])
})

test('a file is read in one sitting', () => {
  const long = sources
    .map(({ file, text }) => [file, text.split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 350)
  expect(long).toEqual([])
})

describe('in no file', () => {
  const found = (pattern: RegExp, among = sources) =>
    among
      .filter(({ package: name, folder }) => !(name === 'tests' && folder === 'architecture'))
      .flatMap(({ file, text }) => (text.match(pattern) ?? []).map((one) => `${file}: ${one.trim()}`))

  test('is anything left for later, or a warning silenced', () => {
    expect(found(/\b(TODO|FIXME|XXX|HACK)\b|biome-ignore|@ts-(ignore|expect-error|nocheck)|eslint-disable/g)).toEqual(
      [],
    )
  })
  test('is a test left out, or alone', () => {
    const tests = sources.filter(({ package: name }) => name === 'tests')
    expect(found(/\b(test|it|describe|suite)\.(only|skip|todo|fails|skipIf|runIf)\b|\bxit\(|\bfit\(/g, tests)).toEqual(
      [],
    )
  })
  test('is a place on somebody’s machine', () => {
    expect(found(/(["'`\s])\/(home|Users|root|work\/(main|shared))\/[a-z]/g)).toEqual([])
  })
})

test('tests wait for something to be so, never for time to pass', () => {
  const sleeps = sources
    .filter(({ package: name, folder }) => name === 'tests' && !['bench', 'architecture'].includes(folder))
    .filter(({ text }) =>
      /new Promise\(\(?(resolve|done|r)\)? => setTimeout\(\1|\bsleep\(|waitForTimeout\(/.test(code(text)),
    )
  expect(sleeps.map(({ file }) => file)).toEqual([])
})

test('every catalogue of words stands in the folder of whose words it holds', () => {
  const catalogues = filesNamed(/messages\.[a-z]{2}\.json$/)
  expect(catalogues.length).toBeGreaterThan(5)
  expect(
    catalogues.filter((file) => !/^(web|workers|server)\/src\/[a-z-]+\/(page-)?messages\.[a-z]{2}\.json$/.test(file)),
  ).toEqual([])
})
