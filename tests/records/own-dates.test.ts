import { ownDateOf } from '@palermo/db/own-dates.ts'
import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { defaultRules, recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import { dueOn } from '@palermo/shared/records/declaration.ts'
import { instant } from '@palermo/shared/records/fields.ts'
import { clockFaults } from '@palermo/shared/records/holders.ts'
import { creator } from '@palermo/shared/records/parties.ts'
import { recordType } from '@palermo/shared/records/record-type.ts'
import { by } from '@palermo/shared/workflow.ts'
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

const declared = (opens: object) =>
  recordType('visit', {
    plural: 'visits',
    area: 'protection.2',
    track: null,
    dossier: 'case',
    compartment: 'C0',
    fields: { startsAt: instant(), endsAt: instant() },
    parties: { owner: creator() },
    statuses: ['planned', 'made'],
    final: ['made'],
    covered: { planned: 'visit.report' },
    create: { fields: ['startsAt', 'endsAt'], opens: { 'visit.report': dueOn('startsAt') } },
    actions: {
      postpone: { from: ['planned'], may: by('owner', ['caseworker']), closes: 'all', ...opens },
      make: { from: ['planned'], to: 'made', may: by('owner', ['caseworker']), closes: 'all' },
    },
    page: 'dossier',
    example: { startsAt: at, endsAt: at },
  })

test('a declaration says on which date of the row a clock is due, the same wherever it starts', () => {
  expect(declared({ opens: { 'visit.report': dueOn('startsAt') } }).workflow.dueOn).toEqual({
    'visit.report': 'startsAt',
  })
  expect(() => declared({ opens: ['visit.report'] })).toThrow(
    "actions.postpone.opens.visit.report is due by its limit, and create.opens.visit.report on startsAt: write dueOn('startsAt') in both",
  )
  expect(() => declared({ opens: { 'visit.report': dueOn('endsAt') } })).toThrow(
    'is due on endsAt, and create.opens.visit.report on startsAt',
  )
})

const int = shippedProfiles().get('int') as Profile

test.each<[string, string, object, RegExp]>([
  [
    'names a date of the row that no declaration names',
    'alert.review',
    { ownDate: true },
    /write 'alert\.review': dueOn\('…'\) in shared\/src\/alerts\/record\.ts, or take ownDate out/,
  ],
  ['pauses a clock that is due on a date of the row', 'task.due', { pause: {} }, /is due on dueAt of a task/],
  ['extends one', 'task.due', { extension: {} }, /take pause and extension out of its rule/],
])('a rule is refused that %s', (_what, key, change, why) => {
  const { rules } = int
  const changed = { rules: rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)) }
  expect(clockFaults(recordTypes, changed).map(({ message }) => message)).toEqual([expect.stringMatching(why)])
})

test('the declaration decides that a clock is due on a date of the row, also where a profile has a rule of its own', () => {
  const { rules } = int
  const own = { rules: rules.map((rule) => (rule.key === 'task.due' ? { ...rule, ownDate: false } : rule)) }
  expect(clockFaults(recordTypes, own)).toEqual([])
  expect(defaultRules.filter(({ ownDate }) => ownDate).map(({ key }) => key)).toEqual(
    withLife(recordTypes).flatMap(({ workflow }) => Object.keys(workflow.dueOn ?? {})),
  )
})
