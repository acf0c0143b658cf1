import { z } from 'zod'

/**
 * A telephone number as people type it, with its country code: the one way in which it can be called from anywhere.
 * What is kept is E.164, made of it on the server.
 */
export const PhoneText = z
  .string()
  .trim()
  .regex(/^\+[\d ()./-]{6,38}$/, 'Write it with the country code, like +63 917 123 4567')
