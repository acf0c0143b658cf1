import { Problem } from '@palermo/shared/problem.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js'

/**
 * E.164 of a typed number with its country code; undefined where no such number can exist. A number is not held
 * against the ranges assigned so far: those change, and a number that cannot be kept cannot be called at night.
 */
export const toE164 = (text: string): string | undefined => {
  const phone = parsePhoneNumberFromString(text)
  return phone?.isPossible() ? phone.number : undefined
}

/**
 * As it is read out and dialled from paper (ITU E.123): "+44 20 7946 0101", in groups that no end of a line parts. What is
 * no telephone number stays as it is.
 */
export const groupedPhone = (text: string): string =>
  parsePhoneNumberFromString(text)?.formatInternational().replaceAll(' ', '\u00A0') ?? text

/** @throws Problem invalid, at `pointer` */
export const phoneAt = (pointer: string, text: string): string => {
  const phone = toE164(text)
  if (phone === undefined)
    throw new Problem('invalid', undefined, { errors: [{ pointer, detail: 'is no telephone number' }] })
  return phone
}
