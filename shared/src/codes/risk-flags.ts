import { z } from 'zod'

/**
 * Who may be looking for the person, and how. An official who may be involved is not among them:
 * that goes through the sealed channel, where the official cannot read it.
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
