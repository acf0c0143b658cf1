import { agency, code, day, instant, staffMember } from '../records/fields.ts'
import { agencyIn, staffIn } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by, type RelationOf } from '../workflow.ts'

export const snapshotWithdrawals = ['figures-wrong', 'method-wrong', 'replaced', 'not-needed'] as const
export const signatures = ['another', 'drafter'] as const

/**
 * Figures that will be quoted: frozen when they are drafted, signed, published, and from then on the same for every reader. The
 * lead who drafts does not sign, where there is a second lead. What was wrong is withdrawn and stays readable; it is never changed.
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
    /** Null of what was drafted before this was kept. */
    drafterId: staffMember().optional(),
    signedBy: code(signatures).optional(),
    publishedAt: instant().optional(),
    withdrawnAt: instant().optional(),
  },
  byHand: ['document', 'hash'],
  parties: {
    /** The agency that leads the task force, whose lead keeps its figures. */
    owner: agencyIn('agencyId'),
    /** Where the agency has a second lead. */
    drafter: staffIn('drafterId', { of: 'agencyId', conditional: true }),
  },
  statuses: ['drafted', 'signed', 'published', 'withdrawn'],
  final: ['published', 'withdrawn'],
  covered: { drafted: 'snapshot.sign', signed: 'snapshot.publish' },
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
  page: '/snapshots/$id',
  example: { week: '2026-11-23' },
})

export const snapshotWorkflow = snapshot.workflow
export type SnapshotRelation = RelationOf<typeof snapshotWorkflow>

/** Without a second lead in the agency the drafter may sign, and what is signed says that one person did both. */
export const partiesOfSnapshot = (row: { agencyId: string; drafterId: string | null; hasSecondLead: boolean }) =>
  snapshot.partiesOf({ agencyId: row.agencyId, drafterId: row.hasSecondLead ? row.drafterId : null })
export const WithdrawSnapshot = snapshot.inputs.withdraw
