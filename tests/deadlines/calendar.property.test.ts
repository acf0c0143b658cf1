import {
  addWorkingDays,
  type Calendar,
  dueAt,
  localDate,
  workingDaysBetween,
} from '@palermo/shared/deadlines/calendar.ts'
import { limitUnits } from '@palermo/shared/deadlines/profile.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

// A property that fails prints its seed and path, with which the run can be repeated.
const day = 86_400_000
const from = Date.parse('2020-01-01T00:00:00Z')
const zones = [
  'UTC',
  'Asia/Manila',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
]

const millis = fc.integer({ min: from, max: from + 4000 * day })
const instants = millis.map((at) => new Date(at).toISOString())
const dates = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(from + n * day).toISOString().slice(0, 10))
const weekends = fc.constantFrom([6, 7], [5, 6], [5], [], [7])
const calendars: fc.Arbitrary<Calendar> = fc.record({
  zone: fc.constantFrom(...zones),
  weekend: weekends,
  holidays: fc.array(dates, { maxLength: 300 }).map((list) => new Set(list)),
})
const limits = fc.record({ value: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom(...limitUnits) })
const few = fc.integer({ min: 0, max: 40 })

// Counts days independently of the product, with `Date` and `Intl` only.
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() || 7
const isOff = (date: string, { weekend, holidays }: Calendar) => weekend.includes(weekday(date)) || holidays.has(date)
const wall = (instant: string, zone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(instant),
  )

test('a limit never ends before it starts', () => {
  fc.assert(
    fc.property(limits, instants, calendars, (limit, start, calendar) => {
      expect(dueAt(limit, start, calendar) > start).toBe(true)
    }),
  )
})

test('who starts later is due no earlier', () => {
  fc.assert(
    fc.property(limits, instants, instants, calendars, (limit, a, b, calendar) => {
      const [first = a, second = b] = [a, b].sort()
      expect(dueAt(limit, first, calendar) <= dueAt(limit, second, calendar)).toBe(true)
    }),
  )
})

test('a longer limit ends later', () => {
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 20 }), instants, calendars, (limit, more, start, calendar) => {
      const longer = { ...limit, value: limit.value + more }
      const [short, long] = [dueAt(limit, start, calendar), dueAt(longer, start, calendar)]
      // Samoa skipped a whole day in 2011, so two ends of a day may be the same instant there.
      expect(calendar.zone === 'Pacific/Apia' ? short <= long : short < long).toBe(true)
    }),
  )
})

test('hours and minutes are the same everywhere', () => {
  fc.assert(
    fc.property(limits, instants, calendars, calendars, (limit, start, here, there) => {
      for (const unit of ['hours', 'minutes'] as const) {
        expect(dueAt({ ...limit, unit }, start, here)).toBe(dueAt({ ...limit, unit }, start, there))
      }
    }),
  )
})

test('hours can be split', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 500 }),
      instants,
      calendars,
      (n, m, start, calendar) => {
        const whole = dueAt({ value: n + m, unit: 'hours' }, start, calendar)
        expect(dueAt({ value: m, unit: 'hours' }, dueAt({ value: n, unit: 'hours' }, start, calendar), calendar)).toBe(
          whole,
        )
      },
    ),
  )
})

test('days can be split: the second part starts on the day on which the first ended', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('calendar-days', 'working-days'),
      few,
      few,
      instants,
      calendars,
      (unit, n, m, start, calendar) => {
        const first = dueAt({ value: n + 1, unit }, start, calendar)
        fc.pre(calendar.zone !== 'Pacific/Apia')
        expect(dueAt({ value: m + 1, unit }, first, calendar)).toBe(dueAt({ value: n + m + 2, unit }, start, calendar))
      },
    ),
  )
})

test('every limit longer than hours ends in the last second of a local day', () => {
  fc.assert(
    fc.property(limits, instants, calendars, (limit, start, calendar) => {
      fc.pre(limit.unit !== 'hours' && limit.unit !== 'minutes')
      const due = dueAt(limit, start, calendar)
      expect(wall(due, calendar.zone).slice(11)).toBe('23:59:59')
      expect(due.slice(-5)).toBe('.999Z')
    }),
  )
})

test('calendar days are counted on the wall, whatever the clocks do', () => {
  fc.assert(
    fc.property(few, instants, calendars, (n, start, calendar) => {
      const expected = Date.parse(`${wall(start, calendar.zone).slice(0, 10)}T00:00:00Z`) + (n + 1) * day
      expect(localDate(dueAt({ value: n + 1, unit: 'calendar-days' }, start, calendar), calendar.zone)).toBe(
        new Date(expected).toISOString().slice(0, 10),
      )
    }),
  )
})

test('working days never end on a weekend or a holiday', () => {
  fc.assert(
    fc.property(few, dates, calendars, (n, date, calendar) => {
      expect(isOff(addWorkingDays(date, n + 1, calendar), calendar)).toBe(false)
    }),
  )
})

test('adding working days and counting them agree', () => {
  fc.assert(
    fc.property(few, dates, calendars, (n, date, calendar) => {
      const to = addWorkingDays(date, n, calendar)
      expect(workingDaysBetween({ from: date, to }, calendar)).toBe(n)
      expect(workingDaysBetween({ from: to, to: date }, calendar)).toBe(n === 0 ? 0 : -n)
    }),
  )
})

test('between any two dates they are the days on which somebody works', () => {
  fc.assert(
    fc.property(dates, few, calendars, (start, n, calendar) => {
      const at = (i: number) => new Date(Date.parse(`${start}T00:00:00Z`) + i * day).toISOString().slice(0, 10)
      const expected = Array.from({ length: n }, (_, i) => at(i + 1)).filter((date) => !isOff(date, calendar)).length
      expect(workingDaysBetween({ from: start, to: at(n) }, calendar)).toBe(expected)
    }),
  )
})

test('one more day off never makes a limit end sooner', () => {
  fc.assert(
    fc.property(few, instants, calendars, dates, (n, start, calendar, extra) => {
      const limit = { value: n + 1, unit: 'working-days' } as const
      const more = { ...calendar, holidays: new Set([...calendar.holidays, extra]) }
      expect(dueAt(limit, start, more) >= dueAt(limit, start, calendar)).toBe(true)
    }),
  )
})
