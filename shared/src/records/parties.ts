import type { Parties, Party } from '../workflow.ts'
import { agency, type Field, type Fields, staffMember } from './fields.ts'

/**
 * A party of a record: an agency or a person. `agency` and `person` are the columns that store the party; if both are
 * missing, hand-written code of the record type finds the party.
 */
export interface PartyKind<C extends string = string, I extends Fields = Fields> {
  kind: 'agency' | 'person' | 'clock'
  agency?: C
  person?: C
  /** The column whose value excludes this party: a row with a value in the column does not have the party. */
  unless?: C
  /** The role in the agency that is notified instead of its caseworkers. */
  role?: NonNullable<Party['role']>
  /** Whether only some rows have this party, as hand-written code and a database guard decide. */
  conditional?: true
  /** Whether this party created the record and could therefore read its compartment at that time. */
  creates?: true
  /** The party that owes a deadline if a row does not have this party. */
  orElse?: string
  /** The columns that this party adds to the type, unless the type itself declares them. */
  implies?: I
}
export type PartyKinds = Readonly<Record<string, PartyKind>>

type NoFields = Record<never, Field>

/** The fields that these parties add to their type, unless the type itself declares them. */
export type ImpliedBy<P extends PartyKinds> = Merged<
  { [K in keyof P]: P[K] extends PartyKind<string, infer I> ? I : never }[keyof P]
>
type Merged<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never

interface Details {
  conditional?: true
  role?: NonNullable<Party['role']>
  orElse?: string
}

/**
 * Declares a party that is an agency, stored in a column. `person` is the column of the staff member who is notified.
 */
export const agencyIn = <const C extends string>(
  agency: C,
  details: Details & { person?: C; unless?: C } = {},
): PartyKind<C, NoFields> => ({ kind: 'agency', agency, ...details })

/** Declares a party that is a staff member, stored in one column, of the agency stored in another column. */
export const staffIn = <const C extends string>(
  person: C,
  { of, ...details }: Details & { of: C },
): PartyKind<C, NoFields> => ({
  kind: 'person',
  agency: of,
  person,
  ...details,
})

/** Declares the staff member who created the record as a party. */
export const creator = (): PartyKind<'authorId' | 'agencyId', CreatorFields> => ({
  kind: 'person',
  person: 'authorId',
  agency: 'agencyId',
  creates: true,
  implies: { authorId: staffMember(), agencyId: agency() },
})
type CreatorFields = {
  readonly authorId: ReturnType<typeof staffMember>
  readonly agencyId: ReturnType<typeof agency>
}

/** Declares the lead agency of the dossier, as stored in the row, and its responsible staff member as a party. */
export const dossierLead = (details: Details = {}): PartyKind<'leadAgencyId' | 'leadPersonId', LeadFields> => ({
  kind: 'agency',
  agency: 'leadAgencyId',
  person: 'leadPersonId',
  implies: { leadAgencyId: agency(), leadPersonId: staffMember().optional() },
  ...details,
})
type LeadFields = {
  readonly leadAgencyId: ReturnType<typeof agency>
  readonly leadPersonId: ReturnType<ReturnType<typeof staffMember>['optional']>
}

/**
 * Declares a party that is an agency on the team of the dossier. Hand-written code finds the agency, since no column of
 * the row names it.
 */
export const onTeam = (details: Details = {}): PartyKind<never, NoFields> => ({ kind: 'agency', ...details })

/**
 * Declares a party that is a body which the product cannot appoint yet, so that the party in `orElse` owes its
 * deadlines.
 */
export const notAppointed = (details: Details & { orElse: string }): PartyKind<never, NoFields> => ({
  kind: 'agency',
  ...details,
})

/**
 * Declares the product itself as a party, which acts when a deadline has passed. This party owes no deadline and gets
 * no notification.
 */
export const byClock = (): PartyKind<never, NoFields> => ({ kind: 'clock' })

/** The columns from which these parties are read. */
export type PartyColumns<P extends PartyKinds> = {
  [K in keyof P]: P[K] extends PartyKind<infer C> ? C : never
}[keyof P]
export type PartyRow<P extends PartyKinds> = Readonly<Record<PartyColumns<P>, string | null>>

/** Returns the parties of one row, read from its columns. */
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
