import { Agency, Tonight } from '@palermo/shared/agencies/contract.ts'
import { servicesFor } from '@palermo/shared/codes/needs.ts'
import type { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { keptNumbersName } from '../session/device-key.ts'
import { agenciesQuery, type DirectoryFilter, tonightQuery } from './queries.ts'

/**
 * Who answers the telephone and the agencies with their duty numbers, as they were last loaded: for a device that has lost
 * its connection. It holds no person, no case and nothing of what was looked for: the whole list, whoever it is needed for.
 */
const KeptNumbers = z.object({ at: z.number(), tonight: Tonight, agencies: z.array(Agency) })
export type KeptNumbers = z.infer<typeof KeptNumbers>

/** Milliseconds after which what lies here is thrown away, and after which it is loaded anew. */
const longest = 12 * 3600_000
const renewedAfter = 15 * 60_000

/** As many agencies as one page of the directory has. */
const most = 100

export const readKeptNumbers = (now = Date.now()): KeptNumbers | undefined => {
  try {
    const kept = KeptNumbers.parse(JSON.parse(localStorage.getItem(keptNumbersName) ?? ''))
    if (now - kept.at < longest) return kept
  } catch {
    // Nothing is there, or it was written by an older page.
  }
  localStorage.removeItem(keptNumbersName)
  return undefined
}

/** Loads both lists and keeps them on this device, where those that lie here are no longer fresh. */
export const keepNumbers = async (queryClient: QueryClient, isWanted: () => boolean): Promise<void> => {
  const kept = readKeptNumbers()
  if (kept && Date.now() - kept.at < renewedAfter) return
  const [tonight, agencies] = await Promise.all([
    queryClient.fetchQuery(tonightQuery({})),
    queryClient.fetchQuery(agenciesQuery({ limit: most })),
  ])
  // Signed out meanwhile: nothing may lie on this device any more.
  if (!isWanted()) return
  // A protected provider's own people read its true name and number: those lie on no device.
  const open = agencies.items.filter((agency) => !agency.protected)
  const numbers: KeptNumbers = { at: Date.now(), tonight, agencies: open }
  localStorage.setItem(keptNumbersName, JSON.stringify(numbers))
}

/** The kept agencies that a filter would find, as far as a device can tell. */
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

/** On-call numbers when the list was stored: agencies that offer the needed service first, then all others. */
export const keptTonight = ({ tonight, agencies }: KeptNumbers, filter: DirectoryFilter): Tonight['items'] => {
  const fitting = new Set(keptAgencies({ at: 0, tonight, agencies }, filter).map(({ id }) => id))
  const fits = ({ agency }: Tonight['items'][number]) => fitting.has(agency.id)
  return [...tonight.items.filter(fits), ...tonight.items.filter((one) => !fits(one))]
}
