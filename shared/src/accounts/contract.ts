import { z } from 'zod'
import { Actor, Sector, StaffFunction } from '../actor.ts'
import { powerfulRoles } from '../approvals/terms.ts'
import { freeText } from '../compartments.ts'
import { PhoneText } from '../phone.ts'
import { Locale, Zone } from '../zone.ts'
import { ownActionNames } from './own-actions.ts'

/** The limits follow NIST SP 800-63B: a long password is required, a mixture of kinds of characters is not. */
export const passwordLength = { least: 12, most: 128 } as const
export const Password = z.string().min(passwordLength.least).max(passwordLength.most)

export const SignIn = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(passwordLength.most),
  code: z.string().max(12).optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** `saving`: the client is still saving an entry, so the session ends a moment later. */
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
 * Set and deleted together with the refresh cookie, but readable by scripts of the page. Where this cookie is missing,
 * there is no session, and the page sends no request to refresh one.
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
  /** Telephone number in the format E.164. */
  phone: z.string().nullable(),
  locale: z.string(),
  zone: z.string(),
  disabledAt: z.iso.datetime().nullable(),
  /** Whether the person was invited and has not set a password yet. */
  invited: z.boolean(),
  /**
   * The role that a person of another agency has yet to approve; the approval gives the account this role and enables
   * it.
   */
  waiting: z.object({ approvalId: z.uuid(), function: z.enum(powerfulRoles) }).nullable(),
})
export type Person = z.infer<typeof Person>

/** Filters by agency and role. There is no filter by name, because the query stands in the URL, which logs record. */
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
  /** By default the time zone of the agency. */
  zone: Zone.optional(),
})
export type NewPerson = z.infer<typeof NewPerson>

/** The changed fields. Disabling an account or changing its role ends all its sessions at once. */
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
 * Open work of a person, shown to an administrator before the account ends. It consists of numbers only, since the
 * administrator may not see the work, all of which returns to the agency's queue.
 */
export const OpenWork = z.object({
  /** `received`: referrals assigned to the person. `sent`: unfinished referrals that the person sent. */
  received: z.int(),
  sent: z.int(),
  /** Drafts, which only the person can read. */
  drafts: z.int(),
  /** Cases that the person leads. */
  cases: z.int(),
  tasks: z.int(),
  /** Open requests by the person for access to a compartment, which end with the account. */
  requests: z.int(),
  /** Running cases of which the person is a team member. */
  teams: z.int(),
  /** Number of overdue items in all the work above. */
  late: z.int(),
  /** How many current and future on-call shifts use the person's phone number. Closing the account ends these shifts. */
  shifts: z.int(),
  /** Whether the person's number is also the agency's duty number, which stays until the agency changes it. */
  dutyNumber: z.boolean(),
  /** The number of colleagues who could take over the work. */
  colleagues: z.int(),
})
export type OpenWork = z.infer<typeof OpenWork>
