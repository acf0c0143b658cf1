import { z } from 'zod'

/** The services that an agency offers (domain §5.3), with the lead's own work and basic goods added. */
export const services = [
  'case-management',
  'shelter-emergency',
  'shelter-medium-term',
  'shelter-long-term',
  'shelter-child',
  'shelter-men',
  'shelter-mixed',
  'independent-living',
  'foster-care',
  'basic-goods',
  'medical',
  'psychosocial',
  'psychiatric',
  'legal-aid',
  'interpretation',
  'documentation',
  'education',
  'vocational',
  'job-placement',
  'financial-aid',
  'childcare',
  'family-tracing',
  'escort-transport',
  'safety-planning',
  'voluntary-return',
  'reintegration',
  'guardian-advocate',
] as const

export const Service = z.enum(services)
export type Service = z.infer<typeof Service>
