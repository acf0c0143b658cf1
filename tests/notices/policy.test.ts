import { nextDigest } from '@palermo/shared/notices/hours.ts'
import { interrupts, lastTry, pauseAfter, type Urging } from '@palermo/shared/notices/policy.ts'
import { describe, expect, test } from 'vitest'

const clock = (nature: Urging['nature'], days: number): Urging => ({
  nature,
  startedAt: '2026-11-02T01:00:00.000Z',
  dueAt: new Date(Date.parse('2026-11-02T01:00:00.000Z') + days * 86_400_000).toISOString(),
})

describe('a letter leaves at once', () => {
  test.each([
    ['for an act on one’s own work', { inPerson: true, ownAct: true, clocks: [] }, true],
    [
      'not for an act on the agency’s queue that nothing presses',
      { inPerson: false, ownAct: true, clocks: [clock('ordinary', 5)] },
      false,
    ],
    [
      'for the queue where safety presses',
      { inPerson: false, ownAct: true, clocks: [clock('ordinary', 5), clock('safety', 2)] },
      true,
    ],
    [
      'not for an ordinary clock, though it is one’s own',
      { inPerson: true, ownAct: false, clocks: [clock('ordinary', 5)] },
      false,
    ],
    ['for a clock of law', { inPerson: true, ownAct: false, clocks: [clock('statutory', 45)] }, true],
    ['for any clock of a day or less', { inPerson: false, ownAct: false, clocks: [clock('ordinary', 1)] }, true],
  ])('%s', (_, given, expected) => {
    expect(interrupts(given)).toBe(expected)
  })
})

describe('the digest comes at eight on the reader’s own compartment', () => {
  test.each([
    ['the same morning', '2026-11-24T07:59:59Z', 'UTC', '2026-11-24T08:00:00.000Z'],
    ['the next morning, once it is eight', '2026-11-24T08:00:00Z', 'UTC', '2026-11-25T08:00:00.000Z'],
    ['in Manila', '2026-11-24T01:00:00Z', 'Asia/Manila', '2026-11-25T00:00:00.000Z'],
    [
      'through the night in which the clocks go forward',
      '2026-03-28T20:00:00Z',
      'Europe/London',
      '2026-03-29T07:00:00.000Z',
    ],
  ])('%s', (_, now, zone, expected) => {
    expect(nextDigest(now, zone)).toBe(expected)
  })
})

test('a mail server may be away for more than a day before a letter is given up', () => {
  const pauses = Array.from({ length: lastTry - 1 }, (_, i) => pauseAfter(i + 1))
  expect(pauses[0]).toBe(15_000)
  expect(pauses.every((pause, i) => pause >= (pauses[i - 1] ?? 0))).toBe(true)
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(24 * 3_600_000)
})
