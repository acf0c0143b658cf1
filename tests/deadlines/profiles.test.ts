import { urgencies } from '@palermo/shared/codes/urgency.ts'
import type { DutyHolder, Profile, Rule } from '@palermo/shared/deadlines/profile.ts'
import { appliedRulesOf, ProfileFile } from '@palermo/shared/deadlines/profile.ts'
import { resolveProfile, ruleFor, warningsAbout } from '@palermo/shared/deadlines/rules.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import int from '@palermo/shared/profiles/int.json' with { type: 'json' }
import uk from '@palermo/shared/profiles/uk.json' with { type: 'json' }
import { recordTypes } from '@palermo/shared/record-types.ts'
import { withLife } from '@palermo/shared/records/collection.ts'
import { clockFaults } from '@palermo/shared/records/holders.ts'
import { creator, dossierLead } from '@palermo/shared/records/parties.ts'
import { recordType } from '@palermo/shared/records/record-type.ts'
import { by } from '@palermo/shared/workflow.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const shipped = shippedProfiles()
const profileOf = (code: string): Profile => {
  const profile = shipped.get(code)
  if (!profile) throw new Error(`${code} is not shipped`)
  return profile
}
const written = (json: object) => ProfileFile.parse(json)
const everyAppliedRule = [...shipped.values()].flatMap(({ code, rules }) =>
  rules.flatMap((rule) => appliedRulesOf(rule).map((applied) => [`${code} ${rule.key}`, applied] as const)),
)
const limitOf = (code: string, key: string, facts = {}) => {
  const { limit } = ruleFor(profileOf(code), key, facts)
  return `${limit.value} ${limit.unit} ${limit.kind}`
}

