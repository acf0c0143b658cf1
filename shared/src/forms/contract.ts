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
 * The choices: a code list by name; proper names, which are the same in every language; or codes with the keys of their
 * labels. `means`: the code of the column's own list for which the answer stands, if the form has another.
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

/** One question. `compartment` is the compartment of its answer, `mapsTo` the typed column that it also fills. */
export const Field = z.strictObject({
  id: Slug,
  kind: FieldKind,
  labelKey: Key,
  hintKey: Key.optional(),
  options: Options.optional(),
  /** Codes that cannot be selected together with others ("nothing known"). */
  alone: z.array(Slug).default([]),
  required: z.boolean().default(false),
  /** A free account of what happened: always accepts "not asked now". */
  story: z.boolean().default(false),
  alsoTakes: z.array(StandIn).default([]),
  compartment: Compartment,
  mapsTo: MapTarget.optional(),
  /** For a tick box that is one of several on the same column: the code of that column's list for which it stands. */
  means: Slug.optional(),
  limits: Limits.default({}),
  when: Condition.optional(),
  /** The answer depends on these: it is asked again when one of them changes, even if the question stays visible. */
  asksAnewAfter: z.array(Slug).default([]),
  /** A repetition of a question, shown once the previous one is answered: the second town, the third. */
  oneMoreAfter: Slug.optional(),
})
export type Field = z.infer<typeof Field>

/**
 * How a form may stop before its last step: `count-only` stores no record, `incomplete` waits until the question can be
 * asked, `notify` sends a notification without a person. `hintKey`: the form's own explanation of why it stops.
 */
export const Ending = z.strictObject({
  when: Condition,
  outcome: z.enum(['count-only', 'incomplete', 'notify']),
  hintKey: Key.optional(),
})
export type Ending = z.infer<typeof Ending>

/** Pages that every form has besides its questions, drawn by the product: start, drafts, check, end. */
export const stepPages = ['opening', 'drafts', 'check', 'sent'] as const

/**
 * One screen on a phone. A step without a visible field is skipped; one without any field names a page of the product.
 * A field may appear on a second step that is never shown together with the first.
 */
export const Step = z.strictObject({
  id: Slug,
  titleKey: Key,
  hintKey: Key.optional(),
  page: z.enum(stepPages).optional(),
  when: Condition.optional(),
  fields: z.array(Field).default([]),
  /** At least one of these tick boxes must be set. */
  atLeastOne: z.array(Slug).default([]),
  ends: z.array(Ending).default([]),
})
export type Step = z.infer<typeof Step>

/** The source of a form and its licence; shown with it and printed on it. */
const Origin = z.strictObject({
  name: z.string().min(1).max(200),
  address: z.url(),
  licence: z.string().min(1).max(300),
})

export const FormShape = z.strictObject({
  id: Slug,
  version: z.int().positive(),
  /** Jurisdiction profiles that use it; empty means all. */
  profiles: z.array(Slug).default([]),
  purpose: z.enum(['referral', 'screening', 'assessment', 'report']),
  titleKey: Key.optional(),
  hintKey: Key.optional(),
  /** The kind of referrals made with it, if no question of the form asks. */
  kind: z.enum(['lead', 'service']).optional(),
  source: Origin.optional(),
  /**
   * Names from earlier versions, or from the form's source, that are no longer asked: listed so that they are not
   * reused.
   */
  retired: z.strictObject({ steps: z.array(Slug), fields: z.array(Slug) }).default({ steps: [], fields: [] }),
  steps: z.array(Step).min(1),
})

export type Form = z.infer<typeof FormShape>

/** A form as written by its author, with defaults omitted. */
export type FormSource = z.input<typeof FormShape>
