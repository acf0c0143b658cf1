import { z } from 'zod'
import { Sector } from '../actor.ts'
import { Urgency } from '../codes/urgency.ts'
import { compartments } from '../compartments.ts'
import { LimitKind, Mark, Nature, PauseReason } from './contract.ts'

/** A deadline's name, the same in every jurisdiction (`referral.answer`); workflows open and close deadlines by it. */
export const ClockKey = z
  .string()
  .max(60)
  .regex(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/)

/**
 * Parties that can owe a step, as relations to the row; resolved to an agency when the deadline starts, and moved with
 * the party. If a record does not have this party yet (no support provider chosen), the case lead owes it: a deadline
 * without an owner would leave a person waiting unseen.
 */
export const dutyHolders = [
  'sender',
  'receiver',
  'case-lead',
  'assignee',
  'author',
  'owner',
  'approver',
  'decision-body',
  'support-provider',
  'child-protection',
  'investigating-body',
  'immigration-body',
] as const
export const DutyHolder = z.enum(dutyHolders)
export type DutyHolder = z.infer<typeof DutyHolder>

/** The party that waits; `person`: the presumed victim, so that no agency is notified. */
export const OwedTo = z.enum([...dutyHolders, 'person'])
export type OwedTo = z.infer<typeof OwedTo>

export const limitUnits = ['minutes', 'hours', 'calendar-days', 'working-days', 'months', 'years'] as const

export const Limit = z.strictObject({ value: z.int().min(1).max(5000), unit: z.enum(limitUnits), kind: LimitKind })
export type Limit = z.infer<typeof Limit>

/**
 * Before the due time: fractions of the limit (1 is the due time itself), hours after the start, or days before the
 * end.
 */
const WarnAt = z.union([
  z.array(z.number().gt(0).lte(1)).refine(ascending, 'must rise'),
  z.strictObject({ afterHours: z.array(z.number().positive()).refine(ascending, 'must rise') }),
  z.strictObject({ daysBefore: z.array(z.int().positive()) }),
])

/** After the due time: `+15min`, `+4h`, `+1d` (a day later at the same local time). */
export const Offset = z.string().regex(/^\+[1-9]\d{0,3}(min|h|d)$/)

export const escalationRoles = ['supervisor', 'head', 'lead'] as const
const Escalation = z.strictObject({ at: z.number().positive().max(10), to: z.enum(escalationRoles) })

/**
 * The result of an unanswered deadline: a draft expires; a referral returns to its sender as a task. `at`: multiples of
 * the limit.
 */
const Expiry = z.strictObject({ at: z.number().min(1).max(10), into: z.enum(['lapse', 'return']) })

/** The legal effect of the running or ended limit, as a catalogue key. */
export const Effect = z.enum([
  'removal-suspended',
  'decision-barred',
  'request-barred',
  'prosecution-barred',
  'support-guaranteed',
])
export type Effect = z.infer<typeof Effect>

const cited = { source: z.string().min(1).max(400), mark: Mark, verifiedOn: z.iso.date().nullable() }

const Span = z.strictObject({ value: z.int().min(1).max(5000), unit: z.enum(limitUnits) })

/** Reasons for which a deadline may be paused, and the maximum length: a pause ends by itself, and can be repeated. */
const Pausing = z.strictObject({ reasons: z.array(PauseReason).min(1), most: Span, ...cited })
export type Pausing = z.infer<typeof Pausing>

/** Extensions: which of the two parties may grant them, how much at a time, and how often. */
const Extending = z.strictObject({
  by: z.enum(['owes', 'owed']),
  functions: z.array(z.enum(['supervisor', 'head'])).min(1),
  most: Span,
  times: z.int().min(1).max(50),
  ...cited,
})
export type Extending = z.infer<typeof Extending>

const provisions = {
  limit: Limit,
  warnAt: WarnAt,
  overdueAt: z.array(Offset),
  escalate: z.array(Escalation).refine((list) => list.every(({ at }, i) => at >= (list[i - 1]?.at ?? 0)), 'must rise'),
  expires: Expiry.nullable(),
  nature: Nature,
  effect: Effect.nullable(),
  ...cited,
}

