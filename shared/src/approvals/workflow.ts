import { z } from 'zod'
import { by, workflow } from '../workflow.ts'
import { approvalRelations, approving, askingForApproval } from './policy.ts'
import { approvalRefusals } from './terms.ts'

export const RefuseApproval = z.strictObject({ reason: z.enum(approvalRefusals) })

/** An act that waits for a second person of another agency; the database carries it out when it is approved. */
export const approvalWorkflow = workflow('approval', {
  relations: approvalRelations,
  statuses: ['asked', 'endorsed', 'approved', 'refused', 'withdrawn'],
  final: ['approved', 'refused', 'withdrawn'],
  covered: { asked: 'approval.answer', endorsed: 'approval.answer' },
  actions: {
    /** The first of two who approve. */
    endorse: {
      from: ['asked'],
      to: 'endorsed',
      may: by('approver', approving),
      closes: ['approval.answer'],
      opens: ['approval.answer'],
      tells: ['author', 'approver'],
    },
    approve: {
      from: ['asked', 'endorsed'],
      to: 'approved',
      may: by('approver', approving),
      closes: ['approval.answer'],
      tells: ['author'],
    },
    refuse: {
      from: ['asked', 'endorsed'],
      to: 'refused',
      may: by('approver', approving),
      input: RefuseApproval,
      closes: ['approval.answer'],
      tells: ['author'],
    },
    withdraw: {
      from: ['asked', 'endorsed'],
      to: 'withdrawn',
      may: by('author', askingForApproval),
      closes: ['approval.answer'],
    },
    /** Not answered in time: another agency is asked. */
    escalate: {
      from: ['asked', 'endorsed'],
      may: by('clock', []),
      closes: ['approval.answer'],
      opens: ['approval.answer'],
      tells: ['approver'],
    },
    /** Whoever asked has left, or what was asked cannot be done any more. */
    lapse: {
      from: ['asked', 'endorsed'],
      to: 'withdrawn',
      may: by('clock', []),
      closes: ['approval.answer'],
      tells: ['author'],
    },
  },
})
