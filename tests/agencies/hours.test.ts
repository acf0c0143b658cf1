import { onCallAt, openAt, reachableAt, type Standing } from '@palermo/shared/agencies/hours.ts'
import { faultsOfRota, joinShifts } from '@palermo/shared/agencies/rota.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const office: Standing = {
  alwaysOpen: false,
  zone: 'Asia/Manila',
  hours: [
    { weekday: 1, opens: '08:00', closes: '17:00' },
    { weekday: 5, opens: '20:00', closes: '06:00' },
    { weekday: 7, opens: '00:00', closes: '00:00' },
  ],
}

describe('opening hours follow the agency’s own time zone', () => {
  // 2026-11-23 is a Monday; Manila is eight hours ahead of UTC all year.
  test.each([
    ['as it opens', '2026-11-23T00:00:00Z', true],
    ['a minute before', '2026-11-22T23:59:59Z', false],
    ['in its last minute', '2026-11-23T08:59:59Z', true],
    ['as it closes', '2026-11-23T09:00:00Z', false],
    ['on a day without hours', '2026-11-24T02:00:00Z', false],
    ['on a Friday night', '2026-11-27T13:30:00Z', true],
    ['that night after midnight, on Saturday', '2026-11-27T21:30:00Z', true],
    ['on Saturday once the night is over', '2026-11-27T22:00:00Z', false],
    ['on Saturday evening, which has no hours of its own', '2026-11-28T13:30:00Z', false],
    ['all of Sunday, from its first minute', '2026-11-28T16:00:00Z', true],
    ['to its last', '2026-11-29T15:59:00Z', true],
    ['and on Monday before it opens no more', '2026-11-29T16:00:00Z', false],
  ])('%s', (_when, now, open) => {
    expect(openAt(office, now)).toBe(open)
  })

  test('opening hours keep their local time when the clocks change', () => {
    const london: Standing = {
      alwaysOpen: false,
      zone: 'Europe/London',
      hours: [{ weekday: 1, opens: '09:00', closes: '17:00' }],
    }
    expect(openAt(london, '2026-10-19T08:00:00Z')).toBe(true)
    expect(openAt(london, '2026-10-26T08:00:00Z')).toBe(false)
    expect(openAt(london, '2026-10-26T09:00:00Z')).toBe(true)
  })

  test('an agency that never closes needs no hours', () => {
    expect(openAt({ ...office, alwaysOpen: true, hours: [] }, '2026-11-24T02:00:00Z')).toBe(true)
  })

  test('in any week the open minutes equal the opening hours', () => {
    const time = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15)
    const text = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), time, time, (weekday, opens, closes) => {
        const standing = {
          alwaysOpen: false,
          zone: 'Asia/Kathmandu',
          hours: [{ weekday, opens: text(opens), closes: text(closes) }],
        }
        const start = Date.parse('2026-11-23T00:00:00Z')
        const quarters = Array.from({ length: 7 * 96 }, (_, i) => new Date(start + i * 900_000).toISOString())
        const open = quarters.filter((now) => openAt(standing, now)).length
        expect(open * 15).toBe(closes > opens ? closes - opens : 1440 - opens + closes)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the on-call rota', () => {
  const night = { phone: '+639171234567', fromAt: '2026-11-23T10:00:00Z', untilAt: '2026-11-23T22:00:00Z' }
  const relief = { phone: '+639177654321', fromAt: '2026-11-23T16:00:00Z', untilAt: '2026-11-23T18:00:00Z' }

  test.each([
    ['before it begins', '2026-11-23T09:59:59Z', null],
    ['from its first moment', '2026-11-23T10:00:00Z', night],
    ['not at its end', '2026-11-23T22:00:00Z', null],
    ['whoever began last, where two meet', '2026-11-23T17:00:00Z', relief],
    ['and the first again afterwards', '2026-11-23T18:00:00Z', night],
  ])('%s', (_when, now, shift) => {
    const expected = shift && { phone: shift.phone, until: new Date(shift.untilAt).toISOString() }
    expect(onCallAt([night, relief], now)).toEqual(expected)
  })

  test('without an entry falls back to the duty telephone during opening hours', () => {
    const agency = { ...office, dutyPhone: '+63281234567' }
    expect(reachableAt(agency, [night], '2026-11-23T11:00:00Z')).toMatchObject({ phone: night.phone, onCall: true })
    expect(reachableAt(agency, [], '2026-11-23T02:00:00Z')).toEqual({
      phone: '+63281234567',
      until: null,
      onCall: false,
    })
    expect(reachableAt(agency, [], '2026-11-23T11:00:00Z')).toBeNull()
    expect(reachableAt({ ...agency, dutyPhone: null }, [], '2026-11-23T02:00:00Z')).toBeNull()
  })

  test('joins adjacent shifts of one number', () => {
    const hours = [20, 22, 21].map((hour) => ({
      phone: night.phone,
      fromAt: `2026-11-23T${hour}:00:00Z`,
      untilAt: `2026-11-23T${hour + 1}:00:00Z`,
    }))
    expect(joinShifts(hours)).toEqual([
      { phone: night.phone, fromAt: '2026-11-23T20:00:00Z', untilAt: '2026-11-23T23:00:00Z' },
    ])
    expect(joinShifts([night, relief])).toEqual([night, relief])
  })

  test.each([
    ['ends before it begins', [{ ...night, untilAt: night.fromAt }], '/shifts/0/untilAt'],
    ['is over', [{ ...night, fromAt: '2026-11-20T00:00:00Z', untilAt: '2026-11-21T00:00:00Z' }], '/shifts/0/untilAt'],
    ['is longer than a week', [{ ...night, untilAt: '2026-12-01T00:00:00Z' }], '/shifts/0/untilAt'],
    [
      'begins too far ahead',
      [{ ...night, fromAt: '2026-12-08T00:00:00Z', untilAt: '2026-12-08T01:00:00Z' }],
      '/shifts/0/fromAt',
    ],
    ['meets another', [night, relief], '/shifts/1/fromAt'],
  ])('a shift that %s is refused where it stands', (_why, shifts, pointer) => {
    expect(faultsOfRota(shifts, '2026-11-23T00:00:00Z').map((fault) => fault.pointer)).toEqual([pointer])
  })

  test('accepts a shift that is already running', () => {
    expect(faultsOfRota([night], '2026-11-23T12:00:00Z')).toEqual([])
  })
})
