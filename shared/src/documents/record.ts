import { z } from 'zod'
import { coordinators, seesTeam } from '../actor.ts'
import { ChosenAudience } from '../audiences.ts'
import { OpenCompartment, openCompartments } from '../compartments.ts'
import { chosenBy } from '../records/declaration.ts'
import { agency, audience, code, compartment, instant, reference, staffMember, text } from '../records/fields.ts'
import { agencyIn, creator } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by, type RelationOf } from '../workflow.ts'
import { documentKinds, withdrawalReasons } from './kinds.ts'

/** Restricts a document to fewer readers, never to more. */
const Restrict = z.strictObject({ audience: ChosenAudience, compartment: OpenCompartment })
const authorOrSupervisor = [...by('author', coordinators), ...by('owner', seesTeam)] as const

/** A document of a case, which is added, replaced by newer versions, and withdrawn. It has no deadline. */
export const document = recordType('document', {
  plural: 'documents',
  area: 'protection.2',
  track: null,
  dossier: 'case',
  compartment: chosenBy('compartment'),
  fields: {
    referralId: reference('referral').optional(),
    kind: code(documentKinds),
    audience: audience(),
    compartment: compartment(openCompartments),
    title: text({ max: 160 }).optional(),
    agencyId: agency(),
    authorId: staffMember(),
    withdrawalReason: code(withdrawalReasons).optional(),
    withdrawnAt: instant().optional(),
  },
  parties: {
    /** The person who added the document. */
    author: creator(),
    /** The agency responsible for the document. */
    owner: agencyIn('agencyId'),
  },
  statuses: ['kept', 'withdrawn'],
  final: ['withdrawn'],
  resting: ['kept'],
  covered: {},
  byHandAccess: ['create', 'rights'],
  create: { fields: ['referralId?', 'kind', 'audience?', 'compartment', 'title?'] },
  actions: {
    revise: { from: ['kept'], may: by('owner', coordinators), ownRoute: true },
    restrict: { from: ['kept'], may: authorOrSupervisor, input: Restrict },
    withdraw: {
      from: ['kept'],
      to: 'withdrawn',
      may: authorOrSupervisor,
      fields: { reason: 'withdrawalReason' },
      stamps: 'withdrawnAt',
    },
    reopen: { from: ['withdrawn'], to: 'kept', may: authorOrSupervisor },
  },
  page: 'dossier',
  example: { kind: 'medical-report', audience: 'health', compartment: 'C3', title: 'Report of the second examination' },
})

export const documentWorkflow = document.workflow
export type DocumentRelation = RelationOf<typeof documentWorkflow>
export const Withdraw = document.inputs.withdraw

/**
 * Returns the parties of a document as its reader sees them: none if the reader may not know that the agency works on
 * the case.
 */
export const partiesOfDocument = ({ agencyId, authorId }: { agencyId: string | null; authorId: string | null }) =>
  document.partiesOf({ agencyId, authorId })
