import type { Actor } from '../actor.ts'
import { functions, sectors } from '../actor.ts'
import { type Audience, admits, audienceRules, audiencesFor, ChosenAudience, type Place, wallOf } from '../audiences.ts'
import { wallsFor } from '../cases/walls.ts'
import type { OpenCompartment } from '../compartments.ts'
import type { DocumentKind } from './kinds.ts'

type Writer = Pick<Actor, 'sector' | 'function'>

/** Kinds whose compartment is fixed, since their content is about health regardless of the author. */
const byKind: Partial<Record<DocumentKind, OpenCompartment>> = { 'medical-report': 'C3', assessment: 'C3' }

/** The compartment fixed for a kind, among those of its author. Undefined: the author chooses. */
export const compartmentOfKind = (kind: DocumentKind, walls: readonly string[]): OpenCompartment | undefined => {
  const own = byKind[kind]
  return own !== undefined && walls.includes(own) ? own : undefined
}

/** The compartment of a document with this kind and audience. */
export const wallOfDocument = (
  kind: DocumentKind | undefined,
  audience: Audience,
  writer: Writer,
  walls: readonly string[],
): OpenCompartment | undefined => {
  const own = kind && compartmentOfKind(kind, walls)
  if (own === undefined) return wallOf(audience, writer, walls)
  return audienceRules[audience].behind.includes(own) ? own : undefined
}

/** The audiences that an author may choose for a document of this kind. */
export const audiencesForDocument = (
  kind: DocumentKind | undefined,
  writer: Writer,
  walls: readonly string[],
): ChosenAudience[] =>
  audiencesFor(writer, walls).filter((audience) => wallOfDocument(kind, audience, writer, walls) !== undefined)

/**
 * Whether a document in its new place has fewer readers and none who could not read it before: for all agencies and
 * roles, for the own agency and others, for the lead and others. `authz.narrows` says the same, and a test compares the
 * two.
 */
export const isNarrower = (from: Place, to: Place): boolean => {
  if (to.audience === 'as-before' || !audienceRules[to.audience].behind.includes(to.compartment)) return false
  let fewer = false
  for (const sector of sectors)
    for (const fn of functions)
      for (const leads of [true, false])
        for (const own of [true, false]) {
          const reads = ({ audience, compartment }: Place) =>
            wallsFor({ sector, function: fn }).includes(compartment) &&
            (own || admits(audience, { sector, function: fn, leads }))
          if (reads(to) && !reads(from)) return false
          fewer ||= reads(from) && !reads(to)
        }
  return fewer
}

/**
 * Places to which a document may be restricted, one for each audience: in the compartment of its kind if that is fixed.
 * The same audience in another compartment is offered only if its kind requires it, since users could not see the
 * difference.
 */
export const narrowerPlaces = (
  document: Place & { kind: DocumentKind },
  walls: readonly string[],
): { audience: ChosenAudience; compartment: OpenCompartment }[] =>
  ChosenAudience.options.flatMap((audience) => {
    const own = compartmentOfKind(document.kind, walls)
    if (own === undefined && audience === document.audience) return []
    const possible = audienceRules[audience].behind.filter((one) => walls.includes(one))
    const ordered = own === undefined ? [document.compartment, ...possible] : [own]
    const compartment = ordered.find(
      (one) => possible.includes(one) && isNarrower(document, { audience, compartment: one }),
    )
    return compartment ? [{ audience, compartment }] : []
  })

/** The default audience for a document of this kind. */
export const audienceOfDocument = (kind: DocumentKind): ChosenAudience | undefined => proposedByKind[kind]
const proposedByKind: Partial<Record<DocumentKind, ChosenAudience>> = {
  'medical-report': 'health',
  assessment: 'health',
  'immigration-document': 'lawyer-and-lead',
  'court-document': 'lawyer-and-lead',
}
