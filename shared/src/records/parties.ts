import type { Parties, Party } from '../workflow.ts'
import { agency, type Fields, staffMember } from './fields.ts'

/**
 * A way to stand to a record: as an agency, or in person. `agency` and `person` name the columns that keep it; without columns
 * the hand-written part of the type resolves it.
 */
export interface PartyKind<C extends string = string> {
  kind: 'agency' | 'person' | 'clock'
  agency?: C
  person?: C
  /** A row with this column filled has no such party. */
  unless?: C
  /** Which members of the agency its notifications reach, where not those who work its queue. */
  role?: NonNullable<Party['role']>
  /** Stands so in some rows alone, which the hand-written part and a database guard of its own decide. */
  conditional?: true
  /** Created the record, and could therefore read its compartment then. */
  creates?: true
  /** The party that holds the deadline where a row has no such party. */
  orElse?: string
  /** Columns that the type has because of this party, where it does not declare them itself. */
  implies?: Fields
}
export type PartyKinds = Readonly<Record<string, PartyKind>>

interface Details {
  conditional?: true
  role?: NonNullable<Party['role']>
  orElse?: string
}

/** The agency that a column names. `person`: the column of the member of staff whom its notifications reach. */
export const agencyIn = <const C extends string>(
  agency: C,
  details: Details & { person?: C; unless?: C } = {},
): PartyKind<C> => ({ kind: 'agency', agency, ...details })

/** The member of staff that one column names, of the agency that another one names. */
export const staffIn = <const C extends string>(person: C, { of, ...details }: Details & { of: C }): PartyKind<C> => ({
  kind: 'person',
  agency: of,
  person,
  ...details,
})

/** The member of staff who created the record. */
export const creator = (): PartyKind<'authorId' | 'agencyId'> => ({
  kind: 'person',
  person: 'authorId',
  agency: 'agencyId',
  creates: true,
  implies: { authorId: staffMember(), agencyId: agency() },
})

/** The agency that leads the dossier, as the row keeps it, and the member of staff who leads it in person. */
export const dossierLead = (details: Details = {}): PartyKind<'leadAgencyId' | 'leadPersonId'> => ({
  kind: 'agency',
  agency: 'leadAgencyId',
  person: 'leadPersonId',
  implies: { leadAgencyId: agency(), leadPersonId: staffMember().optional() },
  ...details,
})

/** An agency of the dossier's team that the hand-written part of the type resolves, for none of the row's columns names it. */
export const onTeam = (details: Details = {}): PartyKind<never> => ({ kind: 'agency', ...details })

/** A body that no part of the product appoints yet: `orElse` owes its clocks until one does. */
export const notAppointed = (details: Details & { orElse: string }): PartyKind<never> => ({
  kind: 'agency',
  ...details,
})

/** Not a party: what the product does by itself when a deadline has passed. It holds no clock and is notified of nothing. */
export const byClock = (): PartyKind<never> => ({ kind: 'clock' })

/** The columns that these parties are read from. */
export type PartyColumns<P extends PartyKinds> = {
  [K in keyof P]: P[K] extends PartyKind<infer C> ? C : never
}[keyof P]
export type PartyRow<P extends PartyKinds> = Readonly<Record<PartyColumns<P>, string | null>>

/** The parties of one row, read from its columns. */
export const partiesOf = <P extends PartyKinds>(kinds: P, row: PartyRow<P>): Parties<Extract<keyof P, string>> => {
  const columns: Readonly<Record<string, string | null>> = row
  const parties: Partial<Record<string, Party>> = {}
  for (const [relation, kind] of Object.entries(kinds)) {
    const party = partyIn(kind, columns)
    if (party !== undefined) parties[relation] = party
  }
  return parties as Parties<Extract<keyof P, string>>
}

const partyIn = (
  { kind, agency, person, unless, role }: PartyKind,
  row: Readonly<Record<string, string | null>>,
): Party | undefined => {
  const agencyId = agency === undefined ? null : (row[agency] ?? null)
  const personId = person === undefined ? null : (row[person] ?? null)
  if (agencyId === null || (kind === 'person' && personId === null)) return undefined
  if (unless !== undefined && (row[unless] ?? null) !== null) return undefined
  return {
    agencyId,
    personId,
    ...(kind === 'person' ? { inPerson: true } : {}),
    ...(role === undefined ? {} : { role }),
  }
}
