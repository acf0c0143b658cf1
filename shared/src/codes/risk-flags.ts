import { z } from 'zod'

/**
 * Dangers to the person from others. An official who may be involved in the trafficking is not in this list, because
 * such a report needs a channel that this official cannot read.
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
