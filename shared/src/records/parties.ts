import type { Parties, Party } from '../workflow.ts'
import { agency, type Field, type Fields, staffMember } from './fields.ts'

/**
 * A party of a record: an agency or a person. `agency` and `person` are the columns that store the party; without
 * columns hand-written code of the record type finds it.
 */
export interface PartyKind<C extends string = string, I extends Fields = Fields> {
  kind: 'agency' | 'person' | 'clock'
  agency?: C
  person?: C
  /** A row with a value in this column does not have this party. */
  unless?: C
  /** The role in the agency that is notified, if not its caseworkers. */
  role?: NonNullable<Party['role']>
  /** Only some rows have this party, as hand-written code and a database guard decide. */
  conditional?: true
  /** The party that created the record, which could therefore read its compartment at that time. */
  creates?: true
  /** The party that owes a deadline if a row does not have this party. */
  orElse?: string
  /** Columns that this party adds to the type, unless the type declares the columns itself. */
  implies?: I
}
export type PartyKinds = Readonly<Record<string, PartyKind>>

type NoFields = Record<never, Field>

/** The fields that these parties add to their type, unless the type declares them itself. */
export type ImpliedBy<P extends PartyKinds> = Merged<
  { [K in keyof P]: P[K] extends PartyKind<string, infer I> ? I : never }[keyof P]
>
type Merged<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer I) => void ? I : never

interface Details {
  conditional?: true
  role?: NonNullable<Party['role']>
  orElse?: string
}

/** An agency stored in a column; `person` is the column of the staff member who is notified. */
export const agencyIn = <const C extends string>(
  agency: C,
  details: Details & { person?: C; unless?: C } = {},
): PartyKind<C, NoFields> => ({ kind: 'agency', agency, ...details })

/** A staff member stored in one column, of the agency stored in another. */
export const staffIn = <const C extends string>(
  person: C,
  { of, ...details }: Details & { of: C },
): PartyKind<C, NoFields> => ({
  kind: 'person',
  agency: of,
  person,
  ...details,
})

/** The member of staff who created the record. */
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

/** The lead agency of the dossier, as stored in the row, and its responsible member of staff. */
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

/** An agency on the team of the dossier. Hand-written code finds it, since no column of the row names it. */
export const onTeam = (details: Details = {}): PartyKind<never, NoFields> => ({ kind: 'agency', ...details })

/** A body that the product cannot appoint yet, so that `orElse` owes its deadlines. */
export const notAppointed = (details: Details & { orElse: string }): PartyKind<never, NoFields> => ({
  kind: 'agency',
  ...details,
})

/** The product itself, which acts when a deadline has passed. It owes no deadline and gets no notification. */
export const byClock = (): PartyKind<never, NoFields> => ({ kind: 'clock' })

/** The columns from which these parties are read. */
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
