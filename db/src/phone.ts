import { Problem } from '@palermo/shared/problem.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js'

/**
 * Converts a typed number with its country code to the format E.164; returns undefined if no such number can exist.
 * Numbers are not checked against assigned ranges, because the ranges change, and a number refused by mistake could not
 * be called at night.
 */
export const toE164 = (text: string): string | undefined => {
  const phone = parsePhoneNumberFromString(text)
  return phone?.isPossible() ? phone.number : undefined
}

/**
 * Formats a telephone number for reading aloud and for dialling from paper (ITU E.123): "+44 20 7946 0101", with spaces
 * that do not break at the end of a line. Other text stays unchanged.
 */
export const groupedPhone = (text: string): string =>
  parsePhoneNumberFromString(text)?.formatInternational().replaceAll(' ', '\u00A0') ?? text

/** Converts a typed number to E.164. @throws Problem invalid, at `pointer` */
export const phoneAt = (pointer: string, text: string): string => {
  const phone = toE164(text)
  if (phone === undefined)
    throw new Problem('invalid', undefined, { errors: [{ pointer, detail: 'is no telephone number' }] })
  return phone
}
