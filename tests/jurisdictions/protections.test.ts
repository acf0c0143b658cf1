import { byVersion, movedBy, movedTo, type StandingClock } from '@palermo/db/deadlines/recount.ts'
import type { Calendar } from '@palermo/shared/deadlines/calendar.ts'
import { courseFrom, runsOut } from '@palermo/shared/deadlines/course.ts'
import type { Profile, Rule } from '@palermo/shared/deadlines/profile.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

// The new profile of a single administrator may lengthen running protections and never shortens them (decision 0057).

const shipped = shippedProfiles().get('int')
if (!shipped) throw new Error('the int profile is not shipped')
const profile: Profile = shipped
const calendar: Calendar = { zone: 'Asia/Manila', weekend: [6, 7], holidays: new Set() }
const startedAt = '2026-11-02T01:00:00.000Z'

const under = (rule: Partial<Rule>): Profile => ({
  ...profile,
  version: profile.version + 1,
  rules: profile.rules.map((one) => (one.key === 'reflection' ? { ...one, ...rule } : one)),
})
const ofDays = (value: number, unit: 'calendar-days' | 'working-days' = 'calendar-days') =>
  under({ limit: { value, unit, kind: 'period' }, variants: [] })

/** A reflection period that runs under this profile. */
const running = ({ code, version, rules }: Profile, days = calendar): StandingClock => {
  const rule = rules.find(({ key }) => key === 'reflection')
  if (!rule) throw new Error('there is no reflection period')
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    version: 1,
    key: 'reflection',
    profile: code,
    profileVersion: version,
    variant: 0,
    startedAt,
    dueAt: runsOut(courseFrom(rule.limit, startedAt, []), days),
    closedAt: null,
    caseReference: null,
    agencyName: 'Agency',
    owesAgencyId: '019a0000-0000-7000-8000-000000000002',
    owesPersonId: null,
    owedAgencyId: null,
    owedPersonId: null,
    changes: [],
  }
}
const before = ofDays(30)
const clock = running(before)
const known = byVersion([{ document: before }])
const next = (profile: Profile): Profile => ({ ...profile, version: before.version + 1 })

test('new rules move a running protection later, and never earlier', () => {
  const property = fc.property(fc.integer({ min: 1, max: 120 }), (days) => {
    const moved = movedTo(next(ofDays(days)), [clock], known, calendar)
    expect(moved.map(({ dueAt }) => Date.parse(dueAt) > Date.parse(clock.dueAt))).toEqual(days > 30 ? [true] : [])
  })
  fc.assert(property)
})

test('new rules never take the effect of a running protection, however much longer they let it run', () => {
  const longer = next(
    under({ limit: { value: 90, unit: 'calendar-days', kind: 'period' }, variants: [], effect: null }),
  )
  expect(movedTo(longer, [clock], known, calendar)).toEqual([])
})

test('days off move a running protection later, and never earlier', () => {
  const rules = ofDays(30, 'working-days')
  const holiday = { ...calendar, holidays: new Set(['2026-11-30']) }
  const profiles = byVersion([{ document: rules }])
  const put = movedBy([running(rules)], profiles, { before: [calendar], after: holiday })
  expect(put).toHaveLength(1)
  const taken = movedBy([running(rules, holiday)], profiles, { before: [holiday], after: calendar })
  expect(taken).toEqual([])
})
