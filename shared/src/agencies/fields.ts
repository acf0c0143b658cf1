/**
 * The fields that only administrators change, because an agency could use them to take another agency's name, region or
 * rights.
 */
export const settledFields = ['name', 'sector', 'region', 'protected', 'placementDesk'] as const
/** The fields that an agency maintains itself. */
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
/** All fields of an entry that can be changed. `policy.ts` defines which roles may change which field. */
export const agencyFields = [...settledFields, ...keptFields] as const
