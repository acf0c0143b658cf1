import {
  addDays,
  addWorkingDays,
  type Calendar,
  dueAt,
  endOfDay,
  isWorkingDay,
  localDate,
  workingDaysBetween,
} from '@palermo/shared/deadlines/calendar.ts'
import { describe, expect, test } from 'vitest'

const saturdayAndSunday = [6, 7]
const manila: Calendar = {
  zone: 'Asia/Manila',
  weekend: saturdayAndSunday,
  holidays: new Set(['2026-04-02', '2026-04-03', '2026-04-09', '2026-12-25', '2026-12-30', '2027-01-01']),
}
const london: Calendar = {
  zone: 'Europe/London',
  weekend: saturdayAndSunday,
  holidays: new Set(['2026-04-03', '2026-04-06', '2026-05-04', '2026-12-25', '2026-12-28', '2027-01-01']),
}
const riyadh: Calendar = { zone: 'Asia/Riyadh', weekend: [5, 6], holidays: new Set() }
const utc: Calendar = { zone: 'UTC', weekend: [], holidays: new Set() }

describe('working days', () => {
  test.each([
    [
      'sent on a Monday morning, three days end on Thursday night',
      3,
      '2026-11-23T01:00:00Z',
      '2026-11-26T15:59:59.999Z',
    ],
    ['sent on a Friday, the weekend does not count', 1, '2026-11-27T03:00:00Z', '2026-11-30T15:59:59.999Z'],
    ['sent on a Saturday, the first day is Monday', 1, '2026-11-28T03:00:00Z', '2026-11-30T15:59:59.999Z'],
    ['Maundy Thursday and Good Friday are skipped', 3, '2026-04-01T03:00:00Z', '2026-04-08T15:59:59.999Z'],
    ['the Day of Valor is skipped as well', 4, '2026-04-01T03:00:00Z', '2026-04-10T15:59:59.999Z'],
    ['over Christmas, Rizal Day and New Year', 5, '2026-12-23T03:00:00Z', '2027-01-04T15:59:59.999Z'],
    ['the date in Manila counts, not the one in Greenwich', 1, '2026-11-26T16:30:00Z', '2026-11-30T15:59:59.999Z'],
  ])('in Manila: %s', (_what, value, start, due) => {
    expect(dueAt({ value, unit: 'working-days' }, start, manila)).toBe(due)
  })

  test.each([
    ['a decision due over Easter', 5, '2026-04-01T09:00:00Z', '2026-04-10T22:59:59.999Z'],
    ['over the early May bank holiday', 1, '2026-05-01T16:00:00Z', '2026-05-05T22:59:59.999Z'],
    ['over Christmas and the day in lieu of Boxing Day', 5, '2026-12-22T10:00:00Z', '2026-12-31T23:59:59.999Z'],
    ['over the change to winter time', 2, '2026-10-23T10:00:00Z', '2026-10-27T23:59:59.999Z'],
  ])('in England: %s', (_what, value, start, due) => {
    expect(dueAt({ value, unit: 'working-days' }, start, london)).toBe(due)
  })

  test('a weekend of Friday and Saturday is the weekend there', () => {
    expect(dueAt({ value: 1, unit: 'working-days' }, '2026-11-26T06:00:00Z', riyadh)).toBe('2026-11-29T20:59:59.999Z')
    expect(isWorkingDay('2026-11-27', riyadh)).toBe(false)
    expect(isWorkingDay('2026-11-27', london)).toBe(true)
  })

  test('between two dates the first is not counted and the last is', () => {
    expect(workingDaysBetween({ from: '2026-04-01', to: '2026-04-08' }, manila)).toBe(3)
    expect(workingDaysBetween({ from: '2026-04-08', to: '2026-04-01' }, manila)).toBe(-3)
    expect(workingDaysBetween({ from: '2026-04-01', to: '2026-04-01' }, manila)).toBe(0)
    expect(workingDaysBetween({ from: '2026-11-27', to: '2026-11-29' }, manila)).toBe(0)
  })

  test('a calendar without a working day is refused, not searched for ever', () => {
    const never = { weekend: [1, 2, 3, 4, 5, 6, 7], holidays: new Set<string>() }
    expect(() => addWorkingDays('2026-11-23', 1, never)).toThrow(RangeError)
    expect(addWorkingDays('2026-11-23', 1, { ...never, weekend: [1, 2, 3, 4, 5, 6] })).toBe('2026-11-29')
  })
})

