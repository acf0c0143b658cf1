import { z } from 'zod'
import { Actor, Sector, StaffFunction } from '../actor.ts'
import { powerfulRoles } from '../approvals/terms.ts'
import { freeText } from '../compartments.ts'
import { PhoneText } from '../phone.ts'
import { Locale, Zone } from '../zone.ts'
import { ownActionNames } from './own-actions.ts'

/** NIST SP 800-63B: length counts, composition rules do not. */
export const passwordLength = { least: 12, most: 128 } as const
export const Password = z.string().min(passwordLength.least).max(passwordLength.most)

export const SignIn = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(passwordLength.most),
  code: z.string().max(12).optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** `saving`: a save is still on its way, so the session ends a moment later. */
export const SignOut = z.strictObject({ after: z.literal('saving').optional() })

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
  /** What this person may do independently of a record. */
  actions: z.array(z.enum(ownActionNames)),
  /** The page that quick exit opens. */
  neutralPage: z.string(),
  /** The emergency number of the jurisdiction in force; `verifiedOn` is null until it was verified. */
  emergency: z.object({ number: z.string(), verifiedOn: z.iso.date().nullable() }).nullable(),
})
export type Me = z.infer<typeof Me>

/**
 * Set and deleted together with the refresh cookie but readable by pages: it shows only that there is a session to
 * refresh, so that a page without it does not try.
 */
export const signedInCookie = 'palermo-signed-in'

export const SignedIn = z.object({
  accessToken: z.string(),
  expiresAt: z.iso.datetime(),
  actor: Me,
  /** 32 bytes, base64url, constant during the session: pages encrypt with it what they store on the device. */
  deviceKey: z.string(),
})
export type SignedIn = z.infer<typeof SignedIn>

export const ChangePassword = z.strictObject({ current: z.string().min(1).max(passwordLength.most), next: Password })
export type ChangePassword = z.infer<typeof ChangePassword>

export const Session = z.object({
  id: z.uuid(),
  current: z.boolean(),
  startedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Browser and system in a few words, by which the owner recognises the session. */
  device: z.string(),
})
export type Session = z.infer<typeof Session>

/** Sessions of the signed-in person, with the limits: minutes without use, minutes in total, and sessions at once. */
export const SessionList = z.object({
  items: z.array(Session),
  limits: z.object({ idleMinutes: z.int(), longestMinutes: z.int(), most: z.int() }),
})
export type SessionList = z.infer<typeof SessionList>

/** An account as administrators see it in the list; other roles see no names of other agencies here. */
export const Person = z.object({
  id: z.uuid(),
  version: z.int(),
  agencyId: z.uuid(),
  agencyName: z.string(),
  name: z.string(),
  email: z.string(),
  function: StaffFunction,
  /** E.164. */
  phone: z.string().nullable(),
  locale: z.string(),
  zone: z.string(),
  disabledAt: z.iso.datetime().nullable(),
  /** Invited, without a password yet. */
  invited: z.boolean(),
  /** The role that the account will have once a person of another agency approves it; it is enabled then. */
  waiting: z.object({ approvalId: z.uuid(), function: z.enum(powerfulRoles) }).nullable(),
})
export type Person = z.infer<typeof Person>

/** By agency and role, never by name, because the query is in the URL. */
export const PeopleQuery = z.strictObject({
  agency: z.uuid().optional(),
  function: StaffFunction.optional(),
  disabled: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type PeopleQuery = z.infer<typeof PeopleQuery>

const name = freeText(200)
const Email = z.email().max(254)

export const NewPerson = z.strictObject({
  agencyId: z.uuid(),
  name,
  email: Email,
  function: StaffFunction,
  phone: PhoneText.nullable().default(null),
  locale: Locale.default('en'),
  /** By default the agency's. */
  zone: Zone.optional(),
})
export type NewPerson = z.infer<typeof NewPerson>

/** The changed fields; `disabled` and another role end every session of that person at once. */
export const EditPerson = z
  .strictObject({
    version: z.int(),
    name: name.optional(),
    function: StaffFunction.optional(),
    phone: PhoneText.nullable().optional(),
    locale: Locale.optional(),
    zone: Zone.optional(),
    disabled: z.boolean().optional(),
  })
  .refine((edit) => Object.keys(edit).length > 1, 'changes nothing')
export type EditPerson = z.infer<typeof EditPerson>

/**
 * Open work of a person, shown to an administrator before the account ends: numbers only, since the administrator may
 * not see the work. All of it returns to the agency's queue.
 */
export const OpenWork = z.object({
  /** Referrals assigned to them, and unfinished ones that they sent. */
  received: z.int(),
  sent: z.int(),
  /** Drafts: only their author can read them. */
  drafts: z.int(),
  /** Cases they lead in person. */
  cases: z.int(),
  tasks: z.int(),
  /** Their requests for access to a compartment, which will end. */
  requests: z.int(),
  /** Running cases of whose team they are a member. */
  teams: z.int(),
  /** All overdue items among these. */
  late: z.int(),
  /** On-call shifts with their number, now and to come, which will end. */
  shifts: z.int(),
  /** Their number is also the agency's duty number, which stays until it is changed. */
  dutyNumber: z.boolean(),
  /** The number of colleagues who could take over the work. */
  colleagues: z.int(),
})
export type OpenWork = z.infer<typeof OpenWork>
