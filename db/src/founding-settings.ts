import { AskLink } from '@palermo/shared/accounts/links.ts'
import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { type Environment, withoutEmpty } from '@palermo/shared/environment.ts'
import { shippedProfiles } from '@palermo/shared/jurisdictions/shipped.ts'
import { Zone } from '@palermo/shared/zone.ts'
import { placeOf } from './deadlines/holiday-source.ts'

/** The settings with which an empty system, one without the demo, is founded. */
interface Founding {
  name: string
  profile: string
  zone: string
  calendar: string
  email: string
}

/**
 * Reads the settings of a new task force. A missing time zone or holiday calendar is taken from the profile.
 * @throws Error with a sentence for the operator, for a setting with an unknown value
 */
export const readFounding = (given: Environment): Founding => {
  const env = withoutEmpty(given)
  const code = env.PALERMO_PROFILE ?? 'int'
  const profile = shippedProfiles().get(code)
  if (!profile) {
    const known = [...shippedProfiles().keys()].join(', ')
    throw new Error(`PALERMO_PROFILE must be one of ${known}, not "${code}".`)
  }
  const zone = env.PALERMO_ZONE ?? profile.zone
  if (!Zone.safeParse(zone).success)
    throw new Error(`PALERMO_ZONE must be an IANA time zone like Asia/Manila, not "${zone}".`)
  const calendar = env.PALERMO_CALENDAR ?? calendarOf(profile)
  try {
    placeOf(calendar)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Error(`PALERMO_CALENDAR: ${error.message}`)
  }
  const email = env.PALERMO_ADMIN ?? 'admin@localhost.localdomain'
  if (!AskLink.shape.email.safeParse(email).success)
    throw new Error(`PALERMO_ADMIN must be an e-mail address, not "${email}".`)
  return { name: env.PALERMO_NAME ?? 'Task force', profile: code, zone, calendar, email }
}

/** Returns the holiday calendar of a profile; for a profile without a country, the calendar of the Philippines. */
const calendarOf = ({ calendar }: Profile): string => {
  if (calendar === null) return 'PH'
  return calendar.state === undefined ? calendar.country : `${calendar.country}-${calendar.state}`
}
