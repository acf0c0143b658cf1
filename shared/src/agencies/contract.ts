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
 * Opening hours of one weekday (1 Monday … 7 Sunday), local to the agency's zone, as HH:MM. Closing at or before the
 * opening time means over midnight: 20:00 to 06:00, or 00:00 to 00:00 for the whole day.
 */
export const OpeningHours = z.strictObject({ weekday: z.int().min(1).max(7), opens: TimeOfDay, closes: TimeOfDay })
export type OpeningHours = z.infer<typeof OpeningHours>

/** Whom a service takes: empty lists mean no limit. */
export const Eligibility = z.strictObject({
  sexes: distinct(z.enum(['female', 'male'])).max(2),
  ages: distinct(z.enum(['child', 'adult'])).max(2),
})
export type Eligibility = z.infer<typeof Eligibility>

/** A field of a directory entry that can be changed; `policy.ts` says by whom. */
export const AgencyField = z.enum(agencyFields)
export type AgencyField = z.infer<typeof AgencyField>

/**
 * An agency as the directory shows it. Of a protected provider `name` is "Protection service, <region>", and there is no
 * telephone and no on-call person, except for its own members and administrators.
 */
export const Agency = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  sector: Sector,
  region: z.string(),
  protected: z.boolean(),
  /** May place people in protected services, and answers for that by telephone. */
  placementDesk: z.boolean(),
  services: z.array(Service),
  eligibility: Eligibility,
  languages: z.array(z.string()),
  hours: z.array(OpeningHours),
  alwaysOpen: z.boolean(),
  zone: z.string(),
  dutyPhone: z.string().nullable(),
  /** Who answers now, by the on-call rota: the number, never a name. */
  onCallNow: z.object({ phone: z.string(), until: z.iso.datetime() }).nullable(),
  /** By opening hours only; `onCallNow` says whether a person is on call. */
  openNow: z.boolean(),
  takesReferrals: z.boolean(),
  /** The fields that its reader may change. */
  mayChange: z.array(AgencyField),
  /** Whether its reader keeps the on-call rota. */
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
  /** Looks for what answers the need of a child. */
  child: z.stringbool().optional(),
  region: searched(100).optional(),
  language: Language.optional(),
  /** Open by its hours, or with a person on call. */
  openNow: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type AgencyQuery = z.infer<typeof AgencyQuery>

const fields = {
  name: freeText(200),
  sector: Sector,
  /** Coarse on purpose: of a protected provider this is all that anybody learns of where it is. */
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

/** What changes, and nothing else; the version is the one that was looked at. */
export const EditAgency = z
  .strictObject({ version: z.int(), ...z.strictObject(fields).partial().shape })
  .refine((edit) => Object.keys(edit).length > 1, 'changes nothing')
export type EditAgency = z.infer<typeof EditAgency>

/** A label for other people's pages: enough to name the other end, never to find it. */
export const AgencyLabel = z.object({ id: z.uuid(), name: z.string(), sector: Sector })
export type AgencyLabel = z.infer<typeof AgencyLabel>

/** One of one's own agency. */
export const Colleague = z.object({ id: z.uuid(), name: z.string(), function: StaffFunction })
export type Colleague = z.infer<typeof Colleague>

/** A shift of the on-call rota. */
export const Shift = z.strictObject({ phone: PhoneText, fromAt: z.iso.datetime(), untilAt: z.iso.datetime() })
export type Shift = z.infer<typeof Shift>

/** The shifts that are running or to come. `version` is the agency's, and moves with every change of its rota. */
export const Rota = z.object({
  version: z.int(),
  zone: z.string(),
  /** How far ahead a shift may begin. */
  until: z.iso.datetime(),
  shifts: z.array(Shift),
})
export type Rota = z.infer<typeof Rota>

/** Takes the place of all that is running or to come; what is over stays as it was. */
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
  /** Until when this number answers; null for a duty telephone, which is heard as long as the agency is open. */
  until: z.iso.datetime().nullable(),
  onCall: z.boolean(),
}

/** For a first responder at night: whom to call now, in this order. */
export const Tonight = z.object({
  at: z.iso.datetime(),
  items: z.array(z.object({ ...contact, phone: z.string() })),
  /**
   * Where a protected service could answer: nobody calls it, the placement desks do. A desk that nobody answers now
   * stands last, without a number. Null where no protected service would fit.
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
