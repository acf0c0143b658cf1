import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { derivedPassword, urlFor } from '@palermo/db/roles.ts'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../accounts/sign-in-process.ts'
import { type ApiProcess, anApiProcess } from '../documents/process.ts'
import { aTaskForce, password, type TaskForce, type TestPerson } from '../task-force.ts'

// What an attacker with the API process has: its environment,
// its login, its files, its connection to the sign-in process.
let force: TaskForce
let api: ApiProcess
let victim: TestPerson
let administrator: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  const agency = await force.agency('ngo')
  ;[victim, administrator] = [await force.person(agency), await force.person(agency, 'administrator')]
  api = await anApiProcess(force)
}, 120_000)
afterAll(async () => {
  await api.end()
  await force.end()
})

const sessions = async () => {
  const [row] = await force.owner<{ n: number }[]>`select count(*)::int as n from authz.sessions`
  return row?.n
}
const socket = () => path.join(api.data, 'sign-in.sock')
const secret = () => randomBytes(32).toString('base64url')
const network = '203.0.113'

describe('with all that the API process holds', () => {
  test('its environment names one login, from which no other follows', () => {
    const environment = readFileSync(`/proc/${api.child.pid}/environ`, 'utf8')
    expect(environment).toContain('palermo_api')
    expect(environment).not.toContain('palermo_keys')
    expect(environment).not.toContain(derivedPassword(force.url, 'keys'))
    expect(derivedPassword(urlFor(force.url, 'api'), 'keys')).not.toBe(derivedPassword(force.url, 'keys'))
  })

  test('its login can call nothing that opens a session or sets a password', async () => {
    const writers = await force.owner<{ name: string; callers: string }[]>`
      select p.proname as name, (select string_agg(r, ' ') from unnest('{palermo_api,palermo_worker,palermo_queue,palermo_keys}'::text[]) r
          where has_function_privilege(r, p.oid, 'execute')) as callers
        from pg_proc p where p.pronamespace::regnamespace::text in ('app', 'authz', 'aud')
         and p.prosrc ~* '(insert into|update)\\s+authz\\.(sessions|credentials)\\M|authz\\.(insert_session|set_password)\\(' order by 1`
    const callable = writers.filter(({ callers }) => callers !== null).map(({ name, callers }) => `${name}: ${callers}`)
    expect(callable).toEqual([
      'change_password: palermo_keys',
      'end_other_sessions: palermo_api',
      'end_session: palermo_api',
      'end_sessions_of: palermo_api',
      // `end_this_session_within` can only shorten the session that calls it.
      'end_this_session_within: palermo_api',
      'open_session: palermo_keys',
      'refresh: palermo_keys',
      'use_link: palermo_keys',
    ])
  })

  test.each<[string, string, () => unknown]>([
    ['guesses a password', 'signIn', () => ({ email: victim.email, password: 'a guess', device: '', network })],
    ['makes up a session to refresh', 'refresh', () => ({ secret: secret(), refresh: secret() })],
    [
      'makes up a session to change a password',
      'changePassword',
      () => ({ secret: secret(), current: password, next: 'x', network }),
    ],
    [
      'has somebody’s session and not their password',
      'changePassword',
      () => ({ secret: victim.secret.toString('base64url'), current: 'a guess', next: 'x', network }),
    ],
    [
      'has an administrator’s session and another’s password to set',
      'resetPassword',
      () => ({ acting: administrator.secret.toString('base64url'), personId: victim.id, password: 'mine from now on' }),
    ],
    ['makes up a link', 'followLink', () => ({ token: secret(), password: 'mine from now on', network })],
    ['asks for a session without more', 'openSession', () => ({ personId: victim.id })],
    [
      'names a person instead',
      'signIn',
      () => ({ personId: victim.id, email: victim.email, password: 'a guess', device: '', network }),
    ],
    ['sends SQL', 'signIn', () => ({ email: `' or true --`, password: 'a guess', device: '', network })],
  ])('it %s, and the sign-in process opens nothing', async (_what, question, wanted) => {
    const before = await sessions()
    const { status, body } = await ask(socket(), 'POST', `/${question}`, wanted())
    const refusal = status === 200 ? { changed: false } : { problem: expect.any(String) }
    expect(body).toMatchObject(refusal)
    expect(await sessions()).toBe(before)
    expect(
      await ask(socket(), 'POST', '/signIn', {
        email: victim.email,
        password: 'mine from now on',
        device: '',
        network,
      }),
    ).toMatchObject({ status: 422 })
  })

  test('the sign-in login alone opens nothing either: it needs the key that only the password gives', async () => {
    const keys = postgres(urlFor(force.url, 'keys'), { max: 1, onnotice: () => {} })
    const before = await sessions()
    const [reserved] = await keys`select attempt, recipe from authz.reserve_attempt(${victim.email}, 'elsewhere')`
    const stolen = Buffer.from(String(reserved?.recipe))
    const [opened] = await keys<{ ends: string | null }[]>`
      select authz.open_session(${reserved?.attempt}, ${stolen}, gen_random_uuid(), ${randomBytes(32)}, ${randomBytes(32)}, '') as ends`
    expect(opened?.ends).toBeNull()
    for (const statement of [
      'select * from authz.credentials',
      'select * from authz.sessions',
      `select authz.insert_session(gen_random_uuid(), '${victim.id}', '\\x00', '\\x00', '', '1 hour')`,
      `select authz.set_password('${victim.id}', 'x', null)`,
    ])
      await expect(keys.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
    expect(await sessions()).toBe(before)
    await keys.end()
  })
})

test('nobody’s session lasts longer than it may, whatever is asked for', async () => {
  await force.owner`select authz.insert_session(gen_random_uuid(), ${victim.id}, ${randomBytes(32)}, ${randomBytes(32)}, 'long', '90 years')`
  const [row] = await force.owner<{ fits: boolean }[]>`
    select bool_and(expires_at <= started_at + authz.longest_session()) as fits from authz.sessions where person_id = ${victim.id}`
  expect(row?.fits).toBe(true)
})

test('the owner signs in, and changes the password, through the process', async () => {
  const authorization = await api.signIn(victim)
  const change = (current: string) =>
    fetch(`${api.address}/api/password`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ current, next: 'a quite different phrase' }),
    })
  expect((await change('a guess')).status).toBe(422)
  expect((await change(password)).status).toBe(204)
})
