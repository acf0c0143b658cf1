import { alarmKinds, alarmsFor, alarmsWithin, isShort, nextAlarm } from '@palermo/shared/deadlines/alarms.ts'
import { dueAt } from '@palermo/shared/deadlines/calendar.ts'
import { limitUnits } from '@palermo/shared/deadlines/profile.ts'
import { ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const uk = shippedProfiles().get('uk')
if (!uk) throw new Error('the uk profile is not shipped')
const london = { zone: 'Europe/London', weekend: [6, 7], holidays: new Set<string>() }

const ladderOf = (key: string, facts: Parameters<typeof ruleFor>[2], startedAt: string) => {
  const appliedRule = ruleFor(uk, key, facts)
  return alarmsFor({ startedAt, dueAt: dueAt(appliedRule.limit, startedAt, london), zone: london.zone }, appliedRule)
}
const told = (alarms: ReturnType<typeof alarmsFor>) => alarms.map(({ at, kind, to }) => `${at} ${kind} ${to}`)

test('a clock of 24 hours warns at 12 and 20 hours, at night as well, and then climbs', () => {
  expect(told(ladderOf('referral.answer', { urgency: 'within-24-hours' }, '2026-11-27T22:00:00Z'))).toEqual([
    '2026-11-28T10:00:00.000Z warn owes',
    '2026-11-28T18:00:00.000Z warn owes',
    '2026-11-28T22:00:00.000Z due owes',
    '2026-11-28T22:00:00.000Z due owed',
    '2026-11-28T22:00:00.000Z escalate supervisor',
    '2026-11-28T22:00:00.000Z escalate head',
    '2026-11-29T02:00:00.000Z overdue owes',
    '2026-11-29T10:00:00.000Z escalate lead',
    '2026-11-29T22:00:00.000Z overdue owes',
    '2026-12-01T22:00:00.000Z overdue owes',
  ])
})

test('tonight the supervisor is called after a quarter of an hour without a word', () => {
  expect(told(ladderOf('referral.acknowledge', { urgency: 'tonight' }, '2026-11-28T02:00:00Z')).slice(0, 8)).toEqual([
    '2026-11-28T02:15:00.000Z warn owes',
    '2026-11-28T02:15:00.000Z escalate supervisor',
    '2026-11-28T02:24:00.000Z warn owes',
    '2026-11-28T02:30:00.000Z due owes',
    '2026-11-28T02:30:00.000Z due owed',
    '2026-11-28T02:30:00.000Z escalate head',
    '2026-11-28T02:45:00.000Z overdue owes',
    '2026-11-28T02:45:00.000Z escalate lead',
  ])
})

test('an ordinary referral that nobody answers goes back to its sender, after everybody was told', () => {
  const alarms = ladderOf('referral.answer', { urgency: 'soon' }, '2026-11-23T09:00:00Z')
  expect(alarms.filter(({ kind }) => kind === 'expire')).toEqual([
    { at: '2026-11-30T14:59:59.998Z', kind: 'expire', to: 'owes' },
  ])
  const before = alarms.filter(({ at }) => at < '2026-11-30').map(({ to }) => to)
  expect(new Set(before)).toEqual(new Set(['owes', 'owed', 'head', 'lead']))
})

test('a referral for a child or an urgent one never ends in silence', () => {
  for (const facts of [
    { child: true },
    { urgency: 'tonight' },
    { urgency: 'within-24-hours' },
    { urgency: 'routine', child: true },
  ] as const) {
    expect(ladderOf('referral.answer', facts, '2026-11-23T09:00:00Z').some(({ kind }) => kind === 'expire')).toBe(false)
    expect(ladderOf('referral.answer', facts, '2026-11-23T09:00:00Z').some(({ to }) => to === 'lead')).toBe(true)
  }
})

test('the end of a reflection period is announced fourteen, seven and two days before, at the same time on the wall', () => {
  expect(told(ladderOf('reflection', {}, '2026-10-01T09:00:00Z'))).toEqual([
    '2026-10-17T22:59:59.999Z warn owes',
    '2026-10-24T22:59:59.999Z warn owes',
    '2026-10-29T23:59:59.999Z warn owes',
    '2026-10-31T23:59:59.999Z due owes',
    '2026-10-31T23:59:59.999Z expire owes',
  ])
})

test('a task that was already late when it was written is due at once and warned of no more', () => {
  const appliedRule = ruleFor(uk, 'task.due')
  const alarms = alarmsFor(
    { startedAt: '2026-11-24T09:00:00Z', dueAt: '2026-11-20T09:00:00Z', zone: 'UTC' },
    appliedRule,
  )
  expect(told(alarms).slice(0, 2)).toEqual([
    '2026-11-20T09:00:00.000Z due owes',
    '2026-11-20T09:00:00.000Z escalate supervisor',
  ])
  expect(alarms.some(({ kind }) => kind === 'warn')).toBe(false)
})

test('after an outage of five days every alarm of it is found once, and the next one is still to come', () => {
  const alarms = ladderOf('referral.answer', { urgency: 'soon' }, '2026-11-23T09:00:00Z')
  const missed = alarmsWithin(alarms, { after: '2026-11-25T00:00:00Z', upTo: '2026-11-30T00:00:00Z' })
  const later = alarmsWithin(alarms, { after: '2026-11-30T00:00:00Z', upTo: '2030-01-01T00:00:00Z' })
  const earlier = alarmsWithin(alarms, { after: '2026-11-23T09:00:00Z', upTo: '2026-11-25T00:00:00Z' })
  expect([...earlier, ...missed, ...later]).toEqual(alarms)
  expect(nextAlarm(alarms, '2026-11-30T00:00:00Z')).toEqual(later[0])
  expect(nextAlarm(alarms, '2030-01-01T00:00:00Z')).toBeUndefined()
})

test('only a clock of a day or less breaks into quiet hours', () => {
  expect(isShort({ startedAt: '2026-11-24T09:00:00Z', dueAt: '2026-11-25T09:00:00Z' })).toBe(true)
  expect(isShort({ startedAt: '2026-11-24T09:00:00Z', dueAt: '2026-11-25T09:00:00.001Z' })).toBe(false)
})

const rising = (numbers: fc.Arbitrary<number>) =>
  fc.uniqueArray(numbers, { maxLength: 5 }).map((list) => list.toSorted((a, b) => a - b))
const parts = fc.integer({ min: 1, max: 300 }).map((n) => n / 100)
const ladders = fc.record({
  owedTo: fc.constantFrom(null, 'person' as const, 'sender' as const),
  warnAt: fc.oneof(
    rising(fc.integer({ min: 1, max: 100 }).map((n) => n / 100)),
    fc.record({ afterHours: rising(fc.integer({ min: 1, max: 72 })) }),
    fc.record({ daysBefore: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }) }),
  ),
  overdueAt: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('min', 'h', 'd')).map(([n, unit]) => `+${n}${unit}`),
    { maxLength: 4 },
  ),
  escalate: fc.array(
    fc.record({ at: parts, to: fc.constantFrom('supervisor' as const, 'head' as const, 'lead' as const) }),
    { maxLength: 4 },
  ),
  expires: fc.option(
    fc.record({ at: parts.filter((n) => n >= 1), into: fc.constantFrom('lapse' as const, 'return' as const) }),
  ),
})
const limits = fc.record({ value: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom(...limitUnits) })
const starts = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') })
  .map((at) => new Date(at).toISOString())

