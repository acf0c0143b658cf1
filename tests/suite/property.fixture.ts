import fc from 'fast-check'
import { test } from 'vitest'
import { isFirstRun } from './first-time.ts'

test('holds a property that fails the first time', () => {
  const isFirst = isFirstRun('property')
  fc.assert(fc.property(fc.nat(), () => !isFirst))
})
