import { z } from 'zod'

export const JurisdictionSearch = z.object({
  version: z
    .string()
    .regex(/^\d{4}-\d{2}(\.\d{2})?$/)
    .optional()
    .catch(undefined),
})
