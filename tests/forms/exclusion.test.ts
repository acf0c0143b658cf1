import { type Condition, holds } from '@palermo/shared/forms/conditions.ts'
import { neverTogether } from '@palermo/shared/forms/exclusion.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const is = (field: string, value: string): Condition => ({ op: 'equals', field, value })
const not = (of: Condition): Condition => ({ op: 'not', of })
const all = (...of: Condition[]): Condition => ({ op: 'all', of })
const any = (...of: Condition[]): Condition => ({ op: 'any', of })

test.each<[string, Condition, Condition, boolean]>([
  ['two answers to one question', is('a', 'x'), is('a', 'y'), true],
  ['an answer and its opposite', is('a', 'x'), not(is('a', 'x')), true],
  ['one part of several', all(is('a', 'x'), is('b', 'y')), all(is('c', 'z'), not(is('b', 'y'))), true],
  ['each of several ways', any(is('a', 'x'), is('a', 'y')), is('a', 'z'), true],
  ['a list and what it leaves out', { op: 'one-of', field: 'a', values: ['x', 'y'] }, is('a', 'z'), true],
  ['two questions', is('a', 'x'), is('b', 'y'), false],
  ['the same', is('a', 'x'), is('a', 'x'), false],
  ['one of several ways', any(is('a', 'x'), is('b', 'y')), is('a', 'z'), false],
  ['two refusals, since a blank is both', not(is('a', 'x')), not(is('a', 'y')), false],
])('%s', (_what, one, other, apart) => {
  expect(neverTogether(one, other)).toBe(apart)
  expect(neverTogether(other, one)).toBe(apart)
})

const leaf = fc
  .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y', 'z'))
  .map(([field, value]) => is(field, value))
const condition = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    tie('any').map(not),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ op: 'all', of })),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ op: 'any', of })),
  ),
})).any

test('what is seen never to hold together never does', () => {
  const values = [undefined, 'x', 'y', 'z', 'something else']
  fc.assert(
    fc.property(condition, condition, (one, other) => {
      if (!neverTogether(one, other)) return
      for (const a of values)
        for (const b of values) {
          const read = (field: string) => (field === 'a' ? a : b)
          expect(holds(one, read) && holds(other, read)).toBe(false)
        }
    }),
    { numRuns: 1000 },
  )
})
