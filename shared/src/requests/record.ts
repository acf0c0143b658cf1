import { coordinators, seesTeam } from '../actor.ts'
import { legalBases, purposes } from '../lawful-grounds.ts'
import { agency, code, instant, staffMember } from '../records/fields.ts'
import { agencyIn, byClock, staffIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by } from '../workflow.ts'
import { askableCompartments, refusalReasons } from './terms.ts'

/**
 * A request of a person for access to a compartment of a case. The agency responsible for the compartment must answer
 * it by a deadline.
 */
export const request = recordType('request', {
  plural: 'requests',
  area: 'protection.5',
  track: null,
  dossier: 'case',
  keepsReference: true,
  compartment: 'C0',
  fields: {
    /** The compartment to which access is requested. */
    compartment: code(askableCompartments),
    purpose: code(purposes),
    legalBasis: code(legalBases),
    fromAgencyId: agency(),
    fromPersonId: staffMember(),
    ownerAgencyId: agency(),
    refusalReason: code(refusalReasons).optional(),
    answeredAt: instant().optional(),
  },
  parties: {
    /** The person who asks for access. */
    author: staffIn('fromPersonId', { of: 'fromAgencyId' }),
    /** The agency that answers requests for this compartment. */
    owner: agencyIn('ownerAgencyId'),
    clock: byClock(),
  },
  readBy: { author: ['named'], owner: ['dossier'] },
  statuses: ['asked', 'granted', 'refused', 'withdrawn'],
  final: ['granted', 'refused', 'withdrawn'],
  covered: { asked: 'request.answer' },
  byHandAccess: ['create', 'change'],
  create: {
    may: by('author', coordinators),
    fields: ['compartment', 'purpose', 'legalBasis'],
    byHand: ['before'],
    filled: ['ownerAgencyId'],
    notifies: { owner: 'request.asked' },
  },
  actions: {
    grant: {
      from: ['asked'],
      to: 'granted',
      may: by('owner', seesTeam),
      byHand: ['before', 'after'],
      closes: 'all',
      notifies: { author: 'request.granted' },
      stamps: 'answeredAt',
    },
    refuse: {
      from: ['asked'],
      to: 'refused',
      may: by('owner', seesTeam),
      fields: { reason: 'refusalReason' },
      closes: 'all',
      notifies: { author: 'request.refused' },
      stamps: 'answeredAt',
    },
    withdraw: {
      from: ['asked'],
      to: 'withdrawn',
      may: by('author', coordinators),
      closes: 'all',
      stamps: 'answeredAt',
    },
    /** The case was handed over, so that its new lead answers the request. */
    'take-over': { from: ['asked'], may: by('clock', []) },
    /** The account of the asking person is disabled, so that the request ends. */
    'hand-back': { from: ['asked'], to: 'withdrawn', may: by('clock', []), closes: 'all' },
  },
  notices: {
    'request.asked': 'work',
    'request.granted': 'answers',
    'request.refused': 'answers',
  },
  list: {
    sort: 'createdAt',
    columns: ['compartment', 'purpose', 'fromAgencyId', 'status'],
    filters: ['status'],
  },
  page: 'dossier',
  example: { compartment: 'C3', purpose: 'assistance', legalBasis: 'consent' },
})

export const requestWorkflow = request.workflow
