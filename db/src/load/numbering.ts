/** Numbers of rows to load. */
export interface Size {
  referrals: number
  cases: number
  agencies: number
}

/** Ids are counted, so that a benchmark can name a row without a query: kind in the first block, number in the last. */
const kinds = {
  agency: '00000a01',
  person: '00000a02',
  case: '00000a03',
  referral: '00000a04',
  text: '00000a06',
} as const
export type LoadedKind = keyof typeof kinds

/** The id of the `n`th, counted from 1. */
export const nth = (kind: LoadedKind, n: number): string =>
  `${kinds[kind]}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
/** What stands before the number in the id of such a record. */
export const beforeNumber = (kind: LoadedKind): string => `${kinds[kind]}-0000-7000-8000-`

/** The first of each agency is the caseworker to whom its work is given. */
export const functionsOfAgency = ['caseworker', 'caseworker', 'officer', 'supervisor', 'head'] as const
export const peoplePerAgency = functionsOfAgency.length
export const caseworkerOf = (agency: number): number => (agency - 1) * peoplePerAgency + 1

/** Which agency takes the `n`th referral: mixed, so that every agency sends and receives every status. */
export const receiverOf = ({ agencies }: Size, n: number): number =>
  ((n * 31 + Math.floor(n / agencies)) % agencies) + 1
export const senderOf = ({ agencies }: Size, n: number): number =>
  ((n * 31 + Math.floor(n / agencies) + 1 + (n % (agencies - 1))) % agencies) + 1
export const caseOf = ({ cases }: Size, n: number): number => 1 + (n % cases)

/** By the last digit of its number. */
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
