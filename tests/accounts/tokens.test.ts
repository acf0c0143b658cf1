import { createHmac, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'

let force: TaskForce
let person: TestPerson

beforeAll(async () => {
  force = await aTaskForce()
  person = await force.person(await force.agency('ngo'))
})
afterAll(() => force.end())

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const now = Math.floor(Date.now() / 1000)
const claims = () => ({ sid: person.secret.toString('base64url'), aud: 'palermo', iat: now, exp: now + 600 })
const head = { alg: 'HS256', typ: 'JWT' }
const signed = (key: Buffer | string, body: object, header: object = head) => {
  const text = `${encode(header)}.${encode(body)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}
const ask = async (authorization: string | undefined) => {
  const reply = await force.app.inject({
    url: '/api/me',
    headers: authorization === undefined ? {} : { authorization },
  })
  return { status: reply.statusCode, type: reply.json<{ type?: string }>().type }
}

test('the token that was given is taken', async () => {
  expect((await ask(`Bearer ${person.token}`)).status).toBe(200)
})

test.each<[string, () => string | undefined]>([
  ['no token', () => undefined],
  ['nothing behind the word', () => 'Bearer '],
  ['another scheme', () => `Basic ${Buffer.from('a:b').toString('base64')}`],
  ['the session secret itself', () => `Bearer ${person.secret.toString('base64url')}`],
  ['one without a signature', () => `Bearer ${person.token.split('.').slice(0, 2).join('.')}.`],
  ['one that says it needs none', () => `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.`],
  ['one that says so and is signed', () => `Bearer ${signed('', claims(), { alg: 'none' })}`],
  ['one under another algorithm', () => `Bearer ${signed(randomBytes(32), claims(), { alg: 'HS512' })}`],
  ['one signed with another key', () => `Bearer ${signed(randomBytes(32), claims())}`],
  ['one signed with nothing', () => `Bearer ${signed('', claims())}`],
  [
    'one whose words were changed',
    () => {
      const [header, , seal] = person.token.split('.')
      return `Bearer ${header}.${encode({ ...claims(), exp: now + 10_000_000 })}.${seal}`
    },
  ],
  ['one for another audience', () => `Bearer ${force.app.jwt.sign({ sid: claims().sid }, { aud: 'another' })}`],
  [
    'one that is over',
    () => `Bearer ${force.app.jwt.sign({ sid: claims().sid, iat: now - 700 } as never, { expiresIn: 600 })}`,
  ],
  [
    'one of a session that never was',
    () => `Bearer ${force.app.jwt.sign({ sid: randomBytes(32).toString('base64url') })}`,
  ],
  ['one with an empty session', () => `Bearer ${force.app.jwt.sign({ sid: '' })}`],
  ['one without a session', () => `Bearer ${force.app.jwt.sign({} as never)}`],
  ['one whose session is a list', () => `Bearer ${force.app.jwt.sign({ sid: ['x'] } as never)}`],
])('%s is refused', async (_what, token) => {
  expect(await ask(token())).toEqual({ status: 401, type: '/problems/not-signed-in' })
  expect((await ask(`Bearer ${person.token}`)).status).toBe(200)
})
