import { z } from 'zod'

/**
 * A typed telephone number with its country code, so that it can be called from anywhere. The server stores it as
 * E.164.
 */
export const PhoneText = z
  .string()
  .trim()
  .regex(/^\+[\d ()./-]{6,38}$/, 'Write it with the country code, like +63 917 123 4567')
