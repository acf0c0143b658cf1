/** The number of rows of each kind to load. */
export interface Size {
  referrals: number
  cases: number
  agencies: number
}

/**
 * The first blocks of loaded ids. An id contains the kind of the row in the first block and its number in the last, so
 * that a benchmark can compute the id of a row without a query.
 */
const kinds = {
  agency: '00000a01',
  person: '00000a02',
  case: '00000a03',
  referral: '00000a04',
  text: '00000a06',
} as const
export type LoadedKind = keyof typeof kinds

/** Returns the id of the `n`th row, counted from 1. */
export const nth = (kind: LoadedKind, n: number): string =>
  `${kinds[kind]}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
/** Returns the part of a loaded id before its number. */
export const beforeNumber = (kind: LoadedKind): string => `${kinds[kind]}-0000-7000-8000-`

/** The roles of the staff in each loaded agency. The agency's work is assigned to the first person, a caseworker. */
export const functionsOfAgency = ['caseworker', 'caseworker', 'officer', 'supervisor', 'head'] as const
export const peoplePerAgency = functionsOfAgency.length
export const caseworkerOf = (agency: number): number => (agency - 1) * peoplePerAgency + 1

/**
 * Returns the number of the receiving agency of the `n`th referral. Referrals are distributed so that every agency
 * sends and receives referrals of every status.
 */
export const receiverOf = ({ agencies }: Size, n: number): number =>
  ((n * 31 + Math.floor(n / agencies)) % agencies) + 1
export const senderOf = ({ agencies }: Size, n: number): number =>
  ((n * 31 + Math.floor(n / agencies) + 1 + (n % (agencies - 1))) % agencies) + 1
export const caseOf = ({ cases }: Size, n: number): number => 1 + (n % cases)

/** The status of a referral, by the last digit of its number. */
export const statusesByDigit = [
  'sent',
  'received',
  'accepted',
  'in-service',
  'completed',
  'completed',
  'declined',
  'sent',
  'withdrawn',
  'completed',
] as const
