import { coordinators, firstResponders, seesTeam } from '../actor.ts'
import { recordType } from '../records/record-type.ts'
import { by, type RelationOf } from '../workflow.ts'
import { referralFields } from './fields.ts'
import {
  Accept,
  Amend,
  Assign,
  CloseUnstarted,
  Complete,
  Contacted,
  Decline,
  GiveBack,
  PhoneAcceptance,
  Query,
  Reply,
  Reroute,
  Settle,
  Withdraw,
} from './inputs.ts'
import { referralNotices } from './notices.ts'
import { referralParties } from './parties.ts'

const waiting = ['sent', 'received', 'queried'] as const
const answering = [
  'referral.acknowledge',
  'referral.answer',
  'referral.query-reply',
  'referral.phone-confirmation',
] as const
const everyClock = [
  ...answering,
  'referral.first-contact',
  'referral.service-start',
  'referral.service-review',
  'referral.resend',
  'referral.draft',
] as const

/**
 * A request of one agency to another to help one person. The sender is always notified of the result, and every open
 * status has a deadline with an owner.
 */
export const referral = recordType('referral', {
  plural: 'referrals',
  area: 'protection.5',
  track: 'protection',
  dossier: 'case',
  keepsReference: true,
  compartment: 'C0',
  fields: referralFields,
  byHand: ['language', 'answers'],
  parties: referralParties,
  readBy: { sender: ['named', { ifSet: 'fromPersonLeft' }], receiver: ['named'], 'case-lead': ['named'] },
  confidentialIn: { draft: 'author' },
  statuses: [
    'draft',
    'sent',
    'received',
    'queried',
    'accepted',
    'in-service',
    'declined',
    'withdrawn',
    'returned',
    'completed',
  ],
  final: ['declined', 'withdrawn', 'completed'],
  covered: {
    draft: 'referral.draft',
    sent: 'referral.answer',
    received: 'referral.answer',
    queried: 'referral.query-reply',
    accepted: 'referral.first-contact',
    'in-service': 'referral.service-review',
    returned: 'referral.resend',
  },
  editedIn: ['draft'],
  byHandAccess: ['all'],
  /**
   * A referral is created as a draft, or sent at once when a receiver refers the person onward; the deadline for its
   * answer then starts.
   */
  create: {
    fields: ['kind?', 'toAgencyId?'],
    alsoIn: { sent: { opens: ['referral.acknowledge'], notifies: { receiver: 'referral.sent' } } },
  },
  actions: {
    /** Sends the draft. Only the author may do so, since no other staff member can read the draft. */
    send: {
      from: ['draft'],
      to: 'sent',
      may: by('author', firstResponders),
      closes: ['referral.draft'],
      opens: ['referral.acknowledge', 'referral.answer'],
      notifies: { receiver: 'referral.sent', 'case-lead': 'case.referral-sent' },
    },
    /** Discards a draft: by its sender, or when the deadline of the draft expires. */
    discard: {
      from: ['draft'],
      to: 'withdrawn',
      may: [...by('sender', firstResponders), ...by('clock', [])],
      closes: ['referral.draft'],
    },
    acknowledge: {
      from: ['sent'],
      to: 'received',
      may: by('receiver', coordinators),
      closes: ['referral.acknowledge'],
      notifies: { sender: 'referral.received' },
    },
    query: {
      from: ['sent', 'received'],
      to: 'queried',
      may: by('receiver', coordinators),
      input: Query,
      closes: ['referral.acknowledge'],
      opens: ['referral.query-reply'],
      notifies: { sender: 'referral.queried' },
    },
    reply: {
      from: ['queried'],
      to: 'received',
      may: by('sender', firstResponders),
      input: Reply,
      closes: ['referral.query-reply'],
      notifies: { receiver: 'referral.replied' },
    },
    'record-phone-acceptance': {
      from: ['sent', 'received'],
      may: by('sender', firstResponders),
      input: PhoneAcceptance,
      // A corrected telephone acceptance replaces the earlier acceptance, so that only one confirmation is owed.
      closes: ['referral.phone-confirmation'],
      opens: ['referral.phone-confirmation'],
      notifies: { receiver: 'referral.accepted-by-phone' },
    },
    accept: {
      from: waiting,
      to: 'accepted',
      may: by('receiver', coordinators),
      input: Accept,
      closes: answering,
      opens: ['referral.first-contact'],
      notifies: { sender: 'referral.accepted', 'case-lead': 'case.referral-accepted', assignee: 'referral.accepted' },
    },
    decline: {
      from: waiting,
      to: 'declined',
      may: by('receiver', coordinators),
      input: Decline,
      closes: answering,
      // The need is not met and returns to the sender, who must send it to another agency or settle it by a deadline.
      opens: ['referral.resend'],
      notifies: { sender: 'referral.declined', 'case-lead': 'case.referral-declined' },
    },
    assign: {
      from: ['accepted', 'in-service'],
      may: by('receiver', seesTeam),
      input: Assign,
      notifies: { assignee: 'referral.assigned' },
    },
    /** The person was reached, and the service has begun. */
    start: {
      from: ['accepted'],
      to: 'in-service',
      may: by('receiver', coordinators),
      input: Contacted,
      closes: ['referral.first-contact', 'referral.service-start'],
      opens: ['referral.service-review'],
      notifies: { sender: 'referral.started', 'case-lead': 'case.referral-started' },
    },
    /** The person was reached. The service begins later, by a deadline of its own. */
    reach: {
      from: ['accepted'],
      while: 'referral.first-contact',
      may: by('receiver', coordinators),
      input: Contacted,
      closes: ['referral.first-contact'],
      opens: ['referral.service-start'],
      notifies: { sender: 'referral.reached', 'case-lead': 'case.referral-reached' },
    },
    /** The person was not reached. The first contact is still owed, and its deadline continues. */
    'try-contact': {
      from: ['accepted'],
      while: 'referral.first-contact',
      may: by('receiver', coordinators),
      input: Contacted,
      notifies: { sender: 'referral.not-reached' },
    },
    /**
     * Ends an accepted service before it began, because the person does not want it or cannot be found. No other agency
     * is asked.
     */
    'close-unstarted': {
      from: ['accepted'],
      to: 'withdrawn',
      may: by('receiver', coordinators),
      input: CloseUnstarted,
      closes: everyClock,
      notifies: { sender: 'referral.not-begun', 'case-lead': 'case.referral-not-begun' },
    },
    /**
     * The receiver cannot give the accepted service, and the need returns to the sender. A receiver that leads the case
     * hands over the case instead.
     */
    'give-back': {
      from: ['accepted', 'in-service'],
      to: 'declined',
      only: 'service',
      may: by('receiver', coordinators),
      input: GiveBack,
      closes: [...answering, 'referral.first-contact', 'referral.service-start', 'referral.service-review'],
      opens: ['referral.resend'],
      notifies: { sender: 'referral.given-back', 'case-lead': 'case.referral-given-back' },
    },
    /** Records the regular review of a service: whether it continues, and whether the person still wants it. */
    'review-service': {
      from: ['in-service'],
      may: by('receiver', coordinators),
      closes: ['referral.service-review'],
      opens: ['referral.service-review'],
    },
    complete: {
      from: ['in-service'],
      to: 'completed',
      may: by('receiver', coordinators),
      input: Complete,
      closes: everyClock,
      notifies: { sender: 'referral.completed', 'case-lead': 'case.referral-completed' },
    },
    amend: {
      from: ['sent', 'received', 'queried', 'accepted', 'in-service'],
      may: by('sender', firstResponders),
      input: Amend,
      notifies: { receiver: 'referral.amended', sender: 'referral.amended', 'case-lead': 'case.referral-amended' },
    },
    reroute: {
      from: [...waiting, 'returned'],
      to: 'withdrawn',
      begins: true,
      may: by('sender', firstResponders),
      input: Reroute,
      closes: everyClock,
      notifies: { receiver: 'referral.rerouted', 'case-lead': 'case.referral-rerouted' },
    },
    'refer-onward': {
      from: ['declined'],
      while: 'referral.resend',
      begins: true,
      may: by('sender', firstResponders),
      input: Reroute,
      closes: ['referral.resend'],
      notifies: { 'case-lead': 'case.referral-rerouted' },
    },
    settle: {
      from: ['declined'],
      while: 'referral.resend',
      may: by('sender', firstResponders),
      input: Settle,
      closes: ['referral.resend'],
      notifies: { 'case-lead': 'case.referral-settled' },
    },
    /**
     * Withdraws a referral. The sender may do so only before the service begins; a service that has begun is ended by
     * the receiver. A receiver that has become the case lead cannot withdraw the referral either, since it has actions
     * of its own.
     */
    withdraw: {
      from: [...waiting, 'accepted', 'returned'],
      to: 'withdrawn',
      may: [...by('sender', firstResponders), ...by('case-lead', coordinators)],
      notBy: 'receiver',
      input: Withdraw,
      closes: everyClock,
      // The case lead may withdraw a referral of another agency, which is then notified as the sender.
      notifies: {
        receiver: 'referral.withdrawn',
        'case-lead': 'case.referral-withdrawn',
        sender: 'referral.yours-withdrawn',
      },
    },
    /** Moves the lead referral with the case, which was handed over within the agency. */
    'take-over': { from: ['accepted', 'in-service'], may: by('clock', []) },
    /** Unassigns the referral in an agency whose responsible person has left. */
    'hand-back': {
      from: ['draft', ...waiting, 'accepted', 'in-service', 'returned', 'declined'],
      may: by('clock', []),
    },
    /**
     * Returns an unanswered referral to its sender. Referrals that are for a child, urgent or accepted by telephone
     * never return: their reminders continue.
     */
    return: {
      from: ['sent', 'received'],
      to: 'returned',
      may: by('clock', []),
      closes: answering,
      opens: ['referral.resend'],
      notifies: { sender: 'referral.returned', receiver: 'referral.returned', 'case-lead': 'case.referral-returned' },
    },
  },
  notices: referralNotices,
  otherNotices: { message: 'referral.messaged', 'on-my-way': 'referral.on-my-way' },
  list: {
    sort: 'createdAt',
    columns: ['kind', 'fromAgencyId', 'toAgencyId', 'urgency', 'status'],
    filters: ['status', 'urgency'],
  },
  /** `lead-moved`: the acceptance of another referral changed the case lead. */
  alongside: { 'lead-moved': ['sent', 'received', 'queried', 'returned'] },
  page: '/referrals/$id',
  live: true,
  example: { kind: 'service', urgency: 'soon', ageBand: '21-29', interpreter: true, childProcedure: false },
})

export const referralWorkflow = referral.workflow
export type ReferralRelation = RelationOf<typeof referralWorkflow>
export const partiesOfReferral = referral.partiesOf
export type ReferralAction = (typeof referralWorkflow.actionNames)[number]
export type ReferralStatus = (typeof referralWorkflow.statuses)[number]