describe('every shipped profile', () => {
  test.each([...shipped.keys()])(
    '%s has a rule for each clock of each record type, and a party that owes it',
    (code) => {
      const profile = profileOf(code)
      expect(withLife(recordTypes).flatMap(({ clocks }) => clocks)).toEqual(
        expect.arrayContaining([
          'referral.answer',
          'alert.review',
          'snapshot.sign',
          'handover.answer',
          'child.guardian',
        ]),
      )
      expect(clockFaults(recordTypes, profile)).toEqual([])
      const without = { rules: profile.rules.filter(({ key }) => key !== 'alert.review') }
      expect(clockFaults(recordTypes, without)).toEqual([
        { key: 'alert.review', message: 'there is no rule for alert.review' },
      ])
    },
  )

  test.each<[string, string, Partial<Rule>, RegExp]>([
    [
      'by a party that the type has not',
      'task.due',
      { owes: 'receiver' },
      /owed by receiver, who is no party of a task: name one of owner/,
    ],
    ['by one whom a row may lack', 'task.due', { owes: 'assignee' }, /owed by assignee, whom a task may lack/],
    [
      'to a party that the type has not',
      'alert.review',
      { owedTo: 'case-lead' },
      /owed to case-lead, who is no party of an alert/,
    ],
  ])('a rule is refused under which a clock is owed %s', (_what, key, change, why) => {
    const { rules } = profileOf('int')
    const changed = { rules: rules.map((rule) => (rule.key === key ? { ...rule, ...change } : rule)) }
    expect(clockFaults(recordTypes, changed).map(({ message }) => message)).toEqual([expect.stringMatching(why)])
    expect(clockFaults(recordTypes, { rules })).toEqual([])
  })

  test('behind a compartment only the creator of a record can owe its clock: the lead of the case need not open it', () => {
    const sealed = recordType('charge', {
      plural: 'charges',
      area: 'prosecution.3',
      track: 'justice',
      dossier: 'case',
      compartment: 'C5',
      fields: {},
      parties: { owner: creator(), 'case-lead': dossierLead() },
      statuses: ['brought', 'decided'],
      final: ['decided'],
      covered: { brought: 'task.due' },
      create: { fields: [] },
      actions: { decide: { from: ['brought'], to: 'decided', may: by('owner', ['prosecutor']), closes: 'all' } },
      page: 'dossier',
      example: {},
    })
    const { rules } = profileOf('int')
    const owedBy = (owes: DutyHolder) => ({
      rules: rules.map((rule) => (rule.key === 'task.due' ? { ...rule, owes, ownDate: false } : rule)),
    })
    expect(clockFaults([sealed], owedBy('case-lead')).map(({ message }) => message)).toEqual([
      'task.due is owed by case-lead, who need not be able to open a charge: name one of owner',
    ])
    expect(clockFaults([sealed], owedBy('owner'))).toEqual([])
  })

  test.each([...shipped.keys()])('%s protects at least thirty days of reflection', (code) => {
    expect(warningsAbout(profileOf(code))).toEqual([])
  })

  test('what is general knowledge or our own choice never passes for verified', () => {
    const unverifiable = everyAppliedRule.filter(([, { mark }]) => mark === 'M' || mark === 'design')
    expect(unverifiable.length).toBeGreaterThan(20)
    for (const [name, { verifiedOn }] of unverifiable) expect(verifiedOn, name).toBeNull()
  })

  test('what was read in its source says when', () => {
    const read = everyAppliedRule.filter(([, { mark }]) => mark === 'V')
    expect(read.map(([name]) => name)).toContain('uk decision.presumed')
    for (const [name, { verifiedOn }] of read) expect(verifiedOn, name).toMatch(/^2026-/)
  })

  test('our own choices are never called statutory', () => {
    for (const [name, { mark, nature }] of everyAppliedRule)
      if (mark === 'design') expect(nature, name).not.toBe('statutory')
  })

  test('a limit of 24 hours warns at 12, 20 and 24 hours', () => {
    const ofADay = everyAppliedRule.filter(([, { limit }]) => limit.unit === 'hours' && limit.value === 24)
    expect(ofADay.length).toBeGreaterThan(3)
    for (const [name, { warnAt }] of ofADay) expect(warnAt, name).toEqual({ afterHours: [12, 20, 24] })
  })

  test('whoever can be late is told before, and somebody above hears of it', () => {
    for (const [name, { limit, warnAt, escalate }] of everyAppliedRule) {
      if (limit.kind === 'period' || limit.kind === 'notBefore') continue
      expect(Object.values(warnAt).flat().length, name).toBeGreaterThan(0)
      expect(escalate.length, name).toBeGreaterThan(0)
    }
  })

  test('no urgency and no child waits longer than an ordinary referral', () => {
    const hours = { minutes: 1 / 60, hours: 1, 'calendar-days': 24, 'working-days': 24, months: 700, years: 8760 }
    for (const code of shipped.keys()) {
      for (const key of [
        'referral.acknowledge',
        'referral.answer',
        'referral.query-reply',
        'referral.first-contact',
        'referral.resend',
      ]) {
        const length = (facts: object) => {
          const { limit } = ruleFor(profileOf(code), key, facts)
          return limit.value * hours[limit.unit]
        }
        const byUrgency = urgencies.map((urgency) => length({ urgency, child: false }))
        expect(byUrgency, `${code} ${key}`).toEqual(byUrgency.toSorted((a, b) => a - b))
        for (const urgency of urgencies)
          expect(length({ urgency, child: true })).toBeLessThanOrEqual(length({ urgency, child: false }))
      }
    }
  })
})

