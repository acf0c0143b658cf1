import { z } from 'zod'
import { Actor, Sector, StaffFunction } from '../actor.ts'

/** NIST SP 800-63B: length counts, composition rules do not. */
export const passwordLength = { least: 12, most: 128 } as const
export const Password = z.string().min(passwordLength.least).max(passwordLength.most)

export const SignIn = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(passwordLength.most),
  code: z.string().max(12).optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** The signed-in person as the shell of the page needs it; `name` is shown to that person alone. */
export const Me = Actor.extend({
  name: z.string(),
  email: z.string(),
  agencyName: z.string(),
  sector: Sector,
  function: StaffFunction,
  locale: z.string(),
  zone: z.string(),
  demo: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const SignedIn = z.object({ accessToken: z.string(), expiresAt: z.iso.datetime(), actor: Me })
export type SignedIn = z.infer<typeof SignedIn>

export const ChangePassword = z.strictObject({ current: z.string().min(1).max(passwordLength.most), next: Password })
export type ChangePassword = z.infer<typeof ChangePassword>

export const Session = z.object({
  id: z.uuid(),
  current: z.boolean(),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Browser and system in a few words, to recognise it by. */
  device: z.string(),
})
export type Session = z.infer<typeof Session>

/** A colleague: names are shown inside one's own agency and between the parties of a referral. */
export const Person = z.object({
  id: z.uuid(),
  version: z.int(),
  agencyId: z.uuid(),
  name: z.string(),
  email: z.string(),
  function: StaffFunction,
  phone: z.string().nullable(),
  disabledAt: z.iso.datetime().nullable(),
})
export type Person = z.infer<typeof Person>

export const NewPerson = z.strictObject({
  agencyId: z.uuid(),
  name: z.string().trim().min(1).max(200),
  email: z.email().max(254),
  function: StaffFunction,
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'Write it with the country code, like +639171234567')
    .nullable()
    .optional(),
  password: Password,
})
export type NewPerson = z.infer<typeof NewPerson>
