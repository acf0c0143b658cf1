import { Agency, Tonight } from '@palermo/shared/agencies/contract.ts'
import { servicesFor } from '@palermo/shared/codes/needs.ts'
import type { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { keptNumbersName } from '../session/device-key.ts'
import { agenciesQuery, type DirectoryFilter, tonightQuery } from './queries.ts'

/**
 * Duty contacts and directory as last loaded, for a device without a connection. The whole lists are stored, never a
 * search, and they contain no person and no case.
 */
const KeptNumbers = z.object({ at: z.number(), tonight: Tonight, agencies: z.array(Agency) })
export type KeptNumbers = z.infer<typeof KeptNumbers>

/**
 * Milliseconds after which the stored lists are deleted (`longest`), and after which they are loaded again
 * (`renewedAfter`).
 */
const longest = 12 * 3600_000
const renewedAfter = 15 * 60_000

/** The size of one page of the directory. */
const most = 100

export const readKeptNumbers = (now = Date.now()): KeptNumbers | undefined => {
  try {
    const kept = KeptNumbers.parse(JSON.parse(localStorage.getItem(keptNumbersName) ?? ''))
    if (now - kept.at < longest) return kept
  } catch {
    // Either nothing is stored, or an older version of the app wrote the lists.
  }
  localStorage.removeItem(keptNumbersName)
  return undefined
}

/** Loads both lists and stores them on this device, if the stored lists are missing or outdated. */
export const keepNumbers = async (queryClient: QueryClient, isWanted: () => boolean): Promise<void> => {
  const kept = readKeptNumbers()
  if (kept && Date.now() - kept.at < renewedAfter) return
  const [tonight, agencies] = await Promise.all([
    queryClient.fetchQuery(tonightQuery({})),
    queryClient.fetchQuery(agenciesQuery({ limit: most })),
  ])
  // If the person signed out meanwhile, nothing may stay on this device.
  if (!isWanted()) return
  // Staff of a protected provider can read its true name and number, which must not be stored on a device.
  const open = agencies.items.filter((agency) => !agency.protected)
  const numbers: KeptNumbers = { at: Date.now(), tonight, agencies: open }
  localStorage.setItem(keptNumbersName, JSON.stringify(numbers))
}

/** The stored agencies that match a filter, as far as the device can decide. */
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

/**
 * The on-call numbers of the time at which the list was stored: agencies that offer the needed service first, then all
 * others.
 */
export const keptTonight = ({ tonight, agencies }: KeptNumbers, filter: DirectoryFilter): Tonight['items'] => {
  const fitting = new Set(keptAgencies({ at: 0, tonight, agencies }, filter).map(({ id }) => id))
  const fits = ({ agency }: Tonight['items'][number]) => fitting.has(agency.id)
  return [...tonight.items.filter(fits), ...tonight.items.filter((one) => !fits(one))]
}