describe('the limits as they are written', () => {
  test.each([
    ['int', 'reflection', {}, '30 calendar-days period'],
    ['int', 'decision.presumed', {}, '5 working-days notAfter'],
    ['int', 'referral.acknowledge', { urgency: 'tonight' }, '30 minutes notAfter'],
    ['int', 'referral.acknowledge', { urgency: 'within-24-hours' }, '2 hours notAfter'],
    ['int', 'referral.acknowledge', {}, '24 hours notAfter'],
    ['int', 'referral.answer', { urgency: 'tonight' }, '2 hours notAfter'],
    ['int', 'referral.answer', { urgency: 'within-24-hours' }, '24 hours notAfter'],
    ['int', 'referral.answer', { urgency: 'soon' }, '3 working-days notAfter'],
    ['int', 'referral.answer', { urgency: 'routine' }, '5 working-days notAfter'],
    ['int', 'referral.answer', {}, '3 working-days notAfter'],
    ['int', 'child.guardian', { child: true }, '72 hours notAfter'],
    ['int', 'child.best-interests', { child: true }, '72 hours notAfter'],
    ['int', 'risk.review', { risk: 'extreme' }, '24 hours recurring'],
    ['int', 'risk.review', { risk: 'high' }, '72 hours recurring'],
    ['int', 'risk.review', { risk: 'medium' }, '14 calendar-days recurring'],
    ['int', 'risk.review', { risk: 'low' }, '30 calendar-days recurring'],
    ['int', 'case.review', {}, '30 calendar-days recurring'],
    ['int', 'referral.draft', {}, '28 calendar-days period'],
    ['uk', 'decision.presumed', {}, '5 working-days notAfter'],
    ['uk', 'reflection', {}, '30 calendar-days period'],
    ['uk', 'decision.not-before', {}, '30 calendar-days notBefore'],
    ['uk', 'decision.reconsideration', {}, '30 calendar-days period'],
    ['uk', 'decision.move-on', { outcome: 'positive' }, '45 calendar-days period'],
    ['uk', 'decision.move-on', { outcome: 'negative' }, '9 working-days period'],
    ['uk', 'support.first-contact', {}, '48 hours notAfter'],
    ['uk', 'referral.answer', { urgency: 'soon' }, '3 working-days notAfter'],
    ['ph', 'investigation.start', {}, '10 calendar-days notAfter'],
    ['ph', 'stay.continued', {}, '59 calendar-days period'],
    ['ph', 'prosecution.prescription', {}, '10 years period'],
    ['ph', 'prosecution.prescription', { child: true }, '20 years period'],
    ['ph', 'reflection', {}, '30 calendar-days period'],
  ])('%s %s %j: %s', (code, key, facts, limit) => {
    expect(limitOf(code, key, facts)).toBe(limit)
  })

  test('move-on support in the United Kingdom shows as not verified', () => {
    expect(ruleFor(profileOf('uk'), 'decision.move-on', { outcome: 'negative' })).toMatchObject({
      mark: 'M',
      verifiedOn: null,
    })
  })

  test('of the Philippine rules only what was read in its source passes for verified', () => {
    const ph = profileOf('ph')
    const own = ph.rules.filter(({ key }) => ph.terms[key] && /Republic Act/.test(key + ruleFor(ph, key).source))
    expect(own.map(({ key, mark, verifiedOn }) => [key, mark, verifiedOn])).toEqual([
      ['investigation.start', 'V', '2026-11-24'],
      ['stay.continued', 'M', null],
      ['prosecution.prescription', 'M', null],
    ])
    expect(ph.provisions.filter(({ verifiedOn }) => verifiedOn !== null).map(({ code }) => code)).toEqual([
      'interception',
      'qualified-trafficking',
    ])
  })

  test('nobody stops a clock, or gives it more time, on a word that could not be checked and passes for checked', () => {
    const parts = [...shipped.values()].flatMap(({ rules }) =>
      rules.flatMap(({ pause, extension }) => [pause, extension]),
    )
    const given = parts.filter((part) => part !== null)
    expect(given.length).toBeGreaterThan(10)
    for (const { mark, verifiedOn } of given) if (mark === 'M' || mark === 'design') expect(verifiedOn).toBeNull()
  })

  test('a clock that the profile does not know is an error, not a default', () => {
    expect(() => ruleFor(profileOf('uk'), 'referral.prayer')).toThrow('referral.prayer')
    expect(ruleFor(profileOf('uk'), 'referral.answer').key).toBe('referral.answer')
  })

  test('a condition about what is not known does not hold', () => {
    expect(limitOf('int', 'referral.acknowledge', { urgency: 'routine' })).toBe('24 hours notAfter')
    expect(limitOf('int', 'referral.acknowledge', { urgency: 'routine', child: false })).toBe('1 working-days notAfter')
  })

  test('some rule is found for every fact that can be known', () => {
    const facts = fc.record(
      {
        urgency: fc.constantFrom(...urgencies),
        child: fc.boolean(),
        outcome: fc.constantFrom('positive' as const, 'negative' as const),
        risk: fc.constantFrom('low' as const, 'medium' as const, 'high' as const, 'extreme' as const),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.constantFrom(...shipped.values()), facts, (profile, known) => {
        for (const { key } of profile.rules) expect(ruleFor(profile, key, known).key).toBe(key)
      }),
    )
  })
})

