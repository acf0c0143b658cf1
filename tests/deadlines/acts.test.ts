import { functions } from '@palermo/shared/actor.ts'
import { actsOn, type ClockAct, type Standing } from '@palermo/shared/deadlines/acts.ts'
import { ruleFor } from '@palermo/shared/deadlines/rules.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { describe, expect, test } from 'vitest'

const int = shippedProfiles().get('int')
if (!int) throw new Error('no baseline')
const now = '2026-11-27T00:00:00Z'
const clock = (key: string, more: Partial<Standing> = {}): Standing => ({
  parties: { owes: { agencyId: 'ours', personId: null }, owed: { agencyId: 'theirs', personId: null } },
  dueAt: '2026-12-01T00:00:00Z',
  closedAt: null,
  pausedUntil: null,
  extensions: [],
  counted: true,
  appliedRule: ruleFor(int, key),
  ...more,
})
const who = (agencyId: string, role: (typeof functions)[number]) =>
  ({ personId: 'p', agencyId, sector: 'ngo', function: role }) as const
/** The actions of each role on the deadline: at the agency that owes it, at the agency that waits for it, and at another. */
const table = (standing: Standing) =>
  Object.fromEntries(
    ['ours', 'theirs', 'nobody’s'].map((agency) => [
      agency,
      functions.flatMap((role) => {
        const acts = actsOn(standing, who(agency, role), now)
        return acts.length === 0 ? [] : [`${role}: ${acts.join(', ')}`]
      }),
    ]),
  )
const may = (standing: Standing, act: ClockAct) =>
  ['ours', 'theirs'].some((agency) => functions.some((role) => actsOn(standing, who(agency, role), now).includes(act)))

describe('who may do what to a clock', () => {
  test('of a first contact: those who answer for it pause it, those who answer for who waits give more time', () => {
    expect(table(clock('referral.first-contact'))).toEqual({
      ours: ['supervisor: pause', 'head: pause'],
      theirs: ['supervisor: extend', 'head: extend'],
      'nobody’s': [],
    })
  })

  test('while it stands still: everybody who works there lets it run again', () => {
    const paused = clock('referral.first-contact', { pausedUntil: '2026-12-05T00:00:00Z' })
    expect(table(paused).ours).toEqual(
      ['officer', 'caseworker', 'counsellor', 'lawyer', 'investigator', 'prosecutor', 'supervisor', 'head'].map(
        (role) => `${role}: resume`,
      ),
    )
  })

  test('of a reflection period: more time by who answers for the case, the start by who works on it', () => {
    const { ours, theirs } = table(clock('reflection'))
    expect(ours).toContain('supervisor: pause, extend, correct')
    expect(ours).toContain('caseworker: correct')
    expect(theirs).toEqual([])
  })

  test.each([
    ['an act of the system', 'referral.acknowledge'],
    ['what recurs', 'case.review'],
    ['a date of its own', 'task.due'],
  ])('nothing becomes of %s', (_, key) => {
    expect(table(clock(key))).toEqual({ ours: [], theirs: [], 'nobody’s': [] })
  })
})

describe('when', () => {
  const late = { dueAt: '2026-11-20T00:00:00Z' }
  test.each<[string, Partial<Standing>, ClockAct, boolean]>([
    ['before it is due', {}, 'pause', true],
    ['once it is late', late, 'pause', false],
    ['once it is late', late, 'extend', false],
    ['where it is counted by no rule', { counted: false }, 'extend', false],
    ['once it was extended as often as may be', { extensions: [{}] }, 'extend', false],
    ['before', {}, 'extend', true],
    ['once it has ended', { closedAt: now }, 'resume', false],
  ])('%s', (_, more, act, allowed) => {
    expect(may(clock('referral.first-contact', more), act)).toBe(allowed)
  })

  test('safety is behind it, never', () => {
    const safety = { appliedRule: { ...ruleFor(int, 'referral.first-contact'), nature: 'safety' as const } }
    for (const act of ['pause', 'extend'] as const)
      expect(may(clock('referral.first-contact', safety), act)).toBe(false)
  })

  test('a period that ran its course is corrected, and one that somebody ended is history', () => {
    const ended = (closedAt: string) => clock('reflection', { ...late, closedAt })
    expect(may(ended(late.dueAt), 'correct')).toBe(true)
    expect(may(ended('2026-11-15T00:00:00Z'), 'correct')).toBe(false)
    expect(may(clock('reflection', late), 'correct')).toBe(true)
  })
})