describe('hours', () => {
  test.each([
    ['through the night', 24, '2026-11-23T22:30:00Z', '2026-11-24T22:30:00.000Z'],
    ['through a weekend', 48, '2026-11-27T22:30:00Z', '2026-11-29T22:30:00.000Z'],
    ['through Christmas', 24, '2026-12-24T20:00:00Z', '2026-12-25T20:00:00.000Z'],
    ['through the hour that London skips in March', 24, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00.000Z'],
    ['through the hour that London repeats in October', 24, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00.000Z'],
  ])('run %s', (_what, value, start, due) => {
    expect(dueAt({ value, unit: 'hours' }, start, london)).toBe(due)
  })

  test('so do minutes', () => {
    expect(dueAt({ value: 30, unit: 'minutes' }, '2026-12-31T23:45:00Z', london)).toBe('2027-01-01T00:15:00.000Z')
  })

  test('an offset in the start is understood', () => {
    expect(dueAt({ value: 2, unit: 'hours' }, '2026-11-24T02:15:00+08:00', manila)).toBe('2026-11-23T20:15:00.000Z')
  })
})

describe('days, months and years end with the local day', () => {
  test.each([
    [
      'thirty days of reflection in Manila',
      30,
      'calendar-days',
      '2026-11-24T02:00:00Z',
      manila,
      '2026-12-24T15:59:59.999Z',
    ],
    [
      'across the change to summer time',
      1,
      'calendar-days',
      '2026-03-28T18:00:00Z',
      london,
      '2026-03-29T22:59:59.999Z',
    ],
    [
      'across the change to winter time',
      1,
      'calendar-days',
      '2026-10-24T18:00:00Z',
      london,
      '2026-10-25T23:59:59.999Z',
    ],
    ['weekends and holidays count', 2, 'calendar-days', '2026-12-24T09:00:00Z', london, '2026-12-26T23:59:59.999Z'],
    ['over the leap day', 1, 'calendar-days', '2028-02-28T09:00:00Z', utc, '2028-02-29T23:59:59.999Z'],
    ['a month from 31 January', 1, 'months', '2027-01-31T09:00:00Z', utc, '2027-02-28T23:59:59.999Z'],
    ['a month from 31 January of a leap year', 1, 'months', '2028-01-31T09:00:00Z', utc, '2028-02-29T23:59:59.999Z'],
    ['three months from 30 November', 3, 'months', '2026-11-30T09:00:00Z', utc, '2027-02-28T23:59:59.999Z'],
    ['a year from a leap day', 1, 'years', '2028-02-29T09:00:00Z', utc, '2029-02-28T23:59:59.999Z'],
    ['four years from a leap day', 4, 'years', '2028-02-29T09:00:00Z', utc, '2032-02-29T23:59:59.999Z'],
    [
      'a day that a zone left out',
      1,
      'calendar-days',
      '2011-12-29T09:00:00Z',
      { ...utc, zone: 'Pacific/Apia' },
      '2011-12-30T09:59:59.999Z',
    ],
  ] as const)('%s', (_what, value, unit, start, calendar, due) => {
    expect(dueAt({ value, unit }, start, calendar)).toBe(due)
  })

  test('the local date and its last millisecond', () => {
    expect(localDate('2026-11-23T16:00:00Z', 'Asia/Manila')).toBe('2026-11-24')
    expect(localDate('2026-11-23T15:59:59.999Z', 'Asia/Manila')).toBe('2026-11-23')
    expect(endOfDay('2026-03-29', 'Europe/London')).toBe('2026-03-29T22:59:59.999Z')
  })

  test('a day later is the same time on the wall', () => {
    expect(addDays('2026-03-28T18:00:00Z', 1, 'Europe/London')).toBe('2026-03-29T17:00:00.000Z')
    expect(addDays('2026-10-25T18:00:00Z', -1, 'Europe/London')).toBe('2026-10-24T17:00:00.000Z')
  })
})

describe('what is no time or no place is refused', () => {
  const limit = { value: 1, unit: 'calendar-days' } as const
  test.each([
    ['a date without a time', '2026-11-24', utc],
    ['a day that no month has', '2026-02-30T10:00:00Z', utc],
    ['words', 'tonight', utc],
    ['an invented zone', '2026-11-24T10:00:00Z', { ...utc, zone: 'Asia/Palermo' }],
  ])('%s', (_what, start, calendar) => {
    expect(() => dueAt(limit, start, calendar)).toThrow(RangeError)
    expect(dueAt(limit, '2026-11-24T10:00:00Z', utc)).toBe('2026-11-25T23:59:59.999Z')
  })
})
