import { addDays, type Calendar, dueAt, localDate } from '@palermo/shared/deadlines/calendar.ts'
import { type Course, legsOf, type Pause, runsOut, type Span } from '@palermo/shared/deadlines/course.ts'
import { limitUnits } from '@palermo/shared/deadlines/profile.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

// A property that fails prints its seed and path, with which the run can be repeated.
const minute = 60_000
const day = 86_400_000
const from = Date.parse('2020-01-01T00:00:00Z')

const zones = fc.constantFrom('UTC', 'Asia/Manila', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe')
const instants = fc.integer({ min: 0, max: 1500 * 1440 }).map((n) => new Date(from + n * minute).toISOString())
const dates = fc.integer({ min: 0, max: 1700 }).map((n) => new Date(from + n * day).toISOString().slice(0, 10))
const calendars: fc.Arbitrary<Calendar> = fc.record({
  zone: zones,
  weekend: fc.constantFrom([6, 7], [5, 6], [5], []),
  holidays: fc.array(dates, { maxLength: 400 }).map((list) => new Set(list)),
})
const spans: fc.Arbitrary<Span> = fc.record({
  value: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom(...limitUnits.filter((unit) => unit !== 'years')),
})
/** Pauses one after another; some begin before the deadline starts, and some end after it. */
const pausesAround = (startedAt: string): fc.Arbitrary<Pause[]> =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 15 * 1440 }), fc.integer({ min: 0, max: 12 * 1440 })), { maxLength: 4 })
    .map((gaps) => {
      let at = Date.parse(startedAt) - 5 * day
      return gaps.map(([gap, length]) => {
        const first = at + gap * minute
        at = first + length * minute
        return { from: new Date(first).toISOString(), until: new Date(at).toISOString() }
      })
    })
const courses: fc.Arbitrary<Course> = instants.chain((startedAt) =>
  fc.record({
    limit: spans,
    startedAt: fc.constant(startedAt),
    pauses: pausesAround(startedAt),
    extensions: fc.array(spans, { maxLength: 3 }),
  }),
)

/** Computes the due time independently and slowly: minute by minute, and day by day with `Date` and `Intl` only. */
const slowly = ({ limit, startedAt, pauses, extensions }: Course, calendar: Calendar): string => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: calendar.zone, dateStyle: 'short' })
  const wall = (at: number) => format.format(at)
  const noon = (date: string) => Date.parse(`${date}T12:00:00Z`)
  const next = (date: string) => new Date(noon(date) + day).toISOString().slice(0, 10)
  const standsAt = (at: number) => pauses.some((p) => at >= Date.parse(p.from) && at < Date.parse(p.until))
  const still = pauses.map((p) => [wall(Date.parse(p.from)), wall(Date.parse(p.until))] as const)
  const stands = (date: string) => still.some(([first, end]) => date >= first && date < end)
  const works = (date: string) =>
    !calendar.weekend.includes(new Date(noon(date)).getUTCDay() || 7) && !calendar.holidays.has(date)
  const lastOf = (date: string) => {
    // Finds midnight by trial, first in steps of six hours and then to the minute, so that changes to summer time do
    // not matter.
    let at = Date.parse(`${date}T00:00:00Z`) - day
    while (wall(at + day / 4) <= date) at += day / 4
    while (wall(at + minute) <= date) at += minute
    return at + minute - 1
  }
  let at = Date.parse(startedAt)
  for (const { value, unit } of [limit, ...extensions]) {
    if (unit === 'minutes' || unit === 'hours') {
      // Counts in whole milliseconds, because fractions of minutes would never reach exactly zero.
      for (let left = value * (unit === 'hours' ? 60 : 1) * minute; left > 0; ) {
        if (standsAt(at)) {
          const p = pauses.find((one) => at >= Date.parse(one.from) && at < Date.parse(one.until)) as Pause
          at = Date.parse(p.until)
          continue
        }
        const stop = Math.min(...pauses.map((p) => Date.parse(p.from)).filter((f) => f > at), at + left)
        left -= stop - at
        at = stop
      }
      continue
    }
    let date = wall(at)
    let left = value
    if (unit === 'months') {
      const [y = 0, m = 0, d = 0] = date.split('-').map(Number)
      const end = Math.min(d, new Date(Date.UTC(y, m - 1 + value + 1, 0)).getUTCDate())
      left = Math.round((Date.UTC(y, m - 1 + value, end) - Date.UTC(y, m - 1, d)) / day)
    }
    while (left > 0) {
      date = next(date)
      if (!stands(date) && (unit !== 'working-days' || works(date))) left -= 1
    }
    at = lastOf(date)
  }
  return new Date(at).toISOString()
}

