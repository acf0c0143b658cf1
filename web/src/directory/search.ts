import { Sector } from '@palermo/shared/actor.ts'
import { Language } from '@palermo/shared/codes/languages.ts'
import { Need } from '@palermo/shared/codes/needs.ts'
import { Service } from '@palermo/shared/codes/services.ts'
import { z } from 'zod'

/**
 * Parameters of the directory search in the URL: only needed services and properties of agencies, no data of a person.
 */
export const DirectorySearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  need: Need.optional().catch(undefined),
  child: z.boolean().optional().catch(undefined),
  service: Service.optional().catch(undefined),
  sector: Sector.optional().catch(undefined),
  region: z.string().max(100).optional().catch(undefined),
  language: Language.optional().catch(undefined),
  openNow: z.boolean().optional().catch(undefined),
})
export type DirectorySearch = z.infer<typeof DirectorySearch>
