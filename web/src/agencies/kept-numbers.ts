import { Agency, Tonight } from '@palermo/shared/agencies/contract.ts'
import { servicesFor } from '@palermo/shared/codes/needs.ts'
import type { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { keptNumbersName } from '../session/device-key.ts'
import { agenciesQuery, type DirectoryFilter, tonightQuery } from './queries.ts'

/**
 * The on-call list and the directory as last loaded, for use without a connection. The lists are stored unfiltered, and
 * contain no person and no case.
 */
const KeptNumbers = z.object({ at: z.number(), tonight: Tonight, agencies: z.array(Agency) })
export type KeptNumbers = z.infer<typeof KeptNumbers>

/**
 * `longest`: milliseconds after which the stored lists are deleted; `renewedAfter`: milliseconds after which the lists
 * are loaded again.
 */
const longest = 12 * 3600_000
const renewedAfter = 15 * 60_000

/** Number of agencies loaded from the directory. */
const most = 100

export const readKeptNumbers = (now = Date.now()): KeptNumbers | undefined => {
  try {
    const kept = KeptNumbers.parse(JSON.parse(localStorage.getItem(keptNumbersName) ?? ''))
    if (now - kept.at < longest) return kept
  } catch {
    // Nothing is stored, or the stored text does not have the present format.
  }
  localStorage.removeItem(keptNumbersName)
  return undefined
}

/**
 * Loads the on-call list and the directory and stores both on this device, if the stored lists are missing or outdated.
 */
export const keepNumbers = async (queryClient: QueryClient, isWanted: () => boolean): Promise<void> => {
  const kept = readKeptNumbers()
  if (kept && Date.now() - kept.at < renewedAfter) return
  const [tonight, agencies] = await Promise.all([
    queryClient.fetchQuery(tonightQuery({})),
    queryClient.fetchQuery(agenciesQuery({ limit: most })),
  ])
  // If the person has signed out meanwhile, nothing may be stored on this device.
  if (!isWanted()) return
  // Staff of a protected provider receive its true name and number, which must not be stored on a device.
  const open = agencies.items.filter((agency) => !agency.protected)
  const numbers: KeptNumbers = { at: Date.now(), tonight, agencies: open }
  localStorage.setItem(keptNumbersName, JSON.stringify(numbers))
}

/**
 * Returns the stored agencies that match the filter; filters that need current data, such as opening hours, are
 * ignored.
 */
export const keptAgencies = (kept: KeptNumbers, filter: DirectoryFilter): Agency[] => {
  const q = filter.q?.toLocaleLowerCase()
  const wanted = filter.need ? servicesFor([filter.need], filter.child ? 'child' : 'adult') : []
  return kept.agencies.filter(
    ({ name, region, sector, services, languages }) =>
      (!q || `${name} ${region}`.toLocaleLowerCase().includes(q)) &&
      (!filter.sector || sector === filter.sector) &&
      (!filter.region || region === filter.region) &&
      (!filter.service || services.includes(filter.service)) &&
      (!filter.language || languages.includes(filter.language)) &&
      (wanted.length === 0 || wanted.some((service) => services.includes(service))),
  )
}

/** Returns the stored on-call numbers: first those of agencies that match the filter, then all others. */
export const keptTonight = ({ tonight, agencies }: KeptNumbers, filter: DirectoryFilter): Tonight['items'] => {
  const fitting = new Set(keptAgencies({ at: 0, tonight, agencies }, filter).map(({ id }) => id))
  const fits = ({ agency }: Tonight['items'][number]) => fitting.has(agency.id)
  return [...tonight.items.filter(fits), ...tonight.items.filter((one) => !fits(one))]
}