test('alarms stand in order, none twice, warnings before the due time and the rest where it belongs', () => {
  fc.assert(
    fc.property(ladders, limits, starts, (ladder, limit, startedAt) => {
      const clock = { startedAt, dueAt: dueAt(limit, startedAt, london), zone: london.zone }
      const alarms = alarmsFor(clock, { ...ladder, limit: { ...limit, kind: 'notAfter' } })
      const order = alarms.map(({ at, kind }) => `${at} ${alarmKinds.indexOf(kind)}`)
      expect(order).toEqual(order.toSorted())
      expect(new Set(told(alarms)).size).toBe(alarms.length)
      expect(alarms.filter(({ kind, to }) => kind === 'due' && to === 'owes')).toHaveLength(1)
      expect(alarms.filter(({ to }) => to === 'owed')).toHaveLength(ladder.owedTo === 'sender' ? 1 : 0)
      for (const { at, kind } of alarms) {
        expect(at > startedAt).toBe(true)
        if (kind === 'warn') expect(at < clock.dueAt).toBe(true)
        if (kind === 'due') expect(at).toBe(clock.dueAt)
        if (kind === 'overdue') expect(at > clock.dueAt).toBe(true)
        if (kind === 'expire') expect(at >= clock.dueAt).toBe(true)
      }
    }),
  )
})

test('walking from alarm to alarm meets every moment and ends', () => {
  fc.assert(
    fc.property(ladders, limits, starts, (ladder, limit, startedAt) => {
      const appliedRule = { ...ladder, limit: { ...limit, kind: 'notAfter' as const } }
      const alarms = alarmsFor({ startedAt, dueAt: dueAt(limit, startedAt, london), zone: london.zone }, appliedRule)
      const met: string[] = []
      for (let next = nextAlarm(alarms, startedAt); next; next = nextAlarm(alarms, next.at)) met.push(next.at)
      expect(met).toEqual([...new Set(alarms.map(({ at }) => at))])
    }),
  )
})
