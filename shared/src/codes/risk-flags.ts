import { z } from 'zod'

/**
 * Dangers to the person from others. The list does not contain an official who may be involved in the trafficking,
 * because such a report needs a channel that this official cannot read.
 */
export const riskFlags = [
  'exploiter-nearby',
  'exploiter-knows-places',
  'partner-or-family-looking',
  'debt-collector-looking',
  'phone-may-be-tracked',
  'images-held',
  'threats-to-person',
  'threats-to-family',
  'others-still-held',
  'none-known',
] as const

export const RiskFlag = z.enum(riskFlags)
export type RiskFlag = z.infer<typeof RiskFlag>
