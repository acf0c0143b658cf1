import { z } from 'zod'
import { Sector, StaffFunction } from '../actor.ts'
import { Language } from '../codes/languages.ts'
import { Need } from '../codes/needs.ts'
import { Service } from '../codes/services.ts'
import { freeText } from '../compartments.ts'
import { distinct } from '../distinct.ts'
import { PhoneText } from '../phone.ts'
import { Zone } from '../zone.ts'
import { agencyFields } from './fields.ts'

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day like 08:30')

/**
 * The opening hours of one weekday (1 Monday … 7 Sunday) as HH:MM in the agency's time zone. A closing time that is not
 * after the opening time belongs to the next day: 20:00 to 06:00, or 00:00 to 00:00 for the whole day.
 */
export const OpeningHours = z.strictObject({ weekday: z.int().min(1).max(7), opens: TimeOfDay, closes: TimeOfDay })
export type OpeningHours = z.infer<typeof OpeningHours>

/** The persons who can use a service. An empty list sets no limit. */
export const Eligibility = z.strictObject({
  sexes: distinct(z.enum(['female', 'male'])).max(2),
  ages: distinct(z.enum(['child', 'adult'])).max(2),
})
export type Eligibility = z.infer<typeof Eligibility>

/** A field of a directory entry that can be changed. `policy.ts` defines which roles may change it. */
export const AgencyField = z.enum(agencyFields)
export type AgencyField = z.infer<typeof AgencyField>

/**
 * An agency as the directory shows it. For a protected provider, `name` is "Protection service, <region>", and
 * telephone and on-call number are missing; only members of the provider and administrators see the true values.
 */
export const Agency = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  sector: Sector,
  region: z.string(),
  protected: z.boolean(),
  /** Whether the agency may place persons in protected services. Users call this agency instead of those services. */
  placementDesk: z.boolean(),
  services: z.array(Service),
  eligibility: Eligibility,
  languages: z.array(z.string()),
  hours: z.array(OpeningHours),
  alwaysOpen: z.boolean(),
  zone: z.string(),
  dutyPhone: z.string().nullable(),
  /** The telephone number of the shift that is on call now, from the on-call rota; the person is not named. */
  onCallNow: z.object({ phone: z.string(), until: z.iso.datetime() }).nullable(),
  /** Whether the agency is within its opening hours. The on-call rota (`onCallNow`) does not count. */
  openNow: z.boolean(),
  takesReferrals: z.boolean(),
  /** The fields that the reader may change. */
  mayChange: z.array(AgencyField),
  /** Whether the reader may change the on-call rota. */
  keepsRota: z.boolean(),
})
export type Agency = z.infer<typeof Agency>

export const searched = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !/\p{Cc}|\p{Cs}/u.test(text), 'holds a character that nothing is called by')

export const AgencyQuery = z.strictObject({
  q: searched(100).optional(),
  sector: Sector.optional(),
  service: Service.optional(),
  need: Need.optional(),
  /** Whether to list only agencies with services for a child. */
  child: z.stringbool().optional(),
  region: searched(100).optional(),
  language: Language.optional(),
  /** Whether to list only agencies that are within their opening hours or have a person on call. */
  openNow: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type AgencyQuery = z.infer<typeof AgencyQuery>

const fields = {
  name: freeText(200),
  sector: Sector,
  /**
   * The region of the agency. It is deliberately coarse, because it is the only published location of a protected
   * provider.
   */
  region: searched(100),
  protected: z.boolean(),
  placementDesk: z.boolean(),
  services: distinct(Service).max(40),
  eligibility: Eligibility,
  languages: distinct(Language).max(60),
  hours: distinct(OpeningHours, ({ weekday, opens, closes }) => `${weekday} ${opens} ${closes}`).max(28),
  alwaysOpen: z.boolean(),
  zone: Zone,
  dutyPhone: PhoneText.nullable(),
  takesReferrals: z.boolean(),
} satisfies Record<AgencyField, z.ZodType>

export const NewAgency = z.strictObject({
  ...fields,
  region: fields.region.default(''),
  protected: fields.protected.default(false),
  placementDesk: fields.placementDesk.default(false),
  services: fields.services.default([]),
  eligibility: fields.eligibility.default({ sexes: [], ages: [] }),
  languages: fields.languages.default([]),
  hours: fields.hours.default([]),
  alwaysOpen: fields.alwaysOpen.default(false),
  dutyPhone: fields.dutyPhone.default(null),
  takesReferrals: fields.takesReferrals.default(true),
})
export type NewAgency = z.infer<typeof NewAgency>

/** A change of a directory entry: only the changed fields, with the version of the entry that the client read. */
export const EditAgency = z
  .strictObject({ version: z.int(), ...z.strictObject(fields).partial().shape })
  .refine((edit) => Object.keys(edit).length > 1, 'changes nothing')
export type EditAgency = z.infer<typeof EditAgency>

/** The name of an agency for the pages of other agencies. It does not reveal where the agency is. */
export const AgencyLabel = z.object({ id: z.uuid(), name: z.string(), sector: Sector })
export type AgencyLabel = z.infer<typeof AgencyLabel>

/** A member of the actor's own agency. */
export const Colleague = z.object({ id: z.uuid(), name: z.string(), function: StaffFunction })
export type Colleague = z.infer<typeof Colleague>

/** A shift of the on-call rota. */
export const Shift = z.strictObject({ phone: PhoneText, fromAt: z.iso.datetime(), untilAt: z.iso.datetime() })
export type Shift = z.infer<typeof Shift>

/**
 * The current and future shifts of an agency. `version` is the version of the agency, which rises with every change of
 * the rota.
 */
export const Rota = z.object({
  version: z.int(),
  zone: z.string(),
  /** The time after which no shift may start. */
  until: z.iso.datetime(),
  shifts: z.array(Shift),
})
export type Rota = z.infer<typeof Rota>

/** New shifts that replace all current and future shifts; past shifts are kept. */
export const KeepRota = z.strictObject({
  version: z.int(),
  shifts: distinct(Shift, ({ phone, fromAt, untilAt }) => `${phone} ${fromAt} ${untilAt}`).max(400),
})
export type KeepRota = z.infer<typeof KeepRota>

export const TonightQuery = z.strictObject({
  service: Service.optional(),
  need: Need.optional(),
  child: z.stringbool().optional(),
  region: searched(100).optional(),
})
export type TonightQuery = z.infer<typeof TonightQuery>

const contact = {
  agency: AgencyLabel,
  region: z.string(),
  services: z.array(Service),
  eligibility: Eligibility,
  languages: z.array(z.string()),
  /**
   * The time until which this number is answered; null for a duty telephone, which is answered during opening hours.
   */
  until: z.iso.datetime().nullable(),
  onCall: z.boolean(),
}

/** The telephone numbers that a first responder can call now, at night, in the order in which to call them. */
export const Tonight = z.object({
  at: z.iso.datetime(),
  items: z.array(z.object({ ...contact, phone: z.string() })),
  /**
   * The placement desks to call about a suitable protected service, because such a service itself is never called. A
   * desk that does not answer now is listed last, without a number. Null if no protected service fits.
   */
  placement: z
    .object({
      services: z.array(Service),
      regions: z.array(z.string()),
      desks: z.array(z.object({ ...contact, phone: z.string().nullable() })),
    })
    .nullable(),
})
export type Tonight = z.infer<typeof Tonight>
