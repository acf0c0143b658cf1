import { z } from 'zod'
import type { Actor, Sector, StaffFunction } from './actor.ts'
import { type OpenCompartment, openCompartments } from './compartments.ts'

/**
 * For whom an entry is written, in people's terms. The compartment that it lies in follows from it; row security holds both
 * (`authz.audience_admits`, `authz.audience_lies`), and a test holds the two declarations equal. Decision 0053.
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

/** Agencies that help the person. Police, justice, immigration and consulates decide over her, prosecute or report home. */
export const protecting: readonly Sector[] = ['welfare', 'ngo', 'local-government', 'health', 'labour']

interface AudienceRule {
  /** In which compartments such an entry may lie; the first is the usual one. */
  behind: readonly OpenCompartment[]
  /** Agencies of these sectors read it besides the one that wrote it. */
  sectors: readonly Sector[]
  /** Of those only people of this function. */
  function?: StaffFunction
  /** The leading agency reads the entry if its sector protects the person. */
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
  /** Of entries older than audiences: everybody in the compartment but police and immigration. Not to be chosen. */
  'as-before': {
    behind: ['C1'],
    sectors: ['justice', 'foreign-affairs', 'secretariat', ...protecting],
  },
}

/** Whether an audience includes an agency that did not write the entry. */
export const admits = (
  audience: Audience,
  { sector, function: fn, leads }: { sector: Sector; function: StaffFunction | null; leads: boolean },
): boolean => {
  const rule = audienceRules[audience]
  if (rule.lead && leads && protecting.includes(sector)) return true
  return rule.sectors.includes(sector) && (rule.function === undefined || rule.function === fn)
}

type Writer = Pick<Actor, 'sector' | 'function'>

/** In which compartment an agency's own work lies: what its sector and function deal with. */
const ownWall = ({ sector, function: fn }: Writer): OpenCompartment => {
  if (sector === 'police' || sector === 'justice') return 'C5'
  if (sector === 'immigration') return 'C4'
  return sector === 'health' || fn === 'counsellor' ? 'C3' : 'C1'
}

/** The compartment behind which an entry for this audience lies, of those that its writer stands behind. */
export const wallOf = (audience: Audience, writer: Writer, walls: readonly string[]): OpenCompartment | undefined => {
  const own = ownWall(writer)
  // The case lead reads entries about health, but not about investigations or immigration status.
  const first = audience === 'own-agency' || (audience === 'own-agency-and-lead' && own === 'C3') ? [own] : []
  return [...first, ...audienceRules[audience].behind].find(
    (wall) => audienceRules[audience].behind.includes(wall) && walls.includes(wall),
  )
}

/** The audiences that a writer may choose, standing in these compartments. */
export const audiencesFor = (writer: Writer, walls: readonly string[]): ChosenAudience[] =>
  ChosenAudience.options.filter((audience) => wallOf(audience, writer, walls) !== undefined)

/** What is proposed to a writer: never police or immigration, but where they write themselves, for themselves. */
export const defaultAudience = (writer: Writer, walls: readonly string[]): ChosenAudience => {
  const proposed = proposedTo(writer)
  return wallOf(proposed, writer, walls) === undefined ? 'own-agency-and-lead' : proposed
}

const proposedTo = (writer: Writer): ChosenAudience => {
  if (writer.function === 'investigator' || writer.function === 'prosecutor') return 'own-agency'
  if (!protecting.includes(writer.sector)) return 'own-agency-and-lead'
  if (writer.function === 'lawyer') return 'lawyer-and-lead'
  return ownWall(writer) === 'C3' ? 'health' : 'own-agency-and-lead'
}

/** For whom an entry is where only its compartment was named. `authz.audience_behind` says the same. */
export const audienceBehind = (wall: OpenCompartment): ChosenAudience => byWall[wall]
const byWall: Record<OpenCompartment, ChosenAudience> = {
  C1: 'helping',
  C2: 'whereabouts',
  C3: 'health',
  C4: 'lawyer-and-lead',
  C5: 'police-and-prosecutor',
}

/** What is asked of a writer: for whom, or in which compartment, or nothing. */
interface Asked {
  audience?: Audience | undefined
  compartment?: OpenCompartment | undefined
}
export interface Place {
  audience: Audience
  compartment: OpenCompartment
}

/**
 * Where an entry lies and who it is for. `undefined`: the writer stands in no compartment that it could lie behind, or the two
 * contradict each other.
 */
export const placeOf = (
  { audience, compartment }: Asked,
  writer: Writer,
  walls: readonly string[],
): Place | undefined => {
  if (audience !== undefined) {
    const wall = compartment ?? wallOf(audience, writer, walls)
    return wall !== undefined && audienceRules[audience].behind.includes(wall)
      ? { audience, compartment: wall }
      : undefined
  }
  if (compartment !== undefined) {
    const proposed = defaultAudience(writer, walls)
    if (wallOf(proposed, writer, walls) === compartment) return { audience: proposed, compartment }
    const usual =
      compartment === 'C1' || isAuthority(writer, compartment) ? 'own-agency-and-lead' : audienceBehind(compartment)
    return { audience: usual, compartment }
  }
  const proposed = defaultAudience(writer, walls)
  const wall = wallOf(proposed, writer, walls)
  return wall === undefined ? undefined : { audience: proposed, compartment: wall }
}

/** Immigration's own file of her status is not for lawyers of others by default. */
const isAuthority = ({ sector }: Writer, wall: OpenCompartment) => sector === 'immigration' && wall === 'C4'
