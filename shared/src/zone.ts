import { z } from 'zod'

/** An IANA time zone that this runtime knows. */
export const Zone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
    } catch {
      return false
    }
  }, 'is no IANA time zone')

/** A BCP 47 language tag, with a script or region where that matters: `en`, `en-PH`, `zh-Hant`. */
export const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Z]{2}|\d{3}))?$/, 'is no language tag')
