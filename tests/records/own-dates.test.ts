import { ownDateOf } from '@palermo/db/own-dates.ts'
import { expect, test } from 'vitest'

const workflow = { name: 'visit', dueOn: { 'visit.report': 'startsAt' } }
const calendar = { zone: 'Europe/Berlin' }
const at = '2026-12-24T09:00:00Z'
const dueOf = (row: object, set: Record<string, unknown> = {}, key = 'visit.report') =>
  ownDateOf(workflow, row, key, set, calendar)

test('a clock is due on the date of its row, or on the one that the action sets', () => {
  expect(dueOf({ startsAt: at })).toBe(at)
  expect(dueOf({ startsAt: at }, { starts_at: '2027-01-01T09:00:00Z' })).toBe('2027-01-01T09:00:00Z')
  expect(dueOf({}, { starts_at: at })).toBe(at)
})

test('a day is due at its end in the zone of the task force', () => {
  expect(Date.parse(dueOf({ startsAt: '2026-12-24' }) ?? '')).toBeGreaterThan(Date.parse('2026-12-24T22:59:00Z'))
  expect(Date.parse(dueOf({ startsAt: '2026-12-24' }) ?? '')).toBeLessThanOrEqual(Date.parse('2026-12-24T23:00:00Z'))
})

test('without a date, and without a declaration, the limit of the rule holds', () => {
  expect(dueOf({ startsAt: null })).toBeNull()
  expect(dueOf({ startsAt: at }, { starts_at: null })).toBeNull()
  expect(dueOf({ startsAt: at }, {}, 'visit.confirm')).toBeNull()
})

test('a row that is passed without the field is refused, and never due by the limit instead', () => {
  expect(() => dueOf({})).toThrow('visit.report of this visit is due on startsAt: pass the row with its startsAt')
})
