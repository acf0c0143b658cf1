import { z } from 'zod'

/**
 * A telephone number as users type it, with its country code, so that it can be called from any country. The server
 * stores the number in the format E.164.
 */
export const PhoneText = z
  .string()
  .trim()
  .regex(/^\+[\d ()./-]{6,38}$/, 'Write it with the country code, like +63 917 123 4567')
