import { cursorOf } from '@palermo/db/keyset.ts'
import { decodeCursor, encodeCursor } from '@palermo/shared/page.ts'
import { Problem } from '@palermo/shared/problem.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const instant = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())
const cursor = fc.tuple(instant, fc.uuid())

test('a cursor comes back as it was given out, and travels in an address as it is', () => {
  fc.assert(
    fc.property(cursor, (given) => {
      const text = encodeCursor(given)
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(decodeCursor(text)).toEqual(given)
    }),
  )
})

const isOurs = (text: string) => {
  try {
    const [at] = cursorOf(text)
    return at !== null && !Number.isNaN(Date.parse(at))
  } catch (error) {
    expect(error).toBeInstanceOf(Problem)
    expect(error).toMatchObject({ problem: 'bad-request' })
    return false
  }
}

test('a cursor with one character changed is refused, or still a time and an id', () => {
  fc.assert(
    fc.property(cursor, fc.nat(), fc.constantFrom(...'AZaz09-_=+/ %'), (given, where, character) => {
      const text = encodeCursor(given)
      const at = where % text.length
      const changed = text.slice(0, at) + character + text.slice(at + 1)
      if (isOurs(changed)) expect(cursorOf(changed)[1]).toMatch(/^[0-9a-f-]{36}$/i)
    }),
  )
})

test('what this product never wrote is refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
        fc.tuple(fc.string(), fc.uuid()).map((pair) => Buffer.from(JSON.stringify(pair)).toString('base64url')),
      ),
      (text) => {
        expect(isOurs(text)).toBe(false)
      },
    ),
  )
  expect(cursorOf(undefined)).toEqual([null, null])
})
