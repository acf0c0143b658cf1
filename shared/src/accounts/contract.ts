import { z } from 'zod'
import { Actor, Sector, StaffFunction } from '../actor.ts'
import { powerfulRoles } from '../approvals/terms.ts'
import { freeText } from '../compartments.ts'
import { PhoneText } from '../phone.ts'
import { Locale, Zone } from '../zone.ts'
import { ownActionNames } from './own-actions.ts'

/**
 * The allowed lengths of a password. They follow NIST SP 800-63B: a long password is required, a mixture of kinds of
 * characters is not.
 */
export const passwordLength = { least: 12, most: 128 } as const
export const Password = z.string().min(passwordLength.least).max(passwordLength.most)

export const SignIn = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(passwordLength.most),
  code: z.string().max(12).optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** A request to sign out. `saving`: the client is still saving an entry, so the session ends a moment later. */
export const SignOut = z.strictObject({ after: z.literal('saving').optional() })

/** The signed-in person's own data for the frame of every page. `name` is shown to that person alone. */
export const Me = Actor.extend({
  name: z.string(),
  email: z.string(),
  agencyName: z.string(),
  sector: Sector,
  function: StaffFunction,
  locale: z.string(),
  zone: z.string(),
  demo: z.boolean(),
  /** The actions that this person may take independently of a record. */
  actions: z.array(z.enum(ownActionNames)),
  /** The page that quick exit opens. */
  neutralPage: z.string(),
  /** The emergency number of the jurisdiction in force. `verifiedOn` is null until the number was verified. */
  emergency: z.object({ number: z.string(), verifiedOn: z.iso.date().nullable() }).nullable(),
})
export type Me = z.infer<typeof Me>

/**
 * The name of a cookie that is set and deleted together with the refresh cookie, but that scripts of the page can read.
 * If the cookie is missing, there is no session, and the page sends no request to refresh one.
 */
export const signedInCookie = 'palermo-signed-in'

export const SignedIn = z.object({
  accessToken: z.string(),
  expiresAt: z.iso.datetime(),
  actor: Me,
  /**
   * The key with which pages encrypt what they store on the device: 32 bytes in base64url, the same during the whole
   * session.
   */
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
  /** The browser and the system in a few words, by which the owner recognises the session. */
  device: z.string(),
})
export type Session = z.infer<typeof Session>

/**
 * The sessions of the signed-in person, and the limits: minutes without use, minutes in total, and concurrent sessions.
 */
export const SessionList = z.object({
  items: z.array(Session),
  limits: z.object({ idleMinutes: z.int(), longestMinutes: z.int(), most: z.int() }),
})
export type SessionList = z.infer<typeof SessionList>

/** An account in the administrators' list. Other roles see no names of other agencies in this list. */
export const Person = z.object({
  id: z.uuid(),
  version: z.int(),
  agencyId: z.uuid(),
  agencyName: z.string(),
  name: z.string(),
  email: z.string(),
  function: StaffFunction,
  /** The telephone number in the format E.164. */
  phone: z.string().nullable(),
  locale: z.string(),
  zone: z.string(),
  disabledAt: z.iso.datetime().nullable(),
  /** Whether the person was invited and has not set a password yet. */
  invited: z.boolean(),
  /**
   * The role that a person of another agency must still approve; the approval gives the account this role and enables
   * the account.
   */
  waiting: z.object({ approvalId: z.uuid(), function: z.enum(powerfulRoles) }).nullable(),
})
export type Person = z.infer<typeof Person>

/**
 * Filters of the list of accounts by agency and role. There is no filter by name, because the query stands in the URL,
 * which logs record.
 */
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
  /** The time zone of the person; by default that of the agency. */
  zone: Zone.optional(),
})
export type NewPerson = z.infer<typeof NewPerson>

/** The changed fields of an account. Disabling an account or changing its role ends all its sessions at once. */
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
 * The open work of a person, shown to an administrator before the account is disabled. It consists of numbers only,
 * since the administrator may not see the work; the work returns to the agency's queue.
 */
export const OpenWork = z.object({
  /**
   * `received`: the number of referrals assigned to the person. `sent`: the number of unfinished referrals that the
   * person sent.
   */
  received: z.int(),
  sent: z.int(),
  /** The number of drafts, which only the person can read. */
  drafts: z.int(),
  /** The number of cases that the person leads. */
  cases: z.int(),
  tasks: z.int(),
  /** The number of the person's open requests for access to a compartment, which end when the account is disabled. */
  requests: z.int(),
  /** The number of running cases of which the person is a team member. */
  teams: z.int(),
  /** The number of overdue items among the work in the fields above. */
  late: z.int(),
  /**
   * The number of current and future on-call shifts that use the person's phone number. Disabling the account ends
   * these shifts.
   */
  shifts: z.int(),
  /** Whether the person's number is also the agency's duty number, which is kept until the agency changes it. */
  dutyNumber: z.boolean(),
  /** The number of colleagues who could take over the work. */
  colleagues: z.int(),
})
export type OpenWork = z.infer<typeof OpenWork>
