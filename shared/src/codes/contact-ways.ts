import { z } from 'zod'

/**
 * Ways in which a named worker may safely contact the person. No message is sent to the person unless the person chose
 * a way.
 */
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
