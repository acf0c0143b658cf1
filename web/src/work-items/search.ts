import { Urgency } from '@palermo/shared/codes/urgency.ts'
import { z } from 'zod'

export const workTabs = ['owes', 'is-owed', 'late'] as const
export type WorkTab = (typeof workTabs)[number]

/** The shown part of the work queue, in the URL; an invalid parameter is ignored. */
export const WorkSearch = z.object({
  tab: z.enum(workTabs).optional().catch(undefined),
  mine: z.boolean().optional().catch(undefined),
  agency: z.uuid().optional().catch(undefined),
  step: z.string().max(60).optional().catch(undefined),
  urgency: Urgency.optional().catch(undefined),
  /** The id of the record in the reading pane, which stays there when the record's row has left the queue. */
  at: z.uuid().optional().catch(undefined),
  /** The action whose form is open. */
  act: z.string().max(40).optional().catch(undefined),
})
export type WorkSearch = z.infer<typeof WorkSearch>
