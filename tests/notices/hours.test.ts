import { kindOf, topics } from '@palermo/shared/notice-facts.ts'
import { noticeKinds } from '@palermo/shared/notice-kinds.ts'
import { alwaysInApp } from '@palermo/shared/notices/choices.ts'
import { endOfQuiet } from '@palermo/shared/notices/hours.ts'
import { leavings } from '@palermo/shared/notices/leaving.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('quiet hours end', () => {
  const night = { from: '22:00', until: '07:00' }
  test.each([
    ['the next morning', '2026-11-24T23:15:00Z', 'UTC', night, '2026-11-25T07:00:00.000Z'],
    ['the same morning', '2026-11-24T06:59:59Z', 'UTC', night, '2026-11-24T07:00:00.000Z'],
    ['not, where it is seven', '2026-11-24T07:00:00Z', 'UTC', night, undefined],
    ['not, before ten', '2026-11-24T21:59:59Z', 'UTC', night, undefined],
    ['in Manila', '2026-11-24T15:00:00Z', 'Asia/Manila', night, '2026-11-24T23:00:00.000Z'],
    [
      'in the middle of a day',
      '2026-11-24T12:30:00Z',
      'UTC',
      { from: '12:00', until: '13:00' },
      '2026-11-24T13:00:00.000Z',
    ],
    [
      'an hour sooner in the night that is an hour shorter',
      '2026-03-28T23:00:00Z',
      'Europe/London',
      night,
      '2026-03-29T06:00:00.000Z',
    ],
    [
      'after the gap where the clocks jump over their end',
      '2026-03-29T00:30:00Z',
      'Europe/London',
      { from: '22:00', until: '01:30' },
      '2026-03-29T01:30:00.000Z',
    ],
  ])('%s', (_, now, zone, quiet, expected) => {
    expect(endOfQuiet(now, zone, quiet)).toBe(expected)
  })
})

const two = (n: number) => String(n).padStart(2, '0')
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${two(h)}:${two(m)}`)
const instant = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

test('what leaves is never sooner than now, at most a day and an hour later, never inside the quiet, and a short clock leaves now', () => {
  const zone = fc.constantFrom('UTC', 'Asia/Manila', 'Europe/London', 'America/New_York', 'Asia/Kathmandu')
  const quiet = fc.option(fc.record({ from: time, until: time }).filter(({ from, until }) => from !== until))
  fc.assert(
    fc.property(
      instant,
      zone,
      quiet,
      time,
      fc.boolean(),
      fc.boolean(),
      (now, zone, quiet, digestAt, interrupts, isShort) => {
        const [way] = leavings(
          { ways: ['email', 'sms', 'push'], choices: {}, zone, quiet, digestAt },
          { kind: 'work', interrupts, isShort, now },
        )
        if (!way) throw new Error('everything is wanted at first')
        const wait = Date.parse(way.at) - Date.parse(now)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(25 * 3_600_000)
        if (interrupts && isShort) expect(wait).toBe(0)
        if (interrupts && quiet && !isShort) expect(endOfQuiet(way.at, zone, quiet)).toBeUndefined()
      },
    ),
    { verbose: 1 },
  )
})

test('every topic is of a kind, and whatever somebody owes or is late with is of one that the app always tells', () => {
  for (const topic of topics) {
    expect(noticeKinds).toContain(kindOf(topic, false))
    expect(noticeKinds).toContain(kindOf(topic, true))
  }
  for (const topic of ['referral.sent', 'task.assigned', 'referral.declined', 'referral.returned', 'clock.overdue'])
    expect(alwaysInApp).toContain(kindOf(topic, false))
  expect(kindOf('clock.warn', true)).toBe('pressing-clocks')
  expect(kindOf('a.topic-that-nobody-sorted-in', false)).toBe('changes')
})
