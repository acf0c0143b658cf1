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
 * The choices of a question: a code list by its name; proper names, which are the same in every language; or codes with
 * the keys of their labels. `means`: the code in the list of the column that this choice stands for, if the form uses
 * another code.
 */
export const Options = z.union([
  z.strictObject({ list: z.enum(codeListNames) }),
  z.strictObject({ names: z.array(z.strictObject({ code: Slug, name: z.string().min(1).max(200) })).min(1) }),
  z.array(z.strictObject({ code: Slug, labelKey: Key, means: Slug.optional() })).min(1),
])
export type Options = z.infer<typeof Options>

/** The limits of an answer: lengths in characters, numbers as entered, dates as `YYYY-MM-DD`. */
export const Limits = z.strictObject({
  maxLength: z.int().min(1).max(15_000).optional(),
  pattern: z.enum(patternNames).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  notFuture: z.boolean().optional(),
  notBefore: z.iso.date().optional(),
})
export type Limits = z.infer<typeof Limits>

/**
 * One question. `compartment` is where the answer is stored; `mapsTo` is the typed column that the answer also fills.
 */
export const Field = z.strictObject({
  id: Slug,
  kind: FieldKind,
  labelKey: Key,
  hintKey: Key.optional(),
  options: Options.optional(),
  /** Codes that cannot be selected together with other codes, such as "nothing known". */
  alone: z.array(Slug).default([]),
  required: z.boolean().default(false),
  /** Whether the question asks for a free account of what happened. Such a question always accepts "not asked now". */
  story: z.boolean().default(false),
  alsoTakes: z.array(StandIn).default([]),
  compartment: Compartment,
  mapsTo: MapTarget.optional(),
  /**
   * For one of several tick boxes that fill the same column: the code in the column's list that this box stands for.
   */
  means: Slug.optional(),
  limits: Limits.default({}),
  when: Condition.optional(),
  /**
   * The questions on which this question depends: if the answer to one of them changes, this question is asked again,
   * even if it stays visible.
   */
  asksAnewAfter: z.array(Slug).default([]),
  /**
   * The question that this question repeats, such as for a second or third town. It is shown after that question was
   * answered.
   */
  oneMoreAfter: Slug.optional(),
})
export type Field = z.infer<typeof Field>

/**
 * How a form may end before its last step. `count-only`: no record is stored. `incomplete`: the form waits until the
 * question can be asked. `notify`: an alert, which names no person, is sent. `hintKey`: the explanation that the form
 * gives for its end.
 */
export const Ending = z.strictObject({
  when: Condition,
  outcome: z.enum(['count-only', 'incomplete', 'notify']),
  hintKey: Key.optional(),
})
export type Ending = z.infer<typeof Ending>

/** The pages that every form has besides its questions. The product itself draws these pages. */
export const stepPages = ['opening', 'drafts', 'check', 'sent'] as const

/**
 * One screen on a phone. A step whose fields are all hidden is skipped; a step without any field stands for a page of
 * the product. A field may appear on two steps that are never shown together.
 */
export const Step = z.strictObject({
  id: Slug,
  titleKey: Key,
  hintKey: Key.optional(),
  page: z.enum(stepPages).optional(),
  when: Condition.optional(),
  fields: z.array(Field).default([]),
  /** Tick boxes of which at least one must be set. */
  atLeastOne: z.array(Slug).default([]),
  ends: z.array(Ending).default([]),
})
export type Step = z.infer<typeof Step>

/** The source of a form and its licence, shown with the form and printed on it. */
const Origin = z.strictObject({
  name: z.string().min(1).max(200),
  address: z.url(),
  licence: z.string().min(1).max(300),
})

export const FormShape = z.strictObject({
  id: Slug,
  version: z.int().positive(),
  /** The jurisdiction profiles that use the form; empty means all profiles. */
  profiles: z.array(Slug).default([]),
  purpose: z.enum(['referral', 'screening', 'assessment', 'report']),
  titleKey: Key.optional(),
  hintKey: Key.optional(),
  /** The kind of referral that the form makes, unless a question of the form asks for the kind. */
  kind: z.enum(['lead', 'service']).optional(),
  source: Origin.optional(),
  /**
   * The names of steps and fields that an earlier version or the form's source used. No new question may have such a
   * name.
   */
  retired: z.strictObject({ steps: z.array(Slug), fields: z.array(Slug) }).default({ steps: [], fields: [] }),
  steps: z.array(Step).min(1),
})

export type Form = z.infer<typeof FormShape>

/** A form as its author writes it: fields with defaults may be left out. */
export type FormSource = z.input<typeof FormShape>
