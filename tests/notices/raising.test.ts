import { alarmsFor, nextAlarm } from '@palermo/shared/deadlines/alarms.ts'
import type { AppliedRule } from '@palermo/shared/deadlines/profile.ts'
import { ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { type DueClock, raise } from '@palermo/shared/notices/raising.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const startedAt = '2026-11-02T01:00:00.000Z'
const dueAt = '2026-11-05T01:00:00.000Z'
const int = shippedProfiles().get('int')
if (!int) throw new Error('no int')
const answer = ruleFor(int, 'referral.answer', { urgency: 'soon', child: false })

const clockOf = (appliedRule: AppliedRule, more: Partial<DueClock> = {}): DueClock => {
  const alarms = alarmsFor({ startedAt, dueAt, zone: 'Asia/Manila' }, appliedRule)
  return {
    alarms,
    nextAlarmAt: alarms[0]?.at ?? '',
    owesAgencyId: 'ngo',
    owesPersonId: 'ana',
    owedAgencyId: 'police',
    owedPersonId: 'dan',
    ...more,
  }
}
const heard = (clock: DueClock, now: string) =>
  raise(clock, now).to.map(({ agencyId, personId, role, topic }) => [topic, agencyId, role ?? personId])

describe('a clock speaks', () => {
  test('to its owner alone while there is time', () => {
    const clock = clockOf(answer)
    expect(heard(clock, '2026-11-03T13:00:00.000Z')).toEqual([['clock.warn', 'ngo', 'ana']])
    expect(raise(clock, '2026-11-03T13:00:00.000Z').nextAlarmAt).toBe(clock.alarms[1]?.at)
  })

  test('to both ends and up the ladder when the time has come', () => {
    const clock = clockOf(answer, { nextAlarmAt: dueAt })
    expect(heard(clock, dueAt)).toEqual([
      ['clock.escalate', 'ngo', 'head'],
      ['clock.due', 'ngo', 'ana'],
      ['clock.due', 'police', 'dan'],
    ])
    expect(raise(clock, dueAt).tellsLeads).toBe(false)
  })

  test('after a pause of days once to each, with the last that it would have said', () => {
    const clock = clockOf(answer)
    const late = raise(clock, '2026-11-20T00:00:00.000Z')
    expect(heard(clock, '2026-11-20T00:00:00.000Z')).toEqual([
      ['clock.escalate', 'ngo', 'head'],
      ['clock.overdue', 'ngo', 'ana'],
      ['clock.due', 'police', 'dan'],
    ])
    expect(late).toMatchObject({ tellsLeads: true, expires: true, nextAlarmAt: null })
  })

  test('not to its other end where that is the same agency', () => {
    const clock = clockOf(answer, { owedAgencyId: 'ngo', nextAlarmAt: dueAt })
    expect(heard(clock, dueAt).map(([, agency]) => agency)).toEqual(['ngo', 'ngo'])
  })
})

test('however often it is swept, every alarm is raised in exactly one sweep', () => {
  const days = fc.integer({ min: 0, max: 40 * 86_400 })
  fc.assert(
    fc.property(fc.constantFrom(...int.rules), fc.array(days, { maxLength: 12 }), (rule, moments) => {
      const clock = clockOf(ruleFor(int, rule.key))
      const last = clock.alarms.at(-1)?.at ?? startedAt
      const sweeps = [...moments.map((s) => new Date(Date.parse(startedAt) + s * 1000).toISOString()), last].sort()
      let next: string | null = clock.nextAlarmAt
      let owners = 0
      for (const now of sweeps) {
        if (next === null || next > now) continue
        const said = raise({ ...clock, nextAlarmAt: next }, now)
        const raised = clock.alarms.filter(
          ({ at, kind, to }) => at >= String(next) && at <= now && kind !== 'expire' && to === 'owes',
        )
        expect(said.to.filter(({ personId }) => personId === 'ana').length).toBe(raised.length > 0 ? 1 : 0)
        owners += raised.length
        expect(said.nextAlarmAt).toBe(nextAlarm(clock.alarms, now)?.at ?? null)
        next = said.nextAlarmAt
      }
      expect(owners).toBe(clock.alarms.filter(({ kind, to }) => kind !== 'expire' && to === 'owes').length)
    }),
  )
})
