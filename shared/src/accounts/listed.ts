import { z } from 'zod'
import { StaffFunction } from '../actor.ts'
import { freeText } from '../compartments.ts'
import { PhoneText } from '../phone.ts'
import { Locale, Zone } from '../zone.ts'

/** The columns of an imported list of people. The last three may be missing or empty. */
export const listedColumns = {
  required: ['name', 'email', 'agency', 'function'],
  optional: ['phone', 'locale', 'zone'],
} as const

/**
 * Reads a cell, without the apostrophe that spreadsheets, and files written by this product, put before a plus sign.
 */
const cell = <T extends z.ZodType>(shape: T) =>
  z.preprocess((text) => String(text ?? '').replace(/^'/, '') || undefined, shape)

/** A parsed line of an imported list of people. */
export const ListedPerson = z.object({
  name: freeText(200),
  email: z.email().max(254).toLowerCase(),
  agency: z.string().trim().min(1).max(200),
  function: StaffFunction,
  phone: cell(PhoneText.optional()),
  locale: cell(Locale.default('en')),
  zone: cell(Zone.optional()),
})
export type ListedPerson = z.infer<typeof ListedPerson>
