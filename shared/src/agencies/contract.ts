import { z } from 'zod'
import { Sector } from '../actor.ts'
import { Need } from '../codes/needs.ts'
import { Service } from '../codes/services.ts'

/** Opening hours of one weekday (1 Monday … 7 Sunday), local to the agency's zone, as HH:MM. */
export const OpeningHours = z.object({
  weekday: z.int().min(1).max(7),
  opens: z.string().regex(/^\d\d:\d\d$/),
  closes: z.string().regex(/^\d\d:\d\d$/),
})
export type OpeningHours = z.infer<typeof OpeningHours>

/** Whom a service takes: empty lists mean no limit. */
export const Eligibility = z.object({
  sexes: z.array(z.enum(['female', 'male'])),
  ages: z.array(z.enum(['child', 'adult'])),
})
export type Eligibility = z.infer<typeof Eligibility>

/**
 * An agency as the directory shows it. A protected provider's `name` is "Protection service", its area the region, and
 * it has no address, phone or people here, whoever asks.
 */
export const Agency = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  sector: Sector,
  region: z.string(),
  protected: z.boolean(),
  services: z.array(Service),
  eligibility: Eligibility,
  languages: z.array(z.string()),
  hours: z.array(OpeningHours),
  alwaysOpen: z.boolean(),
  zone: z.string(),
  dutyPhone: z.string().nullable(),
  /** Who answers now, by the on-call rota: the function and the number, never a name. */
  onCallNow: z.object({ phone: z.string(), until: z.iso.datetime() }).nullable(),
  openNow: z.boolean(),
  takesReferrals: z.boolean(),
})
export type Agency = z.infer<typeof Agency>

export const AgencyQuery = z.strictObject({
  q: z.string().max(100).optional(),
  sector: Sector.optional(),
  service: Service.optional(),
  need: Need.optional(),
  region: z.string().max(100).optional(),
  language: z.string().max(10).optional(),
  openNow: z.stringbool().optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export type AgencyQuery = z.infer<typeof AgencyQuery>

/** A label for other people's pages: enough to name the other end, never to find it. */
export const AgencyLabel = z.object({ id: z.uuid(), name: z.string(), sector: Sector })
export type AgencyLabel = z.infer<typeof AgencyLabel>
