import { expect, test } from 'vitest'

test('fails always', () => {
  expect(1 + 1).toBe(3)
})
