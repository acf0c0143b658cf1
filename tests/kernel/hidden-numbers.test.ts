import { randomBytes } from 'node:crypto'
import { hideNumber, revealNumber } from '@palermo/db/hidden-numbers.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const ring = { newest: 1, keys: new Map([[1, randomBytes(32)]]) }
const other = { newest: 1, keys: new Map([[1, randomBytes(32)]]) }
const number = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String)

test('a hidden number comes back for its list and its key alone, and for no other text', () => {
  fc.assert(
    fc.property(number, (id) => {
      const hidden = hideNumber(ring, 'events', id)
      expect(hidden).toMatch(/^[\w-]{22}$/)
      expect(revealNumber(ring, 'events', hidden)).toBe(id)
      expect(revealNumber(ring, 'looks', hidden)).toBeUndefined()
      expect(revealNumber(other, 'events', hidden)).toBeUndefined()
    }),
  )
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      expect(revealNumber(ring, 'events', text)).toBeUndefined()
    }),
  )
})
