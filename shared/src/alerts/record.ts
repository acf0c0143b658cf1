import { coordinators, firstResponders } from '../actor.ts'
import { agency, code, instant, key, number, staffMember } from '../records/fields.ts'
import { agencyIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by } from '../workflow.ts'

export const alertBoxes = ['inbox', 'outbox'] as const
export const alertKinds = ['duty-to-notify'] as const
/** The results of an alert. The result is a code, because an alert describes no person. */
export const closeReasons = ['noted', 'passed-to-police', 'joins-what-is-known', 'not-enough-to-act-on'] as const
export const alertWithdrawals = ['now-referred', 'mistaken-or-duplicate'] as const

/**
 * An alert, a notification to an authority that names no person. It is sent, received and closed; its sender is always
 * notified of the result.
 */
export const alert = recordType('alert', {
  plural: 'alerts',
  area: 'protection.1',
  track: 'protection',
  dossier: null,
  compartment: 'C0',
  fields: {
    kind: code(alertKinds),
    reference: key(),
    fromAgencyId: agency(),
    fromPersonId: staffMember(),
    toAgencyId: agency(),
    formId: key(),
    formVersion: number(),
    closeReason: code(closeReasons).optional(),
    withdrawalReason: code(alertWithdrawals).optional(),
    receivedAt: instant().optional(),
    endedAt: instant().optional(),
  },
  parties: {
    /** The author, and the author's supervisors and heads. */
    sender: agencyIn('fromAgencyId', { person: 'fromPersonId' }),
    /** The authority that receives the alert. */
    receiver: agencyIn('toAgencyId'),
  },
  statuses: ['sent', 'received', 'closed', 'withdrawn'],
  final: ['closed', 'withdrawn'],
  covered: { sent: 'alert.acknowledge', received: 'alert.review' },
  byHandAccess: ['create', 'change', 'rights'],
  create: { fields: ['toAgencyId'], notifies: { receiver: 'alert.sent' } },
  actions: {
    acknowledge: {
      from: ['sent'],
      to: 'received',
      may: by('receiver', coordinators),
      closes: ['alert.acknowledge'],
      opens: ['alert.review'],
      notifies: { sender: 'alert.received' },
      stamps: 'receivedAt',
    },
    close: {
      from: ['received'],
      to: 'closed',
      may: by('receiver', coordinators),
      fields: { reason: 'closeReason' },
      closes: ['alert.review'],
      notifies: { sender: 'alert.closed' },
      stamps: 'endedAt',
    },
    /**
     * The sender withdraws the alert because the person agreed to be referred after all, or because the alert was sent
     * by mistake.
     */
    withdraw: {
      from: ['sent', 'received'],
      to: 'withdrawn',
      may: by('sender', firstResponders),
      fields: { reason: 'withdrawalReason' },
      closes: 'all',
      notifies: { receiver: 'alert.withdrawn' },
      stamps: 'endedAt',
    },
  },
  notices: {
    'alert.sent': 'work',
    'alert.received': 'progress',
    'alert.closed': 'answers',
    'alert.withdrawn': 'work',
  },
  list: {
    sort: 'createdAt',
    columns: ['reference', 'fromAgencyId', 'toAgencyId', 'status'],
    filters: ['status'],
    boxes: alertBoxes,
  },
  page: '/alerts/$id',
  example: {
    kind: 'duty-to-notify',
    reference: 'DN-2345-6789',
    toAgencyId: '0193c2a0-0000-7000-8000-000000000001',
    formId: 'duty-to-notify',
    formVersion: 1,
  },
})

export const alertWorkflow = alert.workflow
