import { agency, code, day, instant, staffMember } from '../records/fields.ts'
import { agencyIn, staffIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by, type RelationOf } from '../workflow.ts'

export const snapshotWithdrawals = ['figures-wrong', 'method-wrong', 'replaced', 'not-needed'] as const
export const signatures = ['another', 'drafter'] as const

/**
 * A snapshot: figures that can be quoted. They are frozen when drafted, then signed and published, and the same for
 * every reader from then on. The lead who drafted a snapshot does not sign it if there is a second lead. A wrong
 * snapshot is never changed: it is withdrawn and stays readable.
 */
export const snapshot = recordType('snapshot', {
  plural: 'snapshots',
  area: 'prevention.3',
  track: null,
  dossier: null,
  compartment: 'C0',
  fields: {
    agencyId: agency(),
    week: day(),
    withdrawalReason: code(snapshotWithdrawals).optional(),
    signedAt: instant().optional(),
    /** The lead who drafted the snapshot; null for snapshots older than this column. */
    drafterId: staffMember().optional(),
    signedBy: code(signatures).optional(),
    publishedAt: instant().optional(),
    withdrawnAt: instant().optional(),
  },
  byHand: ['document', 'hash'],
  parties: {
    /** The agency that leads the task force and is responsible for its figures. */
    owner: agencyIn('agencyId'),
    /** The lead who drafted the snapshot, who is a party of its own only if the agency has a second task-force lead. */
    drafter: staffIn('drafterId', { of: 'agencyId', conditional: true }),
  },
  statuses: ['drafted', 'signed', 'published', 'withdrawn'],
  final: ['published', 'withdrawn'],
  covered: { drafted: 'snapshot.sign', signed: 'snapshot.publish' },
  byHandAccess: ['all'],
  create: { may: by('owner', ['lead']), fields: ['week'] },
  actions: {
    sign: {
      from: ['drafted'],
      to: 'signed',
      may: by('owner', ['lead']),
      notBy: 'drafter',
      closes: ['snapshot.sign'],
      opens: ['snapshot.publish'],
      stamps: 'signedAt',
    },
    publish: {
      from: ['signed'],
      to: 'published',
      may: by('owner', ['lead']),
      closes: ['snapshot.publish'],
      stamps: 'publishedAt',
    },
    withdraw: {
      from: ['drafted', 'signed', 'published'],
      to: 'withdrawn',
      may: by('owner', ['lead']),
      fields: { reason: 'withdrawalReason' },
      closes: 'all',
      stamps: 'withdrawnAt',
    },
  },
  list: { sort: 'week', columns: ['week', 'status'], filters: ['status'] },
  page: '/statistics/$id',
  example: { week: '2026-11-23' },
})

export const snapshotWorkflow = snapshot.workflow
export type SnapshotRelation = RelationOf<typeof snapshotWorkflow>

/**
 * Returns the parties of a snapshot. In an agency without a second lead the drafter may sign, and the snapshot states
 * that one person did both.
 */
export const partiesOfSnapshot = (row: { agencyId: string; drafterId: string | null; hasSecondLead: boolean }) =>
  snapshot.partiesOf({ agencyId: row.agencyId, drafterId: row.hasSecondLead ? row.drafterId : null })
