import { caseSorts } from '@palermo/shared/cases/contract.ts'
import { tracks } from '@palermo/shared/cases/tracks.ts'
import { z } from 'zod'
import { caseParts } from './parts.ts'

export const caseTabs = ['open', 'closed', 'all'] as const
export type CaseTab = (typeof caseTabs)[number]

/**
 * The filters of the list of cases, kept in the URL. `q` is part of a case reference, because no other text may be in a
 * URL.
 */
export const CasesSearch = z.object({
  tab: z.enum(caseTabs).optional().catch(undefined),
  mine: z.boolean().optional().catch(undefined),
  child: z.boolean().optional().catch(undefined),
  q: z.string().max(20).optional().catch(undefined),
  /** The order of the list; if undefined, the usual order of the tab. */
  sort: z.enum(caseSorts).optional().catch(undefined),
})
export type CasesSearch = z.infer<typeof CasesSearch>

/** The usual order of a tab: open cases by due time, all other lists by last change. */
export const usualSort = (tab: CaseTab): (typeof caseSorts)[number] => (tab === 'open' ? 'due' : 'changed')

/**
 * The shown part of a case and the open form, stored in the URL, so that the back button closes the form and leaves the
 * part.
 */
export const CaseSearch = z.object({
  tab: z.enum(caseParts).optional().catch(undefined),
  act: z.string().max(40).optional().catch(undefined),
  track: z.enum(tracks).optional().catch(undefined),
})
export type CaseSearch = z.infer<typeof CaseSearch>
