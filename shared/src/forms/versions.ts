import { z } from 'zod'
import type { Service } from '../codes/services.ts'
import { Locale as LanguageTag } from '../zone.ts'
import { type Form, FormShape } from './contract.ts'
import { SoundForm } from './sound.ts'

/** The part of BCP 47 that forms need: a language, with a script or region where necessary. */
export const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/)

const Key = z.string().max(200)
/** The texts by language, then by the key in the form. */
export const FormWords = z.record(Locale, z.record(Key, z.string().max(2000)))
export type FormWords = z.infer<typeof FormWords>

export const formStandings = ['draft', 'published', 'withdrawn'] as const
export const FormStanding = z.enum(formStandings)
export type FormStanding = z.infer<typeof FormStanding>

/** A form that can be started now, with the fields that a list shows. */
export const OfferedForm = z.object({
  id: z.string(),
  version: z.int(),
  titleKey: z.string().nullable(),
  hintKey: z.string().nullable(),
  questions: z.int(),
  locales: z.array(z.string()),
  words: FormWords,
})
export type OfferedForm = z.infer<typeof OfferedForm>
export const OfferedForms = z.object({ items: z.array(OfferedForm) })
export type OfferedForms = z.infer<typeof OfferedForms>

/** A complete version of a form. */
export const FormVersion = z.object({
  form: FormShape,
  words: FormWords,
  standing: FormStanding,
  /**
   * Whether the version can be started in this task force: its profile is in force and the version was not withdrawn.
   */
  offered: z.boolean(),
  /** The newest version that can be started instead of this version; null if there is none. */
  newest: z.int().nullable(),
  revision: z.int(),
  changedAt: z.iso.datetime().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
})
export type FormVersion = z.infer<typeof FormVersion>

/** The id of a form in URLs and requests. It differs from the title of the form. */
export const FormId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
export const FormVersionNumber = z.int().positive().max(2_147_483_647)

/** The version to read; by default the newest version that can be started in this task force. */
export const FormQuery = z.strictObject({ version: z.coerce.number().pipe(FormVersionNumber).optional() })

/** A form version in the administrator's list, with its state and the number of drafts that use it. */
export const FormLine = z.object({
  id: z.string(),
  version: z.int(),
  standing: FormStanding,
  shipped: z.boolean(),
  offered: z.boolean(),
  titleKey: z.string().nullable(),
  words: FormWords,
  questions: z.int(),
  /** The number of translated texts, by language. */
  translated: z.record(z.string(), z.int()),
  named: z.int(),
  drafts: z.int(),
  revision: z.int(),
  changedAt: z.iso.datetime().nullable(),
})
export type FormLine = z.infer<typeof FormLine>
export const FormLines = z.object({ items: z.array(FormLine) })
export type FormLines = z.infer<typeof FormLines>

const change = z.object({ version: FormVersionNumber, revision: z.int().nonnegative() })

/** Matches characters that PostgreSQL cannot store: U+0000, and unpaired surrogates. */
const unkeepable = /\0|\p{Cs}/u
const keepable = (value: unknown): boolean => {
  if (typeof value === 'string') return !unkeepable.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, part]) => keepable(key) && keepable(part))
}
const holdsNoRuins = 'holds a character that cannot be kept'
const Said = z.record(Key, z.string().max(2000)).refine(keepable, holdsNoRuins)

/**
 * Saves an unpublished version; with `revision` 0 the version is new. A form that could loop is refused. `words` are
 * the texts in the form's own language, `translations` those in other languages; languages that are not sent stay
 * unchanged.
 */
export const SaveForm = z.strictObject({
  ...change.shape,
  form: SoundForm.refine(keepable, holdsNoRuins),
  words: Said,
  translations: z.record(Locale, Said).optional(),
})
export type SaveForm = z.infer<typeof SaveForm>

/** All texts of one language. A blank text is removed. */
export const SaveWords = z.strictObject({ ...change.shape, locale: Locale, words: Said })
export type SaveWords = z.infer<typeof SaveWords>

export const ActOnForm = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('publish'), ...change.shape }),
  z.strictObject({ action: z.literal('withdraw'), ...change.shape }),
  z.strictObject({ action: z.literal('restore'), ...change.shape }),
  z.strictObject({ action: z.literal('discard'), ...change.shape }),
])
export type ActOnForm = z.infer<typeof ActOnForm>

/** The telephone number of an agency, for a person who fills in the form on paper. */
export interface DutyNumber {
  agency: string
  region: string
  phone: string
  alwaysOpen: boolean
  placementDesk: boolean
  services: Service[]
}

/** The query of a printed form: its format, and the language of its questions. */
const sheet = z.strictObject({ as: z.enum(['pdf', 'html']).default('pdf'), lang: LanguageTag.default('en') })
export const ReportQuery = sheet
export const BlankQuery = sheet.extend({ version: z.coerce.number().pipe(FormVersionNumber).optional() })

/** Whether a task force under this profile uses the form. A form that names no profile is used by all. */
export const usedBy = ({ profiles }: Pick<Form, 'profiles'>, profile: string): boolean =>
  profiles.length === 0 || profiles.includes(profile)
