import { openCompartments } from '../compartments.ts'
import { chosenBy } from '../records/declaration.ts'
import { agency, audience, code, compartment, instant, reference, staffMember, text } from '../records/fields.ts'
import { agencyIn, creator } from '../records/parties.ts'
import { entryType } from '../records/record-type.ts'

export const noteKinds = ['contact', 'observation', 'decision', 'hand-over', 'other'] as const

/**
 * A note, which has an audience and a compartment; only readers who belong to both may read it. A note never changes: a
 * correction is a new note.
 */
export const note = entryType('note', {
  plural: 'notes',
  area: 'protection.2',
  track: null,
  dossier: 'case',
  compartment: chosenBy('compartment'),
  fields: {
    kind: code(noteKinds),
    audience: audience(),
    compartment: compartment(openCompartments),
    text: text({ max: 10_000 }),
    agencyId: agency(),
    authorId: staffMember(),
    corrects: reference('note').optional(),
    handoverId: reference('handover').optional(),
    at: instant(),
  },
  parties: { author: creator(), owner: agencyIn('agencyId') },
  byHandAccess: ['create'],
  create: { fields: ['kind?', 'audience?', 'compartment?', 'text', 'corrects?'] },
  corrects: 'corrects',
  page: 'dossier',
  example: {
    kind: 'observation',
    audience: 'helping',
    compartment: 'C1',
    text: 'She would rather be called in the morning',
    at: '2026-12-01T09:00:00Z',
  },
})
