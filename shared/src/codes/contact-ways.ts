import { z } from 'zod'

/** Safe ways in which a named worker may contact the person. By default the person is not messaged. */
export const contactWays = [
  'in-person',
  'call',
  'text-message',
  'message-app',
  'e-mail',
  'through-somebody',
  'none-safe',
] as const

export const ContactWay = z.enum(contactWays)
export type ContactWay = z.infer<typeof ContactWay>
