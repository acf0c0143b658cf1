import type { Actor } from '../actor.ts'
import { functions, sectors } from '../actor.ts'
import {
  type Audience,
  admits,
  audienceRules,
  audiencesFor,
  ChosenAudience,
  compartmentOfAudience,
  type Place,
} from '../audiences.ts'
import { compartmentsFor } from '../cases/compartments.ts'
import type { OpenCompartment } from '../compartments.ts'
import type { DocumentKind } from './kinds.ts'

type Writer = Pick<Actor, 'sector' | 'function'>

/** Kinds of documents with a fixed compartment, because their content is about health regardless of the author. */
const byKind: Partial<Record<DocumentKind, OpenCompartment>> = { 'medical-report': 'C3', assessment: 'C3' }

/**
 * Returns the compartment that is fixed for a kind of document, if its author can open it. Undefined means that the
 * author chooses.
 */
export const compartmentOfKind = (kind: DocumentKind, compartments: readonly string[]): OpenCompartment | undefined => {
  const own = byKind[kind]
  return own !== undefined && compartments.includes(own) ? own : undefined
}

/**
 * The audiences that may read a health document filed by staff without access to health: their own agency, and
 * authorities.
 */
const withoutHealth: readonly Audience[] = [
  'own-agency',
  'own-agency-and-lead',
  'police-and-prosecutor',
  'status',
  'lawyer-and-lead',
]

/**
 * Whether a document of this kind may have this audience and compartment. Health documents lie in health if their
 * author has access to it. Without that access, the author may file the document only for the author's own agency or an
 * authority, never for all who help.
 */
export const mayHavePlace = (
  kind: DocumentKind,
  { audience, compartment }: Place,
  compartments: readonly string[],
): boolean => {
  const fixed = byKind[kind]
  if (fixed === undefined) return true
  return compartments.includes(fixed) ? compartment === fixed : withoutHealth.includes(audience)
}

/** Returns the compartment of a document with this kind and audience. */
export const compartmentOfDocument = (
  kind: DocumentKind | undefined,
  audience: Audience,
  writer: Writer,
  compartments: readonly string[],
): OpenCompartment | undefined => {
  const own = kind && compartmentOfKind(kind, compartments)
  if (own === undefined) {
    const place = compartmentOfAudience(audience, writer, compartments)
    return place && (!kind || mayHavePlace(kind, { audience, compartment: place }, compartments)) ? place : undefined
  }
  return audienceRules[audience].behind.includes(own) ? own : undefined
}

/** Returns the audiences that an author may choose for a document of this kind. */
export const audiencesForDocument = (
  kind: DocumentKind | undefined,
  writer: Writer,
  compartments: readonly string[],
): ChosenAudience[] =>
  audiencesFor(writer, compartments).filter(
    (audience) => compartmentOfDocument(kind, audience, writer, compartments) !== undefined,
  )

/**
 * Whether a document in its new place has fewer readers, and none who could not read it before. This is compared for
 * all agencies and roles, for the author's own agency and others, and for the lead and others. `authz.narrows` is the
 * same rule in the database, and a test compares the two.
 */
export const isNarrower = (from: Place, to: Place): boolean => {
  if (to.audience === 'as-before' || !audienceRules[to.audience].behind.includes(to.compartment)) return false
  let fewer = false
  for (const sector of sectors)
    for (const role of functions)
      for (const leads of [true, false])
        for (const own of [true, false]) {
          const reads = ({ audience, compartment }: Place) =>
            compartmentsFor({ sector, function: role }).includes(compartment) &&
            (own || admits(audience, { sector, function: role, leads }))
          if (reads(to) && !reads(from)) return false
          fewer ||= reads(from) && !reads(to)
        }
  return fewer
}

/**
 * Returns the places to which a document may be restricted, one for each audience, in the compartment fixed for its
 * kind. The same audience in another compartment is offered only if the kind requires it, since users could not see the
 * difference.
 */
export const narrowerPlaces = (
  document: Place & { kind: DocumentKind },
  compartments: readonly string[],
): { audience: ChosenAudience; compartment: OpenCompartment }[] =>
  ChosenAudience.options.flatMap((audience) => {
    const own = compartmentOfKind(document.kind, compartments)
    if (own === undefined && audience === document.audience) return []
    const possible = audienceRules[audience].behind.filter((one) => compartments.includes(one))
    const ordered = own === undefined ? [document.compartment, ...possible] : [own]
    const compartment = ordered.find(
      (one) => possible.includes(one) && isNarrower(document, { audience, compartment: one }),
    )
    return compartment ? [{ audience, compartment }] : []
  })

/** Returns the default audience for a document of this kind. */
export const audienceOfDocument = (kind: DocumentKind): ChosenAudience | undefined => proposedByKind[kind]
const proposedByKind: Partial<Record<DocumentKind, ChosenAudience>> = {
  'medical-report': 'health',
  assessment: 'health',
  'immigration-document': 'lawyer-and-lead',
  'court-document': 'lawyer-and-lead',
}
