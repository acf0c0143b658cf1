import { z } from 'zod'
import { freeText } from '../compartments.ts'
import { by, workflow } from '../workflow.ts'
import { caseRelations, leading, supervising } from './policy.ts'
import { stages, tracks } from './tracks.ts'

export const closingReasons = [
  'help-completed',
  'left-by-choice',
  'declined-services',
  'contact-lost',
  'moved-abroad',
  'not-a-victim',
  'deceased',
  'opened-by-mistake',
] as const
export const ClosingReason = z.enum(closingReasons)

export const AssignLead = z.strictObject({ personId: z.uuid() })
export const Close = z.strictObject({ reason: ClosingReason, note: freeText(4000).optional() })
export const Reopen = z.strictObject({ note: freeText(4000) })
export const Review = z.strictObject({ note: freeText(4000).optional() })
/** A milestone on one of the three tracks. None gates another, so none is checked against another. */
export const Advance = z.strictObject({ track: z.enum(tracks), stage: z.enum(stages), on: z.iso.date() })

/** One task force's work for one presumed victim. Its own clock is the review, so an open case is never unseen. */
export const caseWorkflow = workflow('case', {
  relations: caseRelations,
  statuses: ['open', 'closed'],
  final: ['closed'],
  covered: { open: 'case.review' },
  actions: {
    review: {
      from: ['open'],
      may: by('case-lead', leading),
      input: Review,
      closes: ['case.review'],
      opens: ['case.review'],
    },
    advance: { from: ['open'], may: by('member', leading), input: Advance, tells: ['case-lead'] },
    /** The two clocks of a child's case stop when what they wait for is done. */
    'appoint-guardian': {
      from: ['open'],
      may: by('case-lead', leading),
      closes: ['child.guardian'],
      tells: ['member'],
    },
    'assess-best-interests': {
      from: ['open'],
      may: by('case-lead', leading),
      closes: ['child.best-interests'],
    },
    'assign-lead': {
      from: ['open'],
      may: by('case-lead', supervising),
      input: AssignLead,
      tells: ['case-lead'],
    },
    close: {
      from: ['open'],
      to: 'closed',
      may: by('case-lead', leading),
      input: Close,
      closes: ['case.review', 'child.guardian', 'child.best-interests'],
      tells: ['member'],
    },
    reopen: {
      from: ['closed'],
      to: 'open',
      may: by('case-lead', leading),
      input: Reopen,
      opens: ['case.review'],
      tells: ['member'],
    },
  },
})
export type CaseAction = (typeof caseWorkflow.actionNames)[number]
export type CaseStatus = (typeof caseWorkflow.statuses)[number]
