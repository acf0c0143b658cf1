import { spokenWait } from '@palermo/shared/briefs/span.ts'
import { expect, test } from 'vitest'

test.each([
  [0.2, '1 hour'],
  [1, '1 hour'],
  [2.9, '3 hours'],
  [47.4, '47 hours'],
  [48, '2 days'],
  [56, '2 days'],
  [224, '9 days'],
])('a wait of %d hours is said as %s', (hours, words) => {
  expect(spokenWait(hours, 'en-GB')).toBe(words)
})
