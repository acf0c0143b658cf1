import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { addressOf, ofTheApi, type Registered, watchRoutes } from '../routes/registered.ts'
import { seedOfRun } from '../seed-of-run.ts'
import { aTaskForce, type TaskForce, type TestPerson } from '../task-force.ts'
import { near } from './arbitrary.ts'

// The largest and most deeply nested bodies against every route that takes a body. `docs/security.md` promises what a
// request may cost; it is measured in processor time of this process, which does not depend on the load of the machine.
const megabyte = 1024 * 1024
const mostProcessorMs = 1_000
const mostMemory = 100 * megabyte
const longestRefusal = 64 * 1024

let force: TaskForce
let routes: Registered[]
let administrator: TestPerson

beforeAll(async () => {
  const watched = watchRoutes()
  force = await aTaskForce()
  watched.stop()
  routes = watched.routes.filter((route) => ofTheApi(route) && route.schema.body)
  administrator = await force.person(await force.agency('secretariat'), 'administrator')
})
afterAll(() => force.end())

const times = (text: string, bytes: number) => text.repeat(Math.floor(bytes / text.length))

/** Bodies of at most `bytes` bytes that are expensive by size, depth, number or repetition. `body` is a valid body. */
const shapes = (body: Record<string, unknown>, bytes: number): Record<string, string> => {
  const first = Object.keys(body)[0] ?? 'a'
  const key = JSON.stringify('k'.repeat(40_000))
  const each = (value: string) => `{${Object.keys(body).map((name) => `${JSON.stringify(name)}:${value}`)}}`
  const share = Math.floor((bytes - 2_000) / (Object.keys(body).length || 1))
  return {
    'one long name over an object that repeats a short one': `{${key}:{${times('"a":1,', bytes - 60_000)}"a":1}}`,
    'one name repeated': `{${times(`"${first}":1,`, bytes - 100)}"${first}":1}`,
    'many names': `{${Array.from({ length: Math.floor(bytes / 12) }, (_, n) => `"${n.toString(36)}":1`)}}`,
    'lists in lists': `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`,
    'objects in objects': `${times('{"a":', bytes - 200_000)}1${'}'.repeat(Math.floor((bytes - 200_000) / 5))}`,
    'every field a long list of numbers': each(`[${times('0,', share - 10)}0]`),
    'every field a long list of objects': each(`[${times('{},', share - 10)}{}]`),
    'every field a long word': each(JSON.stringify('a'.repeat(share - 10))),
    'every field many spaces and a sign': each(JSON.stringify(`${' '.repeat(share - 20)}!`)),
    'every field many digits and a sign': each(JSON.stringify(`${'1'.repeat(share - 20)}!`)),
    'every field many @ and dots': each(JSON.stringify(`${times('a@a.', share - 20)}!`)),
    'every field many escapes': each(`"${times('\\u0000', share - 20)}"`),
    'every field a long number': each(`1${'0'.repeat(share - 20)}`),
    'every field many hyphens': each(JSON.stringify(`${times('0-', share - 20)}`)),
    // Only this field is wrong, so that the checks of the field are reached.
    ...Object.fromEntries(
      Object.keys(body).flatMap((name) => [
        [`${name} a long list`, JSON.stringify({ ...body, [name]: Array.from({ length: 15_000 }, (_, n) => `${n}`) })],
        [`${name} a long word`, JSON.stringify({ ...body, [name]: `a${' '.repeat(200_000)}!` })],
      ]),
    ),
    'all of prototypes': `{${times('"__proto__":{},', bytes - 100)}"a":1}`,
  }
}

const statusField = (name: string) => {
  const line = readFileSync('/proc/self/status', 'utf8').match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))
  return Number(line?.[1]) * 1024
}

/** Runs `work`, and measures its processor time in milliseconds and the peak of the memory that it needed, in bytes. */
const costOf = async <T>(work: () => Promise<T>): Promise<{ result: T; processor: number; memory: number }> => {
  // Resets the peak of resident memory that Linux records (proc(5), clear_refs).
  writeFileSync('/proc/self/clear_refs', '5')
  const memory = statusField('VmRSS')
  const began = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(began)
  return { result, processor: (user + system) / 1000, memory: statusField('VmHWM') - memory }
}

const send = (route: Registered, payload: string) =>
  force.app.inject({
    method: route.method as 'POST',
    url: addressOf(route),
    headers: {
      authorization: `Bearer ${administrator.token}`,
      'idempotency-key': 'a-key-of-this-test',
      'content-type': 'application/json',
    },
    payload,
  })

test(`no body of 1 MiB or less, of any shape, costs more than a second or 100 MiB, and no refusal is long (seed ${seedOfRun})`, async () => {
  let dearest = { processor: 0, memory: 0, where: '' }
  for (const route of routes) {
    const [body] = fc.sample<unknown>(near(route.schema.body as z.ZodType, [administrator.id]), {
      seed: seedOfRun,
      numRuns: 1,
    })
    const fields = { ...namesIn(route.schema.body as z.ZodType), ...(body instanceof Object ? body : {}) }
    for (const bytes of [255 * 1024, megabyte]) {
      for (const [shape, payload] of Object.entries(shapes(fields, bytes))) {
        const where = `${route.method} ${route.url}: ${shape}, ${payload.length} bytes`
        expect(payload.length, where).toBeLessThanOrEqual(megabyte)
        let cost = await costOf(() => send(route, payload))
        // An expensive request is repeated, because garbage of earlier requests may be collected while it runs.
        for (let again = 0; again < 2 && (cost.processor > mostProcessorMs || cost.memory > mostMemory); again += 1)
          cost = await costOf(() => send(route, payload))
        const { result: reply, processor, memory } = cost
        expect(reply.statusCode, where).toBeLessThan(500)
        if (reply.statusCode >= 400) expect(reply.rawPayload.length, where).toBeLessThanOrEqual(longestRefusal)
        expect(processor, where).toBeLessThan(mostProcessorMs)
        expect(memory, where).toBeLessThan(mostMemory)
        if (processor > dearest.processor) dearest = { processor, memory, where }
      }
    }
  }
  console.log(
    `Dearest: ${dearest.processor.toFixed(0)} ms, ${(dearest.memory / megabyte).toFixed(0)} MiB (${dearest.where})`,
  )
}, 600_000)

/** All fields of an object contract, so that each is tested whether or not it is required. */
const namesIn = (schema: z.ZodType): Record<string, unknown> => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, unknown>
  }
  return properties
}