describe('a profile that extends another', () => {
  const files = new Map([int, uk].map((json) => [json.code, written(json)]))

  test('replaces the rules of the same key and inherits the others', () => {
    expect(ruleFor(profileOf('uk'), 'referral.answer')).toEqual(ruleFor(profileOf('int'), 'referral.answer'))
    expect(ruleFor(profileOf('uk'), 'decision.presumed').source).not.toBe(
      ruleFor(profileOf('int'), 'decision.presumed').source,
    )
    expect(profileOf('uk').rules.map(({ key }) => key)).toEqual(profileOf('int').rules.map(({ key }) => key))
    expect(profileOf('uk')).toMatchObject({ zone: 'Europe/London', calendar: { country: 'GB', state: 'ENG' } })
  })

  test('is refused where the other is not there, or is itself', () => {
    const orphan = written({ ...uk, extends: 'atlantis' })
    expect(() => resolveProfile(orphan, files)).toThrow('atlantis')
    const snake = written({ ...uk, extends: 'uk' })
    expect(() => resolveProfile(snake, new Map([['uk', snake]]))).toThrow('extends itself')
    expect(resolveProfile(written(uk), files).code).toBe('uk')
  })

  test('is refused where its draft life and the clock of a draft differ', () => {
    const draft = profileOf('int').rules.filter(({ key }) => key === 'referral.draft')
    const own = (draftLife: number) => written({ ...uk, draftLife, rules: draft })
    expect(() => resolveProfile(own(14), files)).toThrow('draftLife')
    expect(resolveProfile(own(28), files).draftLife).toBe(28)
  })
})

describe('a profile that an administrator got wrong is refused, with the reason', () => {
  const draft = profileOf('int').rules.find(({ key }) => key === 'referral.draft')
  const reflection = int.rules.find(({ key }) => key === 'reflection')
  const withRule = (change: object) => ({ ...int, rules: [{ ...draft, ...change }] })
  const messages = (json: object) => ProfileFile.safeParse(json).error?.issues.map(({ message }) => message) ?? []

  test.each([
    [
      'a verified general knowledge',
      withRule({ mark: 'M', verifiedOn: '2026-01-01' }),
      'no source that it could be verified against',
    ],
    [
      'an escalation after a period',
      withRule({ escalate: [{ at: 1, to: 'head' }] }),
      'nobody can be late with a period limit',
    ],
    [
      'hourly warnings of a limit in days',
      withRule({ warnAt: { afterHours: [12] } }),
      'warnings by the hour need a limit in hours',
    ],
    ['warnings that fall', withRule({ warnAt: [0.8, 0.5] }), 'must rise'],
    ['a zone that is none', { ...int, zone: 'Asia/Palermo' }, 'no IANA time zone'],
    ['the same key twice', { ...int, rules: [draft, draft] }, 'a key stands twice'],
    [
      'a variant without a condition',
      withRule({ variants: [{ when: {}, limit: draft?.limit }] }),
      'a variant without a condition',
    ],
    [
      'a variant with half a source',
      withRule({ variants: [{ when: { child: true }, limit: draft?.limit, mark: 'V' }] }),
      'source, mark and verifiedOn are given together',
    ],
  ])('%s', (_what, json, message) => {
    expect(messages(json)).toContain(message)
    expect(messages(int)).toEqual([])
  })

  test.each([
    [
      'an expression for a condition',
      withRule({ variants: [{ when: { expression: 'age < 18' }, limit: draft?.limit }] }),
    ],
    ['a limit of nothing', withRule({ limit: { value: 0, unit: 'hours', kind: 'notAfter' } })],
    ['half a day', withRule({ limit: { value: 0.5, unit: 'calendar-days', kind: 'notAfter' } })],
    ['an unknown unit', withRule({ limit: { value: 1, unit: 'weeks', kind: 'notAfter' } })],
    ['a week without a working day', { ...int, weekend: [1, 2, 3, 4, 5, 6, 7] }],
    ['an unknown field', { ...int, colour: 'blue' }],
  ])('%s', (_what, json) => {
    expect(ProfileFile.safeParse(json).success).toBe(false)
    expect(ProfileFile.safeParse(int).success).toBe(true)
  })

  test('a reflection period under thirty days is valid, and warned about', () => {
    const shorter = (value: number, unit: string) => {
      const rules = [{ ...reflection, limit: { value, unit, kind: 'period' } }]
      return warningsAbout(resolveProfile(written({ ...int, rules }), new Map()))
    }
    for (const found of [shorter(29, 'calendar-days'), shorter(1, 'months')]) {
      expect(found).toMatchObject([{ key: 'reflection', least: { value: 30, unit: 'calendar-days' } }])
      expect(found[0]?.source).toContain('CETS 197')
    }
    expect(shorter(30, 'calendar-days')).toEqual([])
    expect(shorter(45, 'calendar-days')).toEqual([])
  })
})
