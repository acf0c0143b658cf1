/** Fields set by administrators only: changing them would let an agency take another's name, reach or rights. */
export const settledFields = ['name', 'sector', 'region', 'protected', 'placementDesk'] as const
/** Fields that an agency maintains itself. */
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
/** The changeable fields of an entry; `policy.ts` says by which roles. */
export const agencyFields = [...settledFields, ...keptFields] as const
