import { z } from 'zod'
import type { Actor, Sector, StaffFunction } from './actor.ts'
import { type OpenCompartment, openCompartments } from './compartments.ts'

/**
 * The audiences of an entry, by the names that users see. The audience limits the compartments in which an entry may be
 * stored. Row security checks both (`authz.audience_admits`, `authz.audience_lies`), and a test keeps the two
 * declarations equal. Decision 0047.
 */
export const audiences = [
  'own-agency',
  'own-agency-and-lead',
  'helping',
  'health',
  'whereabouts',
  'lawyer-and-lead',
  'status',
  'police-and-prosecutor',
  'as-before',
] as const
export const Audience = z.enum(audiences)
export type Audience = z.infer<typeof Audience>
/** Audiences that an author may choose. */
export const ChosenAudience = Audience.exclude(['as-before'])
export type ChosenAudience = z.infer<typeof ChosenAudience>

/**
 * The sectors that help the person. The other sectors decide about the person, prosecute, or report to another state.
 */
export const protecting: readonly Sector[] = ['welfare', 'ngo', 'local-government', 'health', 'labour']

interface AudienceRule {
  /** The compartments that may hold an entry with this audience; the first is the default. */
  behind: readonly OpenCompartment[]
  /** The sectors whose agencies read the entry, in addition to the agency that wrote it. */
  sectors: readonly Sector[]
  /** The only role in these sectors that reads the entry. */
  function?: StaffFunction
  /** Whether the leading agency reads the entry if its sector protects the person. */
  lead?: true
}

export const audienceRules: Record<Audience, AudienceRule> = {
  'own-agency': { behind: openCompartments, sectors: [] },
  'own-agency-and-lead': { behind: openCompartments, sectors: [], lead: true },
  helping: { behind: ['C1'], sectors: protecting },
  health: { behind: ['C3'], sectors: protecting },
  whereabouts: { behind: ['C2'], sectors: protecting },
  'lawyer-and-lead': { behind: ['C4'], sectors: protecting, function: 'lawyer', lead: true },
  status: { behind: ['C4'], sectors: [...protecting, 'immigration'] },
  'police-and-prosecutor': { behind: ['C5'], sectors: ['police', 'justice'] },
  /**
   * The audience of entries that were written before audiences existed: all readers of the compartment except police
   * and immigration. No author can choose this audience.
   */
  'as-before': {
    behind: ['C1'],
    sectors: ['justice', 'foreign-affairs', 'secretariat', ...protecting],
  },
}

/** Whether an audience includes an agency that did not write the entry. */
export const admits = (
  audience: Audience,
  { sector, function: role, leads }: { sector: Sector; function: StaffFunction | null; leads: boolean },
): boolean => {
  const rule = audienceRules[audience]
  if (rule.lead && leads && protecting.includes(sector)) return true
  return rule.sectors.includes(sector) && (rule.function === undefined || rule.function === role)
}

type Writer = Pick<Actor, 'sector' | 'function'>

/** Returns the compartment in which staff of this sector and role do their own work. */
const ownCompartment = ({ sector, function: role }: Writer): OpenCompartment => {
  if (sector === 'police' || sector === 'justice') return 'C5'
  if (sector === 'immigration') return 'C4'
  return sector === 'health' || role === 'counsellor' ? 'C3' : 'C1'
}

/** Returns the compartment for an entry with this audience, chosen from those that its author can open. */
export const compartmentOfAudience = (
  audience: Audience,
  writer: Writer,
  compartments: readonly string[],
): OpenCompartment | undefined => {
  const own = ownCompartment(writer)
  // A case lead may read entries about health, but not entries about investigations or immigration status.
  const first = audience === 'own-agency' || (audience === 'own-agency-and-lead' && own === 'C3') ? [own] : []
  return [...first, ...audienceRules[audience].behind].find(
    (compartment) => audienceRules[audience].behind.includes(compartment) && compartments.includes(compartment),
  )
}

/** Returns the audiences that a writer with access to these compartments may choose. */
export const audiencesFor = (writer: Writer, compartments: readonly string[]): ChosenAudience[] =>
  ChosenAudience.options.filter((audience) => compartmentOfAudience(audience, writer, compartments) !== undefined)

/** Returns the default audience of an author. It includes police or immigration only if the author works there. */
export const defaultAudience = (writer: Writer, compartments: readonly string[]): ChosenAudience => {
  const proposed = proposedTo(writer)
  return compartmentOfAudience(proposed, writer, compartments) === undefined ? 'own-agency-and-lead' : proposed
}

const proposedTo = (writer: Writer): ChosenAudience => {
  if (writer.function === 'investigator' || writer.function === 'prosecutor') return 'own-agency'
  if (!protecting.includes(writer.sector)) return 'own-agency-and-lead'
  if (writer.function === 'lawyer') return 'lawyer-and-lead'
  return ownCompartment(writer) === 'C3' ? 'health' : 'own-agency-and-lead'
}

/**
 * Returns the audience of an entry whose author named only a compartment. `authz.audience_behind` is the same rule in
 * the database.
 */
export const audienceBehind = (compartment: OpenCompartment): ChosenAudience => byCompartment[compartment]
const byCompartment: Record<OpenCompartment, ChosenAudience> = {
  C1: 'helping',
  C2: 'whereabouts',
  C3: 'health',
  C4: 'lawyer-and-lead',
  C5: 'police-and-prosecutor',
}

/** What the author chose: an audience, a compartment, or neither. */
interface Asked {
  audience?: Audience | undefined
  compartment?: OpenCompartment | undefined
}
export interface Place {
  audience: Audience
  compartment: OpenCompartment
}

/**
 * Returns compartment and audience of an entry; undefined if the author can open no possible compartment, or if the
 * chosen audience and compartment contradict each other.
 */
export const placeOf = (
  { audience, compartment }: Asked,
  writer: Writer,
  compartments: readonly string[],
): Place | undefined => {
  if (audience !== undefined) {
    const chosen = compartment ?? compartmentOfAudience(audience, writer, compartments)
    return chosen !== undefined && audienceRules[audience].behind.includes(chosen)
      ? { audience, compartment: chosen }
      : undefined
  }
  if (compartment !== undefined) {
    const proposed = defaultAudience(writer, compartments)
    if (compartmentOfAudience(proposed, writer, compartments) === compartment)
      return { audience: proposed, compartment }
    const usual =
      compartment === 'C1' || isAuthority(writer, compartment) ? 'own-agency-and-lead' : audienceBehind(compartment)
    return { audience: usual, compartment }
  }
  const proposed = defaultAudience(writer, compartments)
  const usual = compartmentOfAudience(proposed, writer, compartments)
  return usual === undefined ? undefined : { audience: proposed, compartment: usual }
}

/**
 * Whether the writer works in the immigration authority's own file on the person's status, which by default lawyers of
 * other agencies do not read.
 */
const isAuthority = ({ sector }: Writer, compartment: OpenCompartment) =>
  sector === 'immigration' && compartment === 'C4'
