/** What the task force says of an agency: whoever could change these could take another's name, reach or rights. */
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
/** The fields of an entry that somebody keeps; `policy.ts` says who. */
export const agencyFields = [...settledFields, ...keptFields] as const
