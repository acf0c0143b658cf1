import { agency, instant, staffMember } from '../records/fields.ts'
import { agencyIn, byClock } from '../records/parties.ts'
import { recordType } from '../records/record-type.ts'
import { by } from '../workflow.ts'

/**
 * An unfinished record that no member of the responsible agency can open, because all have left or are barred from its
 * case. The supervisor learns only that such a record exists, not its type or case. A gap gives no person access:
 * another agency approves a new account or the lifting of a bar, and then the gap closes by itself.
 */
export const gap = recordType('gap', {
  plural: 'gaps',
  area: 'protection.5',
  track: null,
  dossier: null,
  compartment: 'C0',
  fields: {
    agencyId: agency(),
    /** Null if the agency has no supervisor and no head; then every member sees the gap. */
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
    /** A member of the agency can open the record again, or the agency is no longer responsible for it. */
    close: { from: ['open'], to: 'closed', may: by('clock', []), closes: 'all', stamps: 'closedAt' },
  },
  notices: { 'gap.found': 'work' },
  page: '/work',
  example: { agencyId: '0193c2a0-0000-7000-8000-000000000001' },
})
