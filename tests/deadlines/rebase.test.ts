import { type Urgency, urgencies } from '@palermo/shared/codes/urgency.ts'
import { dueAt } from '@palermo/shared/deadlines/calendar.ts'
import { courseFrom, type Happened, runsOut } from '@palermo/shared/deadlines/course.ts'
import { rebase } from '@palermo/shared/deadlines/rebase.ts'
import { ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const profile = shippedProfiles().get('int')
if (!profile) throw new Error('the int profile is not shipped')
const calendar = { zone: 'Asia/Manila', weekend: [6, 7], holidays: new Set(['2026-11-30']) }
const appliedRule = (urgency: Urgency, key = 'referral.answer') => ruleFor(profile, key, { urgency })

const moved = (from: Urgency, to: Urgency, startedAt: string, now: string, key = 'referral.answer') => {
  const before = appliedRule(from, key)
  const due = dueAt(before.limit, startedAt, calendar)
  const course = { limit: before.limit, startedAt, pauses: [], extensions: [] }
  return { due, next: rebase({ course, dueAt: due }, { before, after: appliedRule(to, key), calendar, now }) }
}

test('less time is counted from now, when its owner hears of it', () => {
  const { next } = moved('soon', 'tonight', '2026-11-23T01:00:00.000Z', '2026-11-24T01:00:00.000Z')
  expect(next?.dueAt).toBe('2026-11-24T03:00:00.000Z')
  expect(next?.nextAlarmAt).toBe('2026-11-24T02:00:00.000Z')
  expect(next?.alarms.some(({ kind }) => kind === 'expire')).toBe(false)
})

test('and is never more than there was', () => {
  const { due, next } = moved('within-24-hours', 'tonight', '2026-11-23T01:00:00.000Z', '2026-11-24T00:30:00.000Z')
  expect(due).toBe('2026-11-24T01:00:00.000Z')
  expect(next?.dueAt).toBe(due)
})

test('more time is counted as if it had been so from the start', () => {
  const { next } = moved('tonight', 'routine', '2026-11-23T01:00:00.000Z', '2026-11-23T02:00:00.000Z')
  expect(next?.dueAt).toBe(dueAt(appliedRule('routine').limit, '2026-11-23T01:00:00.000Z', calendar))
  expect(next?.alarms.some(({ kind }) => kind === 'expire')).toBe(true)
})

test('what is late stays late', () => {
  expect(moved('tonight', 'routine', '2026-11-23T01:00:00.000Z', '2026-11-23T03:00:00.001Z').next).toBeUndefined()
})

test('a clock that does not depend on it goes on', () => {
  const { next } = moved(
    'soon',
    'tonight',
    '2026-11-23T01:00:00.000Z',
    '2026-11-23T02:00:00.000Z',
    'referral.service-review',
  )
  expect(next).toBeUndefined()
})

test('whatever is amended when: nobody gets time by being told that it is more urgent, none is late at once, and no alarm lies behind', () => {
  const urgency = fc.constantFrom(...urgencies)
  const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  const property = fc.property(
    urgency,
    urgency,
    start,
    fc.integer({ min: 0, max: 20 * 86_400_000 }),
    (from, to, began, after) => {
      const startedAt = began.toISOString()
      const now = new Date(began.getTime() + after).toISOString()
      const { due, next } = moved(from, to, startedAt, now)
      if (!next) return
      const sooner = urgencies.indexOf(to) < urgencies.indexOf(from)
      if (sooner) expect(next.dueAt <= due).toBe(true)
      else expect(next.dueAt >= due).toBe(true)
      if (due > now) expect(next.dueAt > now).toBe(true)
      expect(next.nextAlarmAt === null || next.nextAlarmAt > now).toBe(true)
    },
  )
  fc.assert(property, { numRuns: 500 })
})

/**
 * Computes the deadline as a later change does: from the rule that holds now, the new start, and the stored record of
 * the amendment.
 */
const countedAgain = (to: Urgency, next: NonNullable<ReturnType<typeof rebase>>, changes: Happened[]) => {
  const kept = { value: next.limit?.value ?? null, unit: next.limit?.unit ?? null }
  const amended = { kind: 'amended', at: next.startedAt, from: null, until: null, ...kept }
  return courseFrom(appliedRule(to, 'referral.first-contact').limit, next.startedAt, [...changes, amended])
}

test('whatever a clock has been through, what is left of it can be counted again, and so be paused', () => {
  const urgency = fc.constantFrom(...urgencies)
  const minutes = (most: number) => fc.integer({ min: 0, max: most })
  const property = fc.property(
    fc.tuple(urgency, urgency),
    fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
    fc.option(fc.tuple(minutes(2 * 1440), minutes(3 * 1440))),
    fc.option(fc.integer({ min: 1, max: 3 })),
    minutes(8 * 1440),
    minutes(5 * 1440),
    ([from, to], began, paused, extended, passed, later) => {
      const at = (n: number) => new Date(began.getTime() + n * 60_000).toISOString()
      const nothing = { from: null, until: null, value: null, unit: null }
      const changes: Happened[] = [
        ...(paused
          ? [{ ...nothing, kind: 'paused', at: at(paused[0]), from: at(paused[0]), until: at(paused[0] + paused[1]) }]
          : []),
        ...(extended
          ? [{ ...nothing, kind: 'extended', at: at(0), value: extended, unit: 'working-days' as const }]
          : []),
      ]
      const before = appliedRule(from, 'referral.first-contact')
      const after = appliedRule(to, 'referral.first-contact')
      const course = courseFrom(before.limit, at(0), changes)
      const due = runsOut(course, calendar)
      // The amendment comes after the pause, because during a pause the deadline keeps its remaining time.
      const now = at((paused ? paused[0] + paused[1] : 0) + passed)
      const next = rebase({ course, dueAt: due }, { before, after, calendar, now })
      if (!next) return
      const again = countedAgain(to, next, changes)
      expect(runsOut(again, calendar)).toBe(next.dueAt)
      // A later pause must keep the remaining time, as for any other deadline.
      if (next.dueAt <= now) return
      const stillFrom = new Date(Date.parse(now) + 60_000).toISOString()
      const still = { from: stillFrom, until: new Date(Date.parse(stillFrom) + later * 60_000).toISOString() }
      expect(runsOut({ ...again, pauses: [...again.pauses, still] }, calendar) >= next.dueAt).toBe(true)
    },
  )
  fc.assert(property, { numRuns: 500 })
})
