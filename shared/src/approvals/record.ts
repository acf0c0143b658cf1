import { coordinators, type StaffFunction } from '../actor.ts'
import { agency, code, flag, instant, number, reference, staffMember } from '../records/fields.ts'
import { agencyIn, byClock, staffIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by, type RelationOf } from '../workflow.ts'
import { approvalKinds, approvalRefusals, approving } from './terms.ts'

const askingForApproval: readonly StaffFunction[] = [...coordinators, 'administrator']

/** An approval: an action waits until a person of another agency approves it; the database then carries it out. */
export const approval = recordType('approval', {
  plural: 'approvals',
  area: 'prosecution.9',
  track: null,
  dossier: null,
  compartment: 'C0',
  fields: {
    kind: code(approvalKinds),
    aboutCaseId: reference('case').optional(),
    fromAgencyId: agency(),
    fromPersonId: staffMember(),
    /** The agency that is asked; null if the founding administrator acted without approval. */
    toAgencyId: agency().optional(),
    toPersonId: staffMember().optional(),
    needed: number(),
    endorsedBy: staffMember().optional(),
    answeredBy: staffMember().optional(),
    alone: flag(),
    refusalReason: code(approvalRefusals).optional(),
    answeredAt: instant().optional(),
  },
  byHand: ['subjectId', 'payload', 'tried'],
  parties: {
    /** The person who asked for the approval. */
    author: staffIn('fromPersonId', { of: 'fromAgencyId', role: 'person' }),
    /** The agency that is asked for the approval. */
    approver: agencyIn('toAgencyId', { person: 'toPersonId', role: 'approver', orElse: 'author' }),
    clock: byClock(),
  },
  statuses: ['asked', 'endorsed', 'approved', 'refused', 'withdrawn'],
  final: ['approved', 'refused', 'withdrawn'],
  covered: { asked: 'approval.answer', endorsed: 'approval.answer' },
  byHandAccess: ['all'],
  create: { fields: ['kind', 'aboutCaseId?'], alsoIn: { approved: {} }, notifies: { approver: 'approval.asked' } },
  actions: {
    /** The first of two approvals. If two approvals are needed, the first `approve` becomes this action. */
    endorse: {
      from: ['asked'],
      to: 'endorsed',
      may: by('approver', approving),
      closes: 'all',
      opens: ['approval.answer'],
      notifies: { author: 'approval.endorsed', approver: 'approval.endorsed' },
      ownRoute: true,
    },
    approve: {
      from: ['asked', 'endorsed'],
      to: 'approved',
      may: by('approver', approving),
      closes: 'all',
      notifies: { author: 'approval.approved' },
    },
    refuse: {
      from: ['asked', 'endorsed'],
      to: 'refused',
      may: by('approver', approving),
      fields: { reason: 'refusalReason' },
      closes: 'all',
      notifies: { author: 'approval.refused' },
    },
    withdraw: { from: ['asked', 'endorsed'], to: 'withdrawn', may: by('author', askingForApproval), closes: 'all' },
    /** The asked agency did not answer in time, so another agency is asked. */
    escalate: {
      from: ['asked', 'endorsed'],
      may: by('clock', []),
      closes: 'all',
      opens: ['approval.answer'],
      notifies: { approver: 'approval.asked' },
    },
    /** The approval ends, because the asking person's account was disabled or the action is no longer possible. */
    lapse: {
      from: ['asked', 'endorsed'],
      to: 'withdrawn',
      may: by('clock', []),
      closes: 'all',
      notifies: { author: 'approval.lapsed' },
    },
  },
  notices: {
    'approval.asked': 'work',
    'approval.endorsed': 'answers',
    'approval.approved': 'answers',
    'approval.refused': 'answers',
    'approval.lapsed': 'answers',
  },
  page: '/approvals',
  example: { kind: 'bar', needed: 1, alone: false },
})

export const approvalWorkflow = approval.workflow
export type ApprovalRelation = RelationOf<typeof approvalWorkflow>
export const partiesOfApproval = approval.partiesOf
export const RefuseApproval = approval.inputs.refuse
