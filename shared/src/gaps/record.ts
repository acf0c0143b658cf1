import { agency, instant, staffMember } from '../records/fields.ts'
import { agencyIn, byClock } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by } from '../workflow.ts'

/**
 * A gap: an unfinished record that no member of the responsible agency can open, because all members have left or are
 * barred from its case. The supervisor is told only that such a record exists, not its type or case. A gap gives no
 * person access; it closes when another agency has approved a new account or the lifting of a bar, so that a member can
 * open the record.
 */
export const gap = recordType('gap', {
  plural: 'gaps',
  area: 'protection.5',
  track: null,
  dossier: null,
  compartment: 'C0',
  fields: {
    agencyId: agency(),
    /** The supervisor or head who sees the gap. If null, the agency has neither, and every member sees the gap. */
    supervisorId: staffMember().optional(),
    closedAt: instant().optional(),
  },
  byHand: ['subjectKind', 'subjectId'],
  parties: {
    owner: agencyIn('agencyId', { person: 'supervisorId' }),
    clock: byClock(),
  },
  statuses: ['open', 'closed'],
  final: ['closed'],
  covered: { open: 'gap.close' },
  byHandAccess: ['all'],
  create: { may: by('clock', []), fields: ['agencyId', 'supervisorId?'], notifies: { owner: 'gap.found' } },
  actions: {
    /**
     * Closes the gap, because a member of the agency can open the record again, or the agency is no longer responsible
     * for the record.
     */
    close: { from: ['open'], to: 'closed', may: by('clock', []), closes: 'all', stamps: 'closedAt' },
  },
  notices: { 'gap.found': 'work' },
  page: '/work',
  example: { agencyId: '0193c2a0-0000-7000-8000-000000000001' },
})
