import { holidaysFor } from '@palermo/db/deadlines/holiday-source.ts'
import type { Act } from '@palermo/server/demo/acts.ts'
import { cast } from '@palermo/server/demo/cast.ts'
import { paceOf } from '@palermo/server/demo/pace.ts'
import { length, planStory } from '@palermo/server/demo/story.ts'
import { caseWorkflow } from '@palermo/shared/cases/record.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const profile = shippedProfiles().get('int')
if (!profile) throw new Error('the baseline profile is not there')
const holidays = new Set(holidaysFor({ country: 'PH' }, [2024, 2025, 2026, 2027]).map(({ onDate }) => onDate))
const rules = { profile, calendar: { zone: 'Asia/Manila', holidays, weekend: profile.weekend } }

const plan = (seed: number, now: number, threads = 40): Act[] => planStory({ seed, threads, pace: paceOf(rules, now) })
/** Any time in 2026, so that the holidays are known for the whole story of eighteen months. */
const anyNow = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2026-12-31T23:59:59Z') })
const anySeed = fc.integer({ min: 0, max: 1_000_000 })

test('the same seed tells the same story, another seed another one', () => {
  const now = Date.parse('2026-11-24T09:30:00Z')
  expect(plan(7, now)).toEqual(plan(7, now))
  expect(plan(8, now)).not.toEqual(plan(7, now))
})

test('whenever and with whatever dice it is told, it is in order, ends now, and only the cast acts', () => {
  const known = new Set<string>(cast.map(({ key }) => key))
  fc.assert(
    fc.property(anySeed, anyNow, (seed, now) => {
      const acts = plan(seed, now)
      const times = acts.map(({ at }) => at)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times.at(0)).toBeGreaterThan(now - length)
      expect(times.at(-1)).toBeLessThanOrEqual(now)
      expect(acts.filter(({ by }) => by !== null && !known.has(by))).toEqual([])
    }),
    { numRuns: 12 },
  )
})

test('whenever it is told, nothing is done to a thing before it is there, and nothing to a case that is closed', () => {
  fc.assert(
    fc.property(anySeed, anyNow, (seed, now) => {
      const acts = plan(seed, now)
      for (const thread of new Set(acts.map((act) => act.thread))) {
        expect(faultsOf(acts.filter((act) => act.thread === thread))).toEqual([])
      }
    }),
    { numRuns: 12 },
  )
})

/** The contradictions in the actions on one need, such as an action before its referral exists. */
const faultsOf = (acts: readonly Act[]): string[] => {
  const there = new Set<string>()
  const faults: string[] = []
  let status: string | undefined
  for (const act of acts) {
    if ('on' in act && !there.has(act.on)) faults.push(`${act.do} on ${act.on}, which is not there`)
    if ('as' in act) there.add(act.as)
    if (act.do === 'refer' && 'as' in act.step) there.add(act.step.as)
    if (act.do === 'refer' && act.step.action === 'send') status ??= 'open'
    const needsCase = act.do === 'case' || act.do === 'note' || act.do === 'task' || act.do === 'join'
    if (needsCase && status === undefined) faults.push(`${act.do} before there is a case`)
    if (act.do === 'case') {
      const { from, to } = caseWorkflow.actions[act.step.action] as { from: readonly string[]; to?: string }
      if (!from.includes(status ?? '')) faults.push(`${act.step.action} of a case that is ${status}`)
      status = to ?? status
    } else if (needsCase && caseWorkflow.final.some((one) => one === status))
      faults.push(`${act.do} after the case was closed`)
  }
  return faults
}
