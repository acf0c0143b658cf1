import { Urgency } from '@palermo/shared/codes/urgency.ts'
import { z } from 'zod'

export const workTabs = ['owes', 'is-owed', 'late'] as const
export type WorkTab = (typeof workTabs)[number]

/** What of the queue is shown, kept in the URL; a part that makes no sense is left out, never an error. */
export const WorkSearch = z.object({
  tab: z.enum(workTabs).optional().catch(undefined),
  mine: z.boolean().optional().catch(undefined),
  agency: z.uuid().optional().catch(undefined),
  step: z.string().max(60).optional().catch(undefined),
  urgency: Urgency.optional().catch(undefined),
  /** What the reading pane shows: a row's subject, which stays when the row itself is done and gone. */
  at: z.uuid().optional().catch(undefined),
  /** The action whose form stands open. */
  act: z.string().max(40).optional().catch(undefined),
})
export type WorkSearch = z.infer<typeof WorkSearch>