/** The closed set of conditions: all given ones must hold, and a condition about an unknown fact does not hold. */
export const Conditions = z
  .strictObject({
    urgency: z.array(Urgency).min(1).exactOptional(),
    /** Under 18, or the age uncertain or disputed. */
    child: z.boolean().exactOptional(),
    outcome: z
      .array(z.enum(['positive', 'negative']))
      .min(1)
      .exactOptional(),
    risk: z
      .array(z.enum(['low', 'medium', 'high', 'extreme']))
      .min(1)
      .exactOptional(),
  })
  .refine((when) => Object.keys(when).length > 0, 'a variant without a condition')
export type Conditions = z.infer<typeof Conditions>

/** Replaces the given fields of its rule; of several matching variants the first applies. */
const Variant = z
  .strictObject({
    when: Conditions,
    limit: Limit,
    warnAt: provisions.warnAt.exactOptional(),
    overdueAt: provisions.overdueAt.exactOptional(),
    escalate: provisions.escalate.exactOptional(),
    expires: provisions.expires.exactOptional(),
    nature: provisions.nature.exactOptional(),
    effect: provisions.effect.exactOptional(),
    source: cited.source.exactOptional(),
    mark: cited.mark.exactOptional(),
    verifiedOn: cited.verifiedOn.exactOptional(),
  })
  .refine(
    ({ source, mark, verifiedOn }) => new Set([source, mark, verifiedOn].map((part) => part === undefined)).size === 1,
    'source, mark and verifiedOn are given together',
  )

export const Rule = z
  .strictObject({
    key: ClockKey,
    owes: DutyHolder,
    owedTo: OwedTo.nullable(),
    /** Set by default rules for a clock that its record type declares with `dueOn`, which alone decides. */
    ownDate: z.boolean().default(false),
    /**
     * `act`: it begins with the action itself, whose time is known. `stated`: on a day stated by a user, who may be
     * wrong and may correct it.
     */
    begins: z.enum(['act', 'stated']).default('act'),
    pause: Pausing.nullable().default(null),
    extension: Extending.nullable().default(null),
    ...provisions,
    variants: z.array(Variant).default([]),
  })
  .superRefine((rule, context) => {
    for (const appliedRule of appliedRulesOf(rule))
      for (const message of faultsOf(appliedRule)) context.addIssue(message)
    for (const part of [rule.pause, rule.extension]) {
      if (part && isUnverifiable(part)) context.addIssue('no source that it could be verified against')
    }
  })
export type Rule = z.infer<typeof Rule>

/** A rule with its variant applied, as it holds for one deadline. `variant` 0 is the rule without conditions. */
export type AppliedRule = Omit<Rule, 'variants'> & { variant: number }

/** All variants of a rule: the one without conditions first. */
export const appliedRulesOf = ({ variants, ...base }: Rule): AppliedRule[] => [
  { ...base, variant: 0 },
  ...variants.map(({ when: _, ...changed }, at) => ({ ...base, ...changed, variant: at + 1 })),
]

const isUnverifiable = ({ mark, verifiedOn }: { mark: Mark; verifiedOn: string | null }) =>
  (mark === 'M' || mark === 'design') && verifiedOn !== null

const faultsOf = (appliedRule: AppliedRule): string[] => {
  const { limit, warnAt, overdueAt, escalate, expires, ownDate, pause, extension } = appliedRule
  const unowed = limit.kind === 'period' || limit.kind === 'notBefore'
  const faults: [boolean, string][] = [
    [isUnverifiable(appliedRule), 'no source that it could be verified against'],
    [ownDate && (pause !== null || extension !== null), 'a date of its own is changed there, not here'],
    [limit.kind === 'recurring' && extension !== null, 'what recurs is done, not extended'],
    [unowed && overdueAt.length + escalate.length > 0, `nobody can be late with a ${limit.kind} limit`],
    [limit.kind === 'notBefore' && expires !== null, 'a notBefore limit opens, it does not expire'],
    [
      'afterHours' in warnAt && !['hours', 'minutes'].includes(limit.unit),
      'warnings by the hour need a limit in hours',
    ],
  ]
  return faults.filter(([wrong]) => wrong).map(([, message]) => message)
}

