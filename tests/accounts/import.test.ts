import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'
import { aTaskForce, type TaskForce } from '../task-force.ts'
import { atTerminal } from '../terminal.ts'

let force: TaskForce
let folder: string

beforeAll(async () => {
  force = await aTaskForce()
  folder = mkdtempSync(path.join(tmpdir(), 'palermo-people-'))
  await force.agency('ngo', { name: 'Open Door' })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await force.end()
})

const run = (words: string[], typed?: string[]) =>
  atTerminal(words, { url: force.url, folder, ...(typed && { typed }) })
const list = (name: string, ...lines: string[]) => {
  const file = path.join(folder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}
let place = 0
const signIn = async (email: string, password: string) =>
  (
    await force.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { email, password },
      remoteAddress: `10.3.0.${++place}`,
    })
  ).statusCode

describe('an import of people', () => {
  test('creates accounts, and passwords in a file readable only by its owner', async () => {
    const passwords = path.join(folder, 'passwords.csv')
    const file = list(
      'people.csv',
      'Name,Email,Agency,Function,Phone,Zone',
      "Ana Example,Ana@Example.test,open  door,caseworker,'+63 917 123 4567,Europe/London",
      'Ben Example,ben@example.test,Open Door,supervisor,,',
    )
    const done = await run(['import', 'people', file, '--passwords', passwords])
    expect(done).toMatchObject({ code: 0, last: '2 rows: 2 accounts opened, 0 there already, 0 rows refused.' })
    const [ana] =
      await force.owner`select phone, zone, locale, function from app.people where email = 'ana@example.test'`
    expect(ana).toEqual({ phone: '+639171234567', zone: 'Europe/London', locale: 'en', function: 'caseworker' })
    expect(statSync(passwords).mode & 0o777).toBe(0o600)
    const [, first = ''] = readFileSync(passwords, 'utf8').split('\r\n')
    const [email = '', password = ''] = first.split(',')
    expect(password).toMatch(/^([a-z3-9]{4}-){4}[a-z3-9]{4}$/)
    expect(await signIn(email, password)).toBe(200)
    expect(done.said.join()).not.toMatch(/Example|example\.test/)
  })

  test('repeated, adds and changes no account', async () => {
    const file = list('again.csv', 'name,email,agency,function', 'Another Name,ANA@example.test,Open Door,head')
    const done = await run(['import', 'people', file])
    expect(done.said).toEqual([
      'again.csv:2 has an account already',
      '1 rows: 0 accounts opened, 1 there already, 0 rows refused.',
    ])
    expect(await force.owner`select from app.people where name = 'Another Name'`).toHaveLength(0)
  })

  test('without passwords lets people sign in only after choosing one by a link', async () => {
    const file = list('silent.csv', 'name,email,agency,function', 'Cai Example,cai@example.test,Open Door,officer')
    expect((await run(['import', 'people', file])).code).toBe(0)
    expect(await signIn('cai@example.test', 'anything at all')).toBe(401)
    const linked = await run(['link', '--email', 'cai@example.test'])
    expect(linked.code).toBe(0)
    const token = /#([\w-]{43})$/m.exec(linked.said.join('\n'))?.[1]
    const payload = { token, password: 'a password for Cai' }
    const chosen = await force.app.inject({ method: 'POST', url: '/api/password/chosen', payload })
    expect(chosen.statusCode).toBe(204)
    expect((await run(['link', '--email', 'nobody@example.test'])).code).toBe(1)
    expect(await signIn('cai@example.test', 'a password for Cai')).toBe(200)
  })

  test('refuses each invalid line with the reason, without repeating its contents', async () => {
    const file = list(
      'wrong.csv',
      'name,email,agency,function,phone',
      'Canary,canary,Open Door,king,0917',
      'Canary,canary1@example.test,Nowhere House,officer,',
      'Canary,canary2@example.test,Open Door,officer,',
      'Canary,CANARY2@example.test,Open Door,officer,',
      'Canary,canary3@example.test,Open Door,officer,,more',
      'Canary,canary4@example.test,Open Door,officer,+63 1 1111',
    )
    const done = await run(['import', 'people', file, '--dry-run'])
    expect(done.code).toBe(1)
    const refused = done.said.slice(0, -1).map((line) => /^wrong\.csv:\d+ refused: \w+/.exec(line)?.[0])
    expect(refused).toEqual([
      'wrong.csv:2 refused: email',
      'wrong.csv:2 refused: function',
      'wrong.csv:2 refused: phone',
      'wrong.csv:3 refused: agency',
      'wrong.csv:5 refused: email',
      'wrong.csv:6 refused: has',
      'wrong.csv:7 refused: phone',
    ])
    expect(done.last).toBe('6 rows: 1 accounts would be opened, 0 there already, 5 rows refused.')
    expect(done.said.join()).not.toMatch(/canary|0917|Nowhere/i)
    expect(await force.owner`select from app.people where name = 'Canary'`).toHaveLength(0)
  })

  test('never overwrites a file of passwords, and then adds no account', async () => {
    const kept = list('kept.csv', 'mine')
    const file = list('dora.csv', 'name,email,agency,function', 'Dora,dora@example.test,Open Door,officer')
    const done = await run(['import', 'people', file, '--passwords', kept])
    expect(done).toMatchObject({ code: 1, complained: 'kept.csv is there already, and is not written over.' })
    expect(readFileSync(kept, 'utf8')).toBe('mine\n')
    expect(await force.owner`select from app.people where email = 'dora@example.test'`).toHaveLength(0)
  })
})