describe('a clock that stood still and was extended', () => {
  test('runs out when a slow count says', () => {
    fc.assert(
      fc.property(courses, calendars, (course, calendar) => {
        expect(runsOut(course, calendar)).toBe(slowly(course, calendar))
      }),
      { numRuns: 200 },
    )
  })

  test('without pause and extension runs out as its limit does', () => {
    fc.assert(
      fc.property(courses, calendars, (course, calendar) => {
        const plain = { ...course, pauses: [], extensions: [] }
        expect(legsOf(plain, calendar)[0]?.until).toBe(dueAt(course.limit, course.startedAt, calendar))
      }),
    )
  })

  test('is not moved by a pause that ends where it began, nor by one after its end', () => {
    fc.assert(
      fc.property(courses, calendars, instants, fc.integer({ min: 0, max: 9 }), (course, calendar, at, n) => {
        const due = runsOut(course, calendar)
        const after = { from: addDays(due, 1, calendar.zone), until: addDays(due, 2 + n, calendar.zone) }
        const pauses = [...course.pauses, { from: at, until: at }, after]
        expect(runsOut({ ...course, pauses }, calendar)).toBe(due)
      }),
    )
  })

  test('never runs out sooner for having stood still', () => {
    fc.assert(
      fc.property(courses, calendars, (course, calendar) => {
        expect(runsOut(course, calendar) >= runsOut({ ...course, pauses: [] }, calendar)).toBe(true)
      }),
    )
  })

  test('never runs out sooner for being extended, and later extensions go on from earlier ones', () => {
    fc.assert(
      fc.property(courses, spans, calendars, (course, more, calendar) => {
        const due = runsOut(course, calendar)
        const longer = { ...course, extensions: [...course.extensions, more] }
        expect(runsOut(longer, calendar) > due).toBe(true)
        const onward = { ...course, limit: more, startedAt: due, extensions: [] }
        expect(runsOut(longer, calendar)).toBe(runsOut(onward, calendar))
      }),
    )
  })

  test('is moved by calendar days by as many days as it stood', () => {
    fc.assert(
      fc.property(
        instants,
        calendars,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (startedAt, calendar, value, n, length) => {
          const limit = { value, unit: 'calendar-days' } as const
          const pause = {
            from: addDays(startedAt, n, calendar.zone),
            until: addDays(startedAt, n + length, calendar.zone),
          }
          const plain = dueAt(limit, startedAt, calendar)
          // The day of the start is never counted, so a pause that begins on it moves the due day by one day less.
          const moved = n === 0 ? Math.max(0, length - 1) : length
          const due = runsOut({ limit, startedAt, pauses: [pause], extensions: [] }, calendar)
          expect(due).toBe(n > value ? plain : addDays(plain, moved, calendar.zone))
        },
      ),
    )
  })

  test('tells every day that was passed over, once, between the two ends of its span', () => {
    fc.assert(
      fc.property(courses, calendars, (course, calendar) => {
        for (const { span, from: begins, until, skipped } of legsOf(course, calendar)) {
          const on = skipped.map((one) => one.on)
          expect(on).toEqual([...new Set(on)].sort())
          for (const date of on) {
            expect(date > localDate(begins, calendar.zone)).toBe(true)
            expect(date < localDate(until, calendar.zone)).toBe(true)
          }
          if (span.unit !== 'working-days') expect(skipped.every(({ why }) => why === 'paused')).toBe(true)
        }
      }),
    )
  })
})

describe('a corrected start', () => {
  test('moves the due time the same way, or not at all', () => {
    fc.assert(
      fc.property(courses, instants, calendars, (course, other, calendar) => {
        const [early = '', late = ''] = [course.startedAt, other].sort()
        const at = (startedAt: string) => runsOut({ ...course, startedAt }, calendar)
        expect(at(early) <= at(late)).toBe(true)
      }),
    )
  })

  test('put back gives the old due time back', () => {
    fc.assert(
      fc.property(courses, instants, calendars, (course, wrong, calendar) => {
        const due = runsOut(course, calendar)
        const corrected = { ...course, startedAt: wrong }
        expect(runsOut({ ...corrected, startedAt: course.startedAt }, calendar)).toBe(due)
      }),
    )
  })
})

test('a holiday put in moves working days by no less, and taken out again by nothing', () => {
  fc.assert(
    fc.property(courses, calendars, dates, (course, calendar, date) => {
      const without = { ...calendar, holidays: new Set([...calendar.holidays].filter((one) => one !== date)) }
      const withIt = { ...calendar, holidays: new Set([...calendar.holidays, date]) }
      const before = runsOut(course, without)
      expect(runsOut(course, withIt) >= before).toBe(true)
      expect(runsOut(course, { ...withIt, holidays: without.holidays })).toBe(before)
    }),
  )
})