/** Agencies that must report by law, shown before a first interview. Texts by key. */
const Reporting = z.strictObject({
  duty: z.enum(['child-to-child-protection', 'adult-only-by-consent-or-vital-interest', 'duty-to-notify']),
  ...cited,
})

/** Further provisions of law that no deadline can count: as text, each with its source. */
const Provision = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  says: z.string().min(1).max(400),
  ...cited,
})

/** Access by the event that gave it, or by compartment: it lasts for the shorter of the two. */
export const accessParts = ['acceptance', 'handover', ...compartments] as const
const AccessLimit = z.strictObject({ for: z.enum(accessParts), days: z.int().min(1).max(730), ...cited })
const access = z
  .array(AccessLimit)
  .refine((list) => accessParts.every((part) => list.filter((one) => one.for === part).length === 1), 'each once')

const DecisionBody = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]*$/),
  name: z.string().min(1).max(120),
  decides: z.array(z.enum(['presumed', 'formal'])).min(1),
  /** Sectors whose agencies act as this decision body. */
  sectors: z.array(Sector).min(1),
})

/** The common emergency number of police, fire and ambulance in this jurisdiction. */
const Emergency = z.strictObject({ number: z.string().regex(/^\d{2,6}$/), ...cited })

const head = {
  code: z.string().regex(/^[a-z]{2,8}$/),
  name: z.string().min(1).max(120),
  /** Year, month and a two-digit number, so that later versions are greater as text. */
  version: z.string().regex(/^\d{4}-\d{2}(\.\d{2})?$/),
  zone: z.string().refine(isZone, 'no IANA time zone'),
  /** The calendar of public holidays; null if the task force must name its country itself. */
  calendar: z
    .strictObject({
      country: z.string().regex(/^[A-Z]{2}$/),
      state: z
        .string()
        .regex(/^[A-Z0-9]{1,3}$/)
        .exactOptional(),
    })
    .nullable(),
  /** ISO weekdays of the weekend: Monday 1 … Sunday 7. */
  weekend: z.array(z.int().min(1).max(7)).max(6),
  /** Calendar days after which an untouched draft expires. */
  draftLife: z.int().min(1).max(365),
  decisionBodies: z.array(DecisionBody).min(1),
  reporting: z.array(Reporting),
  provisions: z.array(Provision).default([]),
  /** Null if no number is known, which pages then say. */
  emergency: Emergency.nullable().default(null),
  /** The jurisdiction's own names of steps, by deadline key. */
  terms: z.record(ClockKey, z.string().max(120)),
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)).min(1),
  currencies: z.array(z.string().regex(/^[A-Z]{3}$/)),
}

const rules = z
  .array(Rule)
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'a key stands twice')

/** A profile as written and shipped; with `extends` it contains only the rules and access limits that differ. */
export const ProfileFile = z.strictObject({
  ...head,
  access: access.exactOptional(),
  extends: head.code.nullable(),
  rules,
})
export type ProfileFile = z.infer<typeof ProfileFile>

/** A profile with all its rules, by which one task force works. */
export const Profile = z.strictObject({ ...head, access, rules }).superRefine(({ draftLife, rules }, context) => {
  const draft = rules.find(({ key }) => key === 'referral.draft')?.limit
  if (draft && (draft.unit !== 'calendar-days' || draft.value !== draftLife)) {
    context.addIssue('draftLife and the limit of referral.draft differ')
  }
})
export type Profile = z.infer<typeof Profile>

function ascending(list: readonly number[]): boolean {
  return list.every((at, i) => at > (list[i - 1] ?? 0))
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
