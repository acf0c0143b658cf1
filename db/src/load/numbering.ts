/** Numbers of rows to load. */
export interface Size {
  referrals: number
  cases: number
  agencies: number
}

/**
 * Ids are numbered, so that a benchmark can name a row without a query: kind in the first block, number in the last.
 */
const kinds = {
  agency: '00000a01',
  person: '00000a02',
  case: '00000a03',
  referral: '00000a04',
  text: '00000a06',
} as const
export type LoadedKind = keyof typeof kinds

/** The id of the `n`th row, counted from 1. */
export const nth = (kind: LoadedKind, n: number): string =>
  `${kinds[kind]}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
/** The part of such an id before the number. */
export const beforeNumber = (kind: LoadedKind): string => `${kinds[kind]}-0000-7000-8000-`

/** The first person of each agency is the caseworker to whom its work is assigned. */
export const functionsOfAgency = ['caseworker', 'caseworker', 'officer', 'supervisor', 'head'] as const
export const peoplePerAgency = functionsOfAgency.length
export const caseworkerOf = (agency: number): number => (agency - 1) * peoplePerAgency + 1

/** The receiving agency of the `n`th referral: mixed, so that every agency sends and receives every status. */
export const receiverOf = ({ agencies }: Size, n: number): number =>
  ((n * 31 + Math.floor(n / agencies)) % agencies) + 1
export const senderOf = ({ agencies }: Size, n: number): number =>
  ((n * 31 + Math.floor(n / agencies) + 1 + (n % (agencies - 1))) % agencies) + 1
export const caseOf = ({ cases }: Size, n: number): number => 1 + (n % cases)

/** The status, by the last digit of the referral's number. */
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
