import { expect, test } from 'vitest'
import { isFirstRun } from './first-time.ts'

test('fails the first time and passes by itself', () => {
  expect(isFirstRun('once')).toBe(false)
})
test('passes always', () => {
  expect(1 + 1).toBe(2)
})
