import { z } from 'zod'

/** How a named worker may reach the person without putting her in danger. By default the person is not messaged. */
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
