/** Fields set by administrators only: changing them would let an agency take another's name, reach or rights. */
export const settledFields = ['name', 'sector', 'region', 'protected', 'placementDesk'] as const
/** What an agency says of itself. */
export const keptFields = [
  'services',
  'eligibility',
  'languages',
  'hours',
  'alwaysOpen',
  'zone',
  'dutyPhone',
  'takesReferrals',
] as const
/** The fields of an entry that can be changed; `policy.ts` says by whom. */
export const agencyFields = [...settledFields, ...keptFields] as const
