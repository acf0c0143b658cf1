import { agency, audience, code, compartment, fiveValued, instant, staffMember, text } from '../records/fields.ts'
import { agencyIn, staffIn } from '../records/parties.ts'
import { entryType } from '../records/record-type.ts'
import { contactOutcomes, triedWays } from './terms.ts'

/**
 * An attempt to contact the person. Its author can mark a mistaken entry, which stays visible in the log but no longer
 * counts.
 */
export const contact = entryType('contact', {
  plural: 'contacts',
  area: 'protection.2',
  track: 'protection',
  dossier: 'case',
  compartment: 'C1',
  fields: {
    agencyId: agency(),
    personId: staffMember(),
    compartment: compartment(['C1']),
    way: code(triedWays),
    outcome: code(contactOutcomes),
    safe: fiveValued(),
    note: text({ max: 2000 }).optional(),
    at: instant(),
    recordedAt: instant(),
    struckAt: instant().optional(),
    audience: audience(),
  },
  parties: { author: staffIn('personId', { of: 'agencyId' }), owner: agencyIn('agencyId') },
  byHandAccess: ['create'],
  create: { fields: ['way', 'outcome', 'safe?', 'at?', 'note?'] },
  withdrawn: 'struckAt',
  page: 'dossier',
  example: {
    way: 'call',
    outcome: 'no-answer',
    safe: 'yes',
    at: '2026-12-01T09:00:00Z',
    note: 'The number rang for a minute',
  },
})
