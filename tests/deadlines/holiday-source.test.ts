import { holidaysFor } from '@palermo/db/deadlines/holiday-source.ts'
import { dueAt } from '@palermo/shared/deadlines/calendar.ts'
import { expect, test } from 'vitest'

const datesOf = (...args: Parameters<typeof holidaysFor>) => holidaysFor(...args).map(({ onDate }) => onDate)

test('the Philippines: public holidays by their local date, whatever the zone of the machine', () => {
  const dates = datesOf({ country: 'PH' }, [2026])
  expect(dates).toEqual(
    expect.arrayContaining([
      '2026-01-01',
      '2026-04-02',
      '2026-04-03',
      '2026-04-09',
      '2026-06-12',
      '2026-08-31',
      '2026-12-25',
      '2026-12-30',
    ]),
  )
  expect(dates).toContain('2026-03-20')
})

test('a day that is only observed is none', () => {
  const dates = datesOf({ country: 'PH' }, [2026])
  expect(dates).not.toContain('2026-02-25')
  expect(dates).not.toContain('2026-06-19')
})

test('England: the bank holidays and the days in lieu of those on a weekend', () => {
  expect(datesOf({ country: 'GB', state: 'ENG' }, [2026])).toEqual([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-04',
    '2026-05-25',
    '2026-08-31',
    '2026-12-25',
    '2026-12-26',
    '2026-12-28',
  ])
  expect(datesOf({ country: 'GB', state: 'ENG' }, [2021, 2022])).toEqual(
    expect.arrayContaining(['2021-12-27', '2021-12-28', '2022-01-03']),
  )
})

test('Scotland keeps other days than England', () => {
  expect(datesOf({ country: 'GB', state: 'SCT' }, [2026])).toContain('2026-11-30')
  expect(datesOf({ country: 'GB', state: 'ENG' }, [2026])).not.toContain('2026-11-30')
})

test('every day of a feast of several days counts', () => {
  expect(datesOf({ country: 'TH' }, [2026])).toEqual(expect.arrayContaining(['2026-04-13', '2026-04-14', '2026-04-15']))
})

test('each date once, in order, only of the years asked for, with its source', () => {
  const holidays = holidaysFor({ country: 'PH' }, [2027, 2025, 2026, 2025])
  const dates = holidays.map(({ onDate }) => onDate)
  expect(dates).toEqual([...new Set(dates)].toSorted())
  expect(new Set(dates.map((date) => date.slice(0, 4)))).toEqual(new Set(['2025', '2026', '2027']))
  for (const { name, source } of holidays) {
    expect(name).not.toBe('')
    expect(source).not.toBe('')
  }
})

test('a place that nobody knows is an error, never an empty calendar', () => {
  expect(() => holidaysFor({ country: 'XX' }, [2026])).toThrow(RangeError)
  expect(() => holidaysFor({ country: 'toString' }, [2026])).toThrow(RangeError)
  expect(() => holidaysFor({ country: 'GB', state: 'ZZ' }, [2026])).toThrow(RangeError)
  expect(holidaysFor({ country: 'GB' }, [2026])).not.toEqual([])
})

test('a clock over Easter in Manila with the days as they are filled', () => {
  const calendar = { zone: 'Asia/Manila', weekend: [6, 7], holidays: new Set(datesOf({ country: 'PH' }, [2026])) }
  expect(dueAt({ value: 3, unit: 'working-days' }, '2026-04-01T03:00:00Z', calendar)).toBe('2026-04-08T15:59:59.999Z')
})
