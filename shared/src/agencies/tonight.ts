import type { Service } from '../codes/services.ts'
import type { Agency, Shift, Tonight } from './contract.ts'
import { reachableAt } from './hours.ts'

/** The directory fields of an agency that may be called, and its current shifts. */
export type Callable = Pick<
  Agency,
  | 'id'
  | 'name'
  | 'sector'
  | 'region'
  | 'protected'
  | 'placementDesk'
  | 'services'
  | 'eligibility'
  | 'languages'
  | 'hours'
  | 'alwaysOpen'
  | 'zone'
  | 'dutyPhone'
> & {
  shifts: readonly Shift[]
  /**
   * Whether the agency matches the search. A placement desk that does not match is still listed, for the protected
   * services in which it places persons.
   */
  fits: boolean
}

/**
 * Returns the numbers to call now: agencies with a person on call come before agencies that are open; otherwise the
 * given order is kept. Of a protected service every reader sees only service and region, without name and number, and
 * the agencies that place persons there.
 */
export const tonightOf = (
  agencies: readonly Callable[],
  { now, services }: { now: string; services: readonly Service[] | undefined },
): Tonight => {
  const contacts = agencies
    .filter((agency) => !agency.protected)
    .map((agency) => ({ agency, ...contactOf(agency, now) }))
  const hidden = agencies.filter((agency) => agency.protected && agency.fits)
  const sought = hidden.flatMap((agency) => agency.services.filter((service) => services?.includes(service) ?? true))
  return {
    at: now,
    items: contacts
      .flatMap(({ agency, contact: { phone, ...contact } }) =>
        agency.fits && phone !== null ? [{ ...contact, phone }] : [],
      )
      .sort((a, b) => Number(b.onCall) - Number(a.onCall)),
    placement:
      hidden.length === 0
        ? null
        : {
            services: [...new Set(sought)].sort(),
            regions: [...new Set(hidden.map(({ region }) => region))].filter((region) => region !== '').sort(),
            desks: contacts
              .flatMap(({ agency, contact }) => (agency.placementDesk ? [contact] : []))
              .sort((a, b) => rank(a) - rank(b)),
          },
  }
}

const contactOf = (agency: Callable, now: string) => {
  const { id, name, sector, region, services, eligibility, languages } = agency
  const { phone, until, onCall } = reachableAt(agency, agency.shifts, now) ?? {
    phone: null,
    until: null,
    onCall: false,
  }
  return { contact: { agency: { id, name, sector }, region, services, eligibility, languages, phone, until, onCall } }
}

const rank = ({ onCall, phone }: { onCall: boolean; phone: string | null }) => (onCall ? 0 : phone === null ? 2 : 1)
