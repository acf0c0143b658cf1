import { z } from 'zod'
import { Sector } from '../actor.ts'
import { Urgency } from '../codes/urgency.ts'
import { compartments } from '../compartments.ts'
import { LimitKind, Mark, Nature, PauseReason } from './contract.ts'

/**
 * The name of a deadline, the same in every jurisdiction (`referral.answer`). Workflows open and close deadlines by
 * this name.
 */
export const ClockKey = z
  .string()
  .max(60)
  .regex(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/)

/**
 * The parties that can owe a step, as relations to the row. The party is resolved to an agency when the deadline
 * starts, and the deadline moves with the party. If a record does not have the party yet (no support provider chosen),
 * the case lead owes the deadline, since without an owner a person would wait unnoticed.
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

/** The party that waits for the step. `person`: the presumed victim, so that no agency is notified. */
export const OwedTo = z.enum([...dutyHolders, 'person'])
export type OwedTo = z.infer<typeof OwedTo>

export const limitUnits = ['minutes', 'hours', 'calendar-days', 'working-days', 'months', 'years'] as const

export const Limit = z.strictObject({ value: z.int().min(1).max(5000), unit: z.enum(limitUnits), kind: LimitKind })
export type Limit = z.infer<typeof Limit>

/**
 * The times of reminders before the due time: fractions of the limit (1 is the due time), hours after the start, or
 * days before the end.
 */
const WarnAt = z.union([
  z.array(z.number().gt(0).lte(1)).refine(ascending, 'must rise'),
  z.strictObject({ afterHours: z.array(z.number().positive()).refine(ascending, 'must rise') }),
  z.strictObject({ daysBefore: z.array(z.int().positive()) }),
])

/** The time of a reminder after the due time: `+15min`, `+4h`, or `+1d` (a day later at the same local time). */
export const Offset = z.string().regex(/^\+[1-9]\d{0,3}(min|h|d)$/)

export const escalationRoles = ['supervisor', 'head', 'lead'] as const
const Escalation = z.strictObject({ at: z.number().positive().max(10), to: z.enum(escalationRoles) })

/**
 * What happens to an unanswered deadline. `lapse`: a draft expires. `return`: a referral returns to its sender as a
 * task. `at`: the time, in multiples of the limit.
 */
const Expiry = z.strictObject({ at: z.number().min(1).max(10), into: z.enum(['lapse', 'return']) })

/** The legal effect of a running or ended limit, as a catalogue key. */
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

/**
 * The reasons for which a deadline may be paused, and the longest pause. A pause ends at a time set in advance, and a
 * deadline can be paused again.
 */
const Pausing = z.strictObject({ reasons: z.array(PauseReason).min(1), most: Span, ...cited })
export type Pausing = z.infer<typeof Pausing>

/** The party that may extend a deadline, by how much at a time, and how often. */
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

/**
 * All possible conditions of a rule. A rule applies if all stated conditions hold; a condition about an unknown fact
 * does not hold.
 */
export const Conditions = z
  .strictObject({
    urgency: z.array(Urgency).min(1).exactOptional(),
    /** Whether the person is under 18, or the age is uncertain or disputed. */
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

/** The fields of a rule that are replaced if the conditions hold. Of several matching variants the first applies. */
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
    /**
     * Whether only the date of the row decides when the deadline is due. Set only by default rules of a deadline whose
     * record type declares `dueOn`.
     */
    ownDate: z.boolean().default(false),
    /**
     * When the deadline begins. `act`: with the action itself, whose time is known. `stated`: on a day that a user
     * states and may have to correct.
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

/** Returns all variants of a rule; the first is the one without conditions. */
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

/** The agencies to which the law requires a report, shown before a first interview. The texts are catalogue keys. */
const Reporting = z.strictObject({
  duty: z.enum(['child-to-child-protection', 'adult-only-by-consent-or-vital-interest', 'duty-to-notify']),
  ...cited,
})

/** A further legal provision that cannot be expressed as a deadline: a text with its source. */
const Provision = z.strictObject({
  code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  says: z.string().min(1).max(400),
  ...cited,
})

/**
 * The limits of access, by the event that gave the access or by compartment. Access lasts for the shorter of the two.
 */
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
  /**
   * The number of the version: year, month and if needed a two-digit number, so that a later version sorts after an
   * earlier version as text.
   */
  version: z.string().regex(/^\d{4}-\d{2}(\.\d{2})?$/),
  zone: z.string().refine(isZone, 'no IANA time zone'),
  /** The calendar of public holidays; null if the task force has to name its country. */
  calendar: z
    .strictObject({
      country: z.string().regex(/^[A-Z]{2}$/),
      state: z
        .string()
        .regex(/^[A-Z0-9]{1,3}$/)
        .exactOptional(),
    })
    .nullable(),
  /** The ISO weekdays of the weekend: Monday 1 … Sunday 7. */
  weekend: z.array(z.int().min(1).max(7)).max(6),
  /** The number of calendar days after which an untouched draft expires. */
  draftLife: z.int().min(1).max(365),
  decisionBodies: z.array(DecisionBody).min(1),
  reporting: z.array(Reporting),
  provisions: z.array(Provision).default([]),
  /** The emergency number; null if no number is known, which pages then state. */
  emergency: Emergency.nullable().default(null),
  /** The jurisdiction's own names of steps, by deadline key. */
  terms: z.record(ClockKey, z.string().max(120)),
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)).min(1),
  currencies: z.array(z.string().regex(/^[A-Z]{3}$/)),
}

const rules = z
  .array(Rule)
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'a key stands twice')

/**
 * A profile as its file states it. A file with `extends` contains only the rules and access limits that differ from the
 * parent profile.
 */
export const ProfileFile = z.strictObject({
  ...head,
  access: access.exactOptional(),
  extends: head.code.nullable(),
  rules,
})
export type ProfileFile = z.infer<typeof ProfileFile>

/** A profile with all its rules, in the form in which a task force uses it. */
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
