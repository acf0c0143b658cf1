import { z } from 'zod'
import { codeListNames } from '../codes/lists.ts'
import { Compartment } from '../compartments.ts'
import { StandIn } from './answers.ts'
import { Condition } from './conditions.ts'
import { patternNames } from './patterns.ts'
import { MapTarget } from './targets.ts'

export const fieldKinds = [
  'text',
  'long-text',
  'choice',
  'choices',
  'yes-no-unsure',
  'five-valued',
  'date',
  'year',
  'number',
  'phone',
  'email',
  'country',
  'nationality',
  'language',
  'agency',
  'tick',
] as const
export const FieldKind = z.enum(fieldKinds)
export type FieldKind = z.infer<typeof FieldKind>

const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80)
const Key = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  .max(160)

/**
 * What may be chosen: a code list by name; proper names, which are the same in every language; or codes with the keys of
 * their labels. `means`: the code of the column's own list that the answer stands for, where the form has another.
 */
export const Options = z.union([
  z.strictObject({ list: z.enum(codeListNames) }),
  z.strictObject({ names: z.array(z.strictObject({ code: Slug, name: z.string().min(1).max(200) })).min(1) }),
  z.array(z.strictObject({ code: Slug, labelKey: Key, means: Slug.optional() })).min(1),
])
export type Options = z.infer<typeof Options>

/** Lengths in characters, numbers as counted, dates as `YYYY-MM-DD`. */
export const Limits = z.strictObject({
  maxLength: z.int().min(1).max(15_000).optional(),
  pattern: z.enum(patternNames).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  notFuture: z.boolean().optional(),
  notBefore: z.iso.date().optional(),
})
export type Limits = z.infer<typeof Limits>

/** One question. `compartment` says in which compartment the answer lives, `mapsTo` which typed column it also fills. */
export const Field = z.strictObject({
  id: Slug,
  kind: FieldKind,
  labelKey: Key,
  hintKey: Key.optional(),
  options: Options.optional(),
  /** Codes that cannot be ticked together with others ("nothing known"). */
  alone: z.array(Slug).default([]),
  required: z.boolean().default(false),
  /** A free account of what happened: always accepts "not asked now". */
  story: z.boolean().default(false),
  alsoTakes: z.array(StandIn).default([]),
  compartment: Compartment,
  mapsTo: MapTarget.optional(),
  /** For a tick that is one of several on the same column: the code of that column's list which it stands for. */
  means: Slug.optional(),
  limits: Limits.default({}),
  when: Condition.optional(),
  /** Answered in view of these: asked anew when one of them changes, even where the question itself stays. */
  asksAnewAfter: z.array(Slug).default([]),
  /** A repetition of a question, shown once the previous one is answered: the second town, the third. */
  oneMoreAfter: Slug.optional(),
})
export type Field = z.infer<typeof Field>

/**
 * How a form may stop before its last step: `count-only` keeps no record, `incomplete` waits for the question to be asked,
 * `notify` sends a notice without a person. `hintKey` says in the form's own words why it stops there.
 */
export const Ending = z.strictObject({
  when: Condition,
  outcome: z.enum(['count-only', 'incomplete', 'notify']),
  hintKey: Key.optional(),
})
export type Ending = z.infer<typeof Ending>

/** Pages around the questions that every form has, drawn by the product: where it opens, one's drafts, the check, the end. */
export const stepPages = ['opening', 'drafts', 'check', 'sent'] as const

/**
 * One screen on a phone. Without a visible field it is passed over; without any it names the page that stands there.
 * A field may stand on a second step that is never asked together with the first.
 */
export const Step = z.strictObject({
  id: Slug,
  titleKey: Key,
  hintKey: Key.optional(),
  page: z.enum(stepPages).optional(),
  when: Condition.optional(),
  fields: z.array(Field).default([]),
  /** Of these ticks one must be set. */
  atLeastOne: z.array(Slug).default([]),
  ends: z.array(Ending).default([]),
})
export type Step = z.infer<typeof Step>

/** Where a form was taken from, and under which terms; shown with it and printed on it. */
const Origin = z.strictObject({
  name: z.string().min(1).max(200),
  address: z.url(),
  licence: z.string().min(1).max(300),
})

export const FormShape = z.strictObject({
  id: Slug,
  version: z.int().positive(),
  /** Jurisdiction profiles that use it; none named means all. */
  profiles: z.array(Slug).default([]),
  purpose: z.enum(['referral', 'screening', 'assessment', 'report']),
  titleKey: Key.optional(),
  hintKey: Key.optional(),
  /** What a referral made with it asks for, where no question of the form says so. */
  kind: z.enum(['lead', 'service']).optional(),
  source: Origin.optional(),
  /** Asked in earlier versions, or in the form it was taken from, and no longer: listed so that their names are not reused. */
  retired: z.strictObject({ steps: z.array(Slug), fields: z.array(Slug) }).default({ steps: [], fields: [] }),
  steps: z.array(Step).min(1),
})

export type Form = z.infer<typeof FormShape>

/** What an author writes: defaults left out. */
export type FormSource = z.input<typeof FormShape>
