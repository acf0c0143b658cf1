import { z } from 'zod'
import { coordinators } from '../actor.ts'
import { legalBases, purposes } from '../lawful-grounds.ts'
import { agency, code, fiveValued, instant, staffMember } from '../records/fields.ts'
import { agencyIn, staffIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by, type RelationOf } from '../workflow.ts'
import { handoverDeclineReasons } from './terms.ts'

/**
 * The acceptance of a hand-over. `assigneeId`: the person who becomes the case lead, whom a supervisor of the receiving
 * agency may name; by default the accepting staff member.
 */
export const TakeOver = z.strictObject({ assigneeId: z.uuid().optional() })

const receiving = [...by('assignee', coordinators), ...by('receiving-agency', coordinators)] as const

/**
 * A hand-over: the offer of the lead of a case to another person or agency. The giver leads until the receiver accepts;
 * afterwards the receiver leads.
 */
export const handover = recordType('handover', {
  plural: 'handovers',
  area: 'protection.5',
  track: null,
  dossier: 'case',
  keepsReference: true,
  compartment: 'C0',
  fields: {
    fromAgencyId: agency(),
    fromPersonId: staffMember(),
    toAgencyId: agency(),
    toPersonId: staffMember().optional(),
    /** The person's answer to the hand-over, or why the person was not asked. */
    asked: fiveValued(),
    legalBasis: code(legalBases).optional(),
    declineReason: code(handoverDeclineReasons).optional(),
    answeredAt: instant().optional(),
    purpose: code(purposes),
  },
  parties: {
    /** The staff member who made the offer. */
    author: staffIn('fromPersonId', { of: 'fromAgencyId' }),
    /** The agency that leads until the offer is accepted. */
    giver: agencyIn('fromAgencyId', { person: 'fromPersonId' }),
    /** The party that is notified of the offer and owes the answer. */
    receiver: agencyIn('toAgencyId', { person: 'toPersonId' }),
    /** The colleague who is to become the case lead, for an offer within the agency. */
    assignee: staffIn('toPersonId', { of: 'toAgencyId' }),
    /** The receiver, if it is another agency: any of its members may answer. */
    'receiving-agency': agencyIn('toAgencyId', { unless: 'toPersonId' }),
  },
  readBy: { giver: ['named', 'dossier'], receiver: ['named', 'dossier'] },
  statuses: ['offered', 'accepted', 'declined', 'withdrawn'],
  final: ['accepted', 'declined', 'withdrawn'],
  covered: { offered: 'handover.answer' },
  byHandAccess: ['all'],
  create: {
    fields: ['toPersonId?', 'toAgencyId?', 'asked', 'legalBasis?'],
    notifies: { receiver: 'handover.offered' },
  },
  actions: {
    accept: {
      from: ['offered'],
      to: 'accepted',
      may: receiving,
      input: TakeOver,
      closes: 'all',
      notifies: { giver: 'handover.accepted' },
      stamps: 'answeredAt',
    },
    decline: {
      from: ['offered'],
      to: 'declined',
      may: receiving,
      fields: { reason: 'declineReason' },
      closes: 'all',
      notifies: { giver: 'handover.declined' },
      stamps: 'answeredAt',
    },
    withdraw: {
      from: ['offered'],
      to: 'withdrawn',
      may: by('giver', coordinators),
      closes: 'all',
      notifies: { receiver: 'handover.withdrawn' },
      stamps: 'answeredAt',
    },
  },
  notices: {
    'handover.offered': 'work',
    'handover.accepted': 'answers',
    'handover.declined': 'answers',
    'handover.withdrawn': 'work',
  },
  page: '/handovers/$id',
  example: { asked: 'yes', purpose: 'assistance', legalBasis: 'consent' },
})

export const handoverWorkflow = handover.workflow
export type HandoverRelation = RelationOf<typeof handoverWorkflow>
export const partiesOfHandover = handover.partiesOf
export const DeclineHandover = handover.inputs.decline