describe('the first administrator', () => {
  const create = (email: string, more: string[] = [], typed?: string[]) =>
    run(['admin', 'create', '--email', email, '--name', 'Ada Example', ...more], typed)

  test('gets a generated password where there is no terminal, shown once', async () => {
    const fresh = await aTaskForce()
    const made = await atTerminal(['admin', 'create', '--email', 'Ada@Example.test', '--name', 'Ada'], {
      url: fresh.url,
    })
    expect(made).toMatchObject({
      code: 0,
      said: ['The account is open, in Secretariat.', expect.stringContaining('shown this once')],
    })
    const password = made.last?.split(': ')[1] ?? ''
    const payload = { email: 'ada@example.test', password }
    const reply = await fresh.app.inject({ method: 'POST', url: '/api/sign-in', payload })
    expect(reply.json()).toMatchObject({ actor: { function: 'administrator', sector: 'secretariat' } })
    await fresh.end()
  })

  test('or the password typed twice, which is not shown', async () => {
    const made = await create(
      'typed@example.test',
      ['--agency', 'open door'],
      ['my own long phrase', 'my own long phrase'],
    )
    expect(made).toMatchObject({ code: 0, said: ['The account is open, in Open Door.'] })
    expect(await signIn('typed@example.test', 'my own long phrase')).toBe(200)
  })

  test.each([
    [
      'typed once so and once otherwise',
      'one@example.test',
      [],
      ['my own long phrase', 'another long phrase'],
      2,
      'not the same',
    ],
    ['short', 'short@example.test', [], ['short', 'short'], 2, '12 to 128'],
    ['for an address that somebody has', 'ana@example.test', ['--agency', 'Open Door'], undefined, 1, 'already'],
    ['for an address that is none', 'ada', [], undefined, 2, '--email'],
    ['in an agency that is none', 'ada2@example.test', ['--agency', 'Nowhere'], undefined, 1, 'No agency of that name'],
  ])('not with a password or account that is %s', async (_what, email, more, typed, code, complaint) => {
    const made = await create(email, more, typed)
    expect(made.code).toBe(code)
    expect(made.complained).toContain(complaint)
    expect(await force.owner`select from app.people where email = ${email} and name = 'Ada Example'`).toHaveLength(0)
  })
})

describe('the terminal', () => {
  test('lists its commands', async () => {
    const asked = await run(['help'])
    expect(asked.code).toBe(0)
    for (const name of ['admin create', 'import agencies', 'import people', 'profile load'])
      expect(asked.last).toContain(name)
  })

  test.each([
    [['dance']],
    [['import', 'everything']],
    [['admin', 'create', '--email']],
    [['admin', 'create', '--nam', 'x']],
  ])('%j is answered with how it is called', async (words) => {
    const done = await run(words)
    expect(done.code).toBe(2)
    expect(done.complained).toContain('npm run palermo --')
  })

  test('names the places it searched when no database runs', async () => {
    const done = await atTerminal(['admin', 'create', '--email', 'a@example.test', '--name', 'A'], { folder })
    expect(done).toMatchObject({ code: 1, complained: expect.stringContaining(`No database runs on ${folder}.`) })
  })

  test.each([
    ['a database that nothing was founded in', async () => (await empty()).url, 'npm start'],
    ['a login that is wrong', async () => force.url.replace(/:[^:@/]+@/, ':wrong-canary@'), 'refuses this login'],
    ['a database that is none', async () => `${force.url}_none`, 'no such database'],
    ['a port where nobody listens', async () => force.url.replace(/:\d+\//, ':1/'), 'does not answer'],
  ])('tells %s in plain words, without the address', async (_what, url, complaint) => {
    const file = list('any.csv', 'value', 'Any')
    const done = await atTerminal(['import', 'agencies', file], { url: await url(), folder })
    expect(done.code).toBe(1)
    expect(done.complained).toContain(complaint)
    expect(done.complained).not.toMatch(/canary|postgres:/)
  })

  test('is reached as a command, from any folder', async () => {
    list('here.csv', 'value', 'Reached From Here')
    const entry = fileURLToPath(new URL('../../server/src/palermo.ts', import.meta.url))
    const args = ['--import', 'tsx', entry, 'import', 'agencies', 'here.csv']
    const env = { ...process.env, DATABASE_URL: force.url, INIT_CWD: folder }
    const { stdout } = await promisify(execFile)(process.execPath, args, { env })
    expect(stdout).toContain('1 rows, 1 bodies: 1 added')
  })

  const empties: { drop(): Promise<void> }[] = []
  const empty = async () => {
    const database = await freshDatabase()
    empties.push(database)
    return database
  }
  afterAll(async () => {
    for (const database of empties) await database.drop()
  })
})
